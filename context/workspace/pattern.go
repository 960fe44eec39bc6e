package workspace

import (
	"path"
	"strings"
)

// A pattern is one line of an ignore file. It agrees with git on the last
// component of a path; that a directory which is ignored takes all below it
// along is the walk's business, and verdict's.
type pattern struct {
	source   string // for the reason: ".gitignore:3"
	depth    int    // how many components lead to the directory of the ignore file
	segments []segment
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
		p.segments = append(p.segments, segmentOf("**"))
	}
	for _, s := range strings.Split(line, "/") {
		p.segments = append(p.segments, segmentOf(caretClasses(s)))
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

// A segment matches one component of a path, or any number of them. Most are
// plain, and a comparison is twenty times as quick as a glob.
type segment struct {
	kind segmentKind
	text string // without the star of a prefix or suffix
}

type segmentKind uint8

const (
	glob segmentKind = iota
	anyComponents
	literal
	withPrefix
	withSuffix
)

func segmentOf(text string) segment {
	const special = `*?[\`
	switch {
	case text == "**":
		return segment{kind: anyComponents}
	case !strings.ContainsAny(text, special):
		return segment{literal, text}
	case text[0] == '*' && !strings.ContainsAny(text[1:], special):
		return segment{withSuffix, text[1:]}
	case text[len(text)-1] == '*' && !strings.ContainsAny(text[:len(text)-1], special):
		return segment{withPrefix, text[:len(text)-1]}
	}
	return segment{glob, text}
}

func (s segment) matches(component string) bool {
	switch s.kind {
	case literal:
		return component == s.text
	case withPrefix:
		return strings.HasPrefix(component, s.text)
	case withSuffix:
		return strings.HasSuffix(component, s.text)
	}
	ok, err := path.Match(s.text, component)
	return ok && err == nil
}

func matchSegments(segments []segment, components []string) bool {
	for i, s := range segments {
		if s.kind == anyComponents {
			rest := segments[i+1:]
			if len(rest) == 0 {
				return len(components) > 0
			}
			if len(rest) == 1 && rest[0].kind != anyComponents {
				return len(components) > 0 && rest[0].matches(components[len(components)-1])
			}
			for from := range components {
				if matchSegments(rest, components[from:]) {
					return true
				}
			}
			return false
		}
		if len(components) == 0 || !s.matches(components[0]) {
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
