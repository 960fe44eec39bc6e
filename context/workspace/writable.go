package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"fimble/context/buffer"
)

var (
	errReadOnly = errors.New("it is read-only: make it writable first")
	errNotFile  = errors.New("it is no regular file")
	errOutside  = errors.New("it lies in no folder that the editor has open: open the folder of its project")
)

// Writable says why an editor should not be told to write a file of a root,
// given below it, or nil. One that is not there yet may be made, in folders
// that are not there either. No link may lead out of the root.
func (w *Workspace) Writable(root *buffer.Root, rel string) error {
	dir, err := os.OpenRoot(root.Dir)
	if err != nil {
		return fmt.Errorf("write %s: %w", rel, err)
	}
	defer dir.Close()
	info, err := dir.Stat(rel)
	return writable(rel, info, err)
}

// WritableAlone is Writable for a file that by its name lies in none of the
// roots: with links followed it must lie in one of them, unless there is none.
func (w *Workspace) WritableAlone(roots []*buffer.Root, path string) error {
	if len(roots) > 0 && !slices.ContainsFunc(roots, func(r *buffer.Root) bool { return leadsInto(r, path) }) {
		return fmt.Errorf("write %s: %w", path, errOutside)
	}
	info, err := os.Stat(path)
	return writable(path, info, err)
}

// leadsInto reports whether a path is one of something in a root, links
// followed.
func leadsInto(root *buffer.Root, path string) bool {
	base, err := filepath.EvalSymlinks(root.Dir)
	if err != nil {
		return false
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return false
	}
	real := filepath.Join(folder, filepath.Base(path))
	if to, err := filepath.EvalSymlinks(real); err == nil {
		real = to
	}
	rel, err := filepath.Rel(base, real)
	return err == nil && filepath.IsLocal(rel)
}

func writable(rel string, info fs.FileInfo, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("write %s: %w", rel, explained(err))
	case !info.Mode().IsRegular():
		return fmt.Errorf("write %s: %w", rel, errNotFile)
	case info.Mode().Perm()&0o222 == 0:
		return fmt.Errorf("write %s: %w", rel, errReadOnly)
	}
	return nil
}
