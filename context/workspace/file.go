package workspace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A File is one that may be read and is worth it.
type File struct {
	Root     *buffer.Root
	Path     string // absolute
	Rel      string // below the root, with slashes
	Language *syntax.Language
	Size     int64 // bytes, when it was seen
}

// ErrDenied is what ReadFile answers for a file that Denied has a reason
// against.
var ErrDenied = errors.New("denied")

// Denied says why the text of a file may not be used, or "" when it may. It
// counts ignore files, the Deny option and the names that hold secrets by
// custom; for a file outside any root (root is nil) only the latter two.
func (w *Workspace) Denied(root *buffer.Root, path string) (reason string) {
	if root == nil {
		return w.deniedLoose(path)
	}
	r := w.rulesOf(root)
	if why := r.verdict(path); why != "" {
		return why
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil || real == path {
		return ""
	}
	base, err := filepath.EvalSymlinks(r.base)
	if err != nil {
		return ""
	}
	components, ok := below(base, real)
	if !ok {
		return "a link out of the folder"
	}
	return r.verdict(filepath.Join(append([]string{r.base}, components...)...))
}

func (w *Workspace) deniedLoose(path string) string {
	why := w.deniedByName(path)
	if real, err := filepath.EvalSymlinks(path); why == "" && err == nil && real != path {
		why = w.deniedByName(real)
	}
	return why
}

func (w *Workspace) deniedByName(path string) string {
	components := strings.Split(strings.Trim(filepath.ToSlash(path), "/"), "/")
	for n := 1; n <= len(components); n++ {
		isDir := n < len(components)
		if p, ok := lastMatch(w.deny, components[:n], isDir); ok && !p.negated {
			return "ignored by the deny option (" + p.source + ")"
		}
		if why := secret(components[:n], isDir); why != "" {
			return why
		}
	}
	return ""
}

// ReadFile reads a file of a root, or with a nil root one that lies in none.
// It refuses, with ErrDenied, what Denied has a reason against and what lies
// outside the root, links followed; it refuses what is no regular file or is
// longer than Options.MaxFileBytes.
func (w *Workspace) ReadFile(root *buffer.Root, path string) (string, error) {
	return w.readFile(root, path, w.opts.MaxFileBytes)
}

// maxNamedBytes is the longest file that ReadNamed reads, in bytes: an editor
// could not send a longer one.
const maxNamedBytes = 64 << 20

// ReadNamed is ReadFile for a file that the user has named, as an editor opens
// it however long it is.
func (w *Workspace) ReadNamed(root *buffer.Root, path string) (string, error) {
	return w.readFile(root, path, maxNamedBytes)
}

func (w *Workspace) readFile(root *buffer.Root, path string, limit int64) (string, error) {
	base := filepath.Dir(path)
	if root != nil {
		base = root.Dir
	}
	rel, err := filepath.Rel(base, path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("read %s: %w: outside the root", path, ErrDenied)
	}
	if why := w.Denied(root, path); why != "" {
		return "", fmt.Errorf("read %s: %w: %s", path, ErrDenied, why)
	}
	dir, err := os.OpenRoot(base)
	if err != nil {
		return "", unread(path, err)
	}
	defer dir.Close()
	return w.read(dir, rel, limit)
}

// unread is why a file was not, which names it once, and no system call.
func unread(path string, err error) error {
	return fmt.Errorf("read %s: %w", path, explained(err))
}

// errLinkOut stands for what package os says of a path that leaves an os.Root,
// which has no name there.
var errLinkOut = errors.New("a link leads out of the folder that the editor has open: open the folder in which the file lies")

func explained(err error) error {
	inner, ok := errors.AsType[*fs.PathError](err)
	switch {
	case !ok:
		return err
	case strings.HasSuffix(inner.Err.Error(), "escapes from parent"):
		return errLinkOut
	}
	return inner.Err
}

// read goes through an os.Root, so that no link leads out even if it was set
// between the check and the opening.
func (w *Workspace) read(dir *os.Root, rel string, limit int64) (string, error) {
	info, err := dir.Stat(rel)
	if err != nil {
		return "", unread(rel, err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("read %s: not a regular file", rel)
	}
	if info.Size() > limit {
		return "", fmt.Errorf("read %s: %d bytes, more than the %d that are read", rel, info.Size(), limit)
	}
	f, err := dir.Open(rel)
	if err != nil {
		return "", unread(rel, err)
	}
	defer f.Close()
	var text strings.Builder
	text.Grow(int(info.Size()))
	if _, err := io.Copy(&text, io.LimitReader(f, limit)); err != nil {
		return "", fmt.Errorf("read %s: %w", rel, err)
	}
	return text.String(), nil
}
