package completion

import (
	"fmt"
	"path/filepath"
	"slices"
)

// alone are the schemes of documents that people write without a folder around
// them: files, and what has yet to be saved. Others belong to a folder, or show
// what cannot be changed, such as an older version.
var alone = []string{"file", "untitled", "inmemory", ""}

const errView = "a document with an address that begins with %s: is changed only in a folder of that kind, since it may show what cannot be saved: open the file itself"

// editable says why no action changes the query's document, before a model is
// asked for what to write.
func (f files) editable() error {
	s := f.q.snapshot
	home := s.Home()
	path, _ := home.Path()
	switch root := s.Root(); {
	case root != nil && root.Dir != "":
		return f.e.workspace.Writable(root, filepath.FromSlash(s.Path()))
	case root != nil:
		return nil // its editor knows what can be written there
	case !slices.Contains(alone, home.Scheme()):
		return fmt.Errorf(errView, home.Scheme())
	case path != "":
		return f.e.workspace.WritableAlone(f.q.View.Roots(), path)
	}
	return nil
}
