package workspace

import (
	"path"
	"strings"
)

// A pattern is one line of an ignore file. It agrees with git on the last
// component of a path; that a directory which is ignored takes all below it
// along is the walk's business, and verdict's.
type pattern struct {
	source   string   // for the reason: ".gitignore:3"
	depth    int      // how many components lead to the directory of the ignore file
	segments []string // globs, or ** for any number of components
	negated  bool
	dirOnly  bool
}

// parsePattern reads a line of an ignore file that lies depth components
// below the base. It reports false for a blank line, a comment and a line
// that can match nothing.
func parsePattern(line string, depth int) (pattern, bool) {
	line = trimTrailingBlanks(strings.TrimSuffix(line, "\r"))
	if line == "" || line[0] == '#' {
		return pattern{}, false
	}
	p := pattern{depth: depth}
	if line[0] == '!' {
		p.negated, line = true, line[1:]
	}
	if strings.HasSuffix(line, "/") {
		p.dirOnly, line = true, strings.TrimSuffix(line, "/")
	}
	anchored := strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return pattern{}, false
	}
	if !anchored {
		p.segments = append(p.segments, "**")
	}
	for _, s := range strings.Split(line, "/") {
		p.segments = append(p.segments, caretClasses(s))
	}
	return p, true
}

// trimTrailingBlanks drops the blanks at the end, except one that a backslash
// keeps.
func trimTrailingBlanks(line string) string {
	trimmed := strings.TrimRight(line, " ")
	backslashes := len(trimmed) - len(strings.TrimRight(trimmed, `\`))
	if len(trimmed) < len(line) && backslashes%2 == 1 {
		return trimmed + " "
	}
	return trimmed
}

// caretClasses turns git's [!a] into the [^a] of path.Match.
func caretClasses(glob string) string {
	if !strings.Contains(glob, "[!") {
		return glob
	}
	out := []byte(glob)
	for i := 0; i+1 < len(out); i++ {
		switch {
		case out[i] == '\\':
			i++
		case out[i] == '[' && out[i+1] == '!':
			out[i+1] = '^'
		}
	}
	return string(out)
}

// matches reports whether the pattern names this very path, given as its
// components below the base.
func (p *pattern) matches(components []string, isDir bool) bool {
	if p.dirOnly && !isDir || len(components) <= p.depth {
		return false
	}
	return matchSegments(p.segments, components[p.depth:])
}

func matchSegments(segments, components []string) bool {
	for i, s := range segments {
		if s == "**" {
			rest := segments[i+1:]
			if len(rest) == 0 {
				return len(components) > 0
			}
			for from := range components {
				if matchSegments(rest, components[from:]) {
					return true
				}
			}
			return false
		}
		if len(components) == 0 {
			return false
		}
		if ok, err := path.Match(s, components[0]); err != nil || !ok {
			return false
		}
		components = components[1:]
	}
	return len(components) == 0
}

// lastMatch is the pattern that decides over the path: of a list, the last
// one that matches.
func lastMatch(patterns []pattern, components []string, isDir bool) (pattern, bool) {
	for i := len(patterns) - 1; i >= 0; i-- {
		if patterns[i].matches(components, isDir) {
			return patterns[i], true
		}
	}
	return pattern{}, false
}
