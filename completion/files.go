package completion

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"fimble/completion/action"
	"fimble/context/buffer"
)

// walkPatience is how long an action waits for the first walk of a project. It
// makes do with what is known by then.
const walkPatience = 3 * time.Second

var (
	errNoFolder = errors.New("the file lies in no folder that the editor has opened, so what belongs to it cannot be found: open the folder of its project")
	errOutside  = errors.New("it does not lie in the folder of the project")
	errMeddled  = errors.New("it has changed on disk meanwhile; ask again")
	errUnsaved  = errors.New("it has unsaved changes: save it first")
)

// errDenied takes why a file is denied.
const errDenied = string(ReasonDenied) + " (%s)"

// files are those of the project that a query's document lies in.
type files struct {
	e *Engine
	q *query
}

// File is action.Files's.
func (f files) File(path string) (action.File, error) {
	root := f.q.snapshot.Root()
	switch {
	case root == nil || root.Dir == "":
		return action.File{}, errNoFolder
	case !filepath.IsLocal(filepath.FromSlash(path)):
		return action.File{}, fmt.Errorf("%s: %w", path, errOutside)
	}
	full := filepath.Join(root.Dir, filepath.FromSlash(path))
	file := action.File{URI: buffer.FileURI(full), Path: path}
	if why := f.e.denied(f.q.Options, root, file.URI); why != "" {
		return action.File{}, fmt.Errorf("%s: "+errDenied, path, why)
	}
	if s, ok := f.q.View.Snapshot(file.URI); ok {
		file.URI, file.Text = s.URI(), s.Text()
		return file, nil
	}
	text, err := f.e.workspace.ReadFile(root, full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return file, nil
	case err != nil:
		return action.File{}, err
	}
	file.Text = buffer.NewText(text)
	return file, nil
}

// Paths is action.Files's.
func (f files) Paths(ctx context.Context) []string {
	root := f.q.snapshot.Root()
	if root == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, walkPatience)
	defer cancel()
	_ = f.e.workspace.Wait(ctx, root) // what is known so far will do
	var paths []string
	for _, file := range f.e.workspace.Files(root) {
		if f.e.readable(f.q.Options, root, buffer.FileURI(file.Path)) {
			paths = append(paths, file.Rel)
		}
	}
	return paths
}

// Open is action.Files's.
func (f files) Open() (paths []string) {
	for _, s := range f.q.View.Snapshots() {
		if s.Root() == f.q.snapshot.Root() && s.Root() != nil && f.e.allowed(f.q.Options, s) {
			paths = append(paths, s.Path())
		}
	}
	return paths
}

// writable says why changes may not be made any more: a closed file is not
// locked while a model thinks. The editor sees to those that are open.
func (f files) writable(changes []Change) error {
	for _, c := range changes {
		if c.To != nil {
			if err := f.free(*c.To); err != nil {
				return err
			}
		}
		if root := f.q.snapshot.Root(); root == nil || root.Dir == "" {
			continue // of one document, which lies in no folder of this machine
		}
		if err := f.e.workspace.Writable(f.q.snapshot.Root(), filepath.FromSlash(c.File.Path)); err != nil {
			return err
		}
		if c.Deletes || c.To != nil {
			if err := f.saved(c.File); err != nil {
				return err
			}
		}
		if c.File.URI == f.q.snapshot.URI() {
			continue
		}
		now, err := f.File(c.File.Path)
		if err != nil {
			return err
		}
		if (now.Text == nil) != c.Creates() || now.Text != nil && now.Text.String() != c.File.Text.String() {
			return fmt.Errorf("%s: %w", c.File.Path, errMeddled)
		}
	}
	return nil
}

// saved says why a file may not be taken from its place: what the editor has of
// it is more than what lies there.
func (f files) saved(file action.File) error {
	if _, open := f.q.View.Snapshot(file.URI); !open {
		return nil
	}
	root := f.q.snapshot.Root()
	text, err := f.e.workspace.ReadFile(root, filepath.Join(root.Dir, filepath.FromSlash(file.Path)))
	if err == nil && text != file.Text.String() {
		err = fmt.Errorf("%s: %w", file.Path, errUnsaved)
	}
	return err
}

// free says why no file may be given the name of one.
func (f files) free(to action.File) error {
	if err := f.e.workspace.Writable(f.q.snapshot.Root(), filepath.FromSlash(to.Path)); err != nil {
		return err
	}
	now, err := f.File(to.Path)
	if err == nil && now.Text != nil {
		err = fmt.Errorf("%s: %w", to.Path, errMeddled)
	}
	return err
}
