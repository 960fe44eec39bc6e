package completion

import (
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"

	"fimble/context/buffer"
)

// denied matches a file against the user's globs, which are written as in a
// .gitignore and relative to the file's root.
func denied(globs []string, root *buffer.Root, path string) bool {
	if root != nil {
		if rel, err := filepath.Rel(root.Dir, path); err == nil && !strings.HasPrefix(rel, "..") {
			path = rel
		}
	}
	parts := strings.Split(strings.Trim(filepath.ToSlash(path), "/"), "/")
	for _, glob := range globs {
		if gitignore.ParsePattern(glob, nil).Match(parts, false) == gitignore.Exclude {
			return true
		}
	}
	return false
}
