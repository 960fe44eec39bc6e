package workspace

import (
	"path/filepath"
	"slices"
	"strings"

	"fimble/context/buffer"
)

// Deny sets the patterns, in the syntax of .gitignore, of what may not be
// read below a root's directory, in place of those set before. What was
// reported and is denied now is reported as removed.
func (w *Workspace) Deny(dir string, patterns []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if slices.Equal(w.denied[dir], patterns) {
		return
	}
	w.denied[dir] = slices.Clone(patterns)
	if r := w.rules[dir]; r != nil {
		r.deny(dir, slices.Concat(w.opts.Deny, patterns))
	}
	for _, k := range w.walkers {
		if k.root.Dir == dir {
			k.walkAgain()
		}
	}
}

// deny replaces the patterns that come from options; those with a slash are
// relative to dir.
func (r *rules) deny(dir string, lines []string) {
	components, _ := below(r.base, dir)
	own := denials(len(components), lines...)
	for i := range own {
		own[i].source = "the deny option (" + own[i].source + ")"
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.own = own
	r.verdicts = map[string]string{}
}

// Matches reports whether patterns in the syntax of .gitignore name a file or
// a directory above it. Those with a slash are relative to the root, or to the
// top of the file system for a file in none.
func Matches(patterns []string, root *buffer.Root, path string) bool {
	if len(patterns) == 0 {
		return false
	}
	components := strings.Split(strings.Trim(filepath.ToSlash(path), "/"), "/")
	if root != nil {
		if inside, ok := below(root.Dir, path); ok {
			components = inside
		}
	}
	parsed := denials(0, patterns...)
	for n := 1; n <= len(components); n++ {
		if p, ok := lastMatch(parsed, components[:n], n < len(components)); ok && !p.negated {
			return true
		}
	}
	return false
}
