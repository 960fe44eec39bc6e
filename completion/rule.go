package completion

import (
	"slices"

	"fimble/context/buffer"
	"fimble/context/workspace"
)

// A Rule says which model serves some files and purposes, before Options.Use
// has a say: what was trained on a code base is asked where that lies.
type Rule struct {
	Languages []string  // LSP language identifiers; none means all
	Paths     []string  // globs in the form of .gitignore, from the document's root; none means all
	Purposes  []Purpose // none means all that complete: Inline, Invoked and List
	Model     string    // by its name in Options.Models, or "local"
}

// covers reports whether the rule is for a purpose in a document.
func (r Rule) covers(p Purpose, s *buffer.Snapshot) bool {
	if len(r.Purposes) == 0 && p == Action || len(r.Purposes) > 0 && !slices.Contains(r.Purposes, p) {
		return false
	}
	if len(r.Languages) > 0 && !slices.Contains(r.Languages, s.Language().ID) && !slices.Contains(r.Languages, s.LanguageID()) {
		return false
	}
	return len(r.Paths) == 0 || workspace.Matches(r.Paths, nil, placeOfFile(s))
}

// placeOfFile is the path of a document below its root, or without one from
// the top of the file system.
func placeOfFile(s *buffer.Snapshot) string {
	if path, ok := s.URI().Path(); ok && s.Root() == nil {
		return path
	}
	return s.Path()
}
