package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"fimble/context/buffer"
)

var (
	errReadOnly = errors.New("it is read-only")
	errNotFile  = errors.New("it is no regular file")
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
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("write %s: %w", rel, err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("write %s: %w", rel, errNotFile)
	case info.Mode().Perm()&0o222 == 0:
		return fmt.Errorf("write %s: %w", rel, errReadOnly)
	}
	return nil
}
