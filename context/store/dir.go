// Package store keeps Fimble's own files: what it has counted, what it wants to
// find again. Its law: whoever reads sees whole what one writer wrote, and
// whoever writes has seen what the writer before wrote, in other processes,
// too.
package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/rogpeppe/go-internal/robustio"
	"go.uber.org/zap"
)

// A Dir is the folder with Fimble's files. Any number of goroutines and
// processes may use the same folder. It is made by the first Update.
type Dir struct {
	path string
	log  *zap.Logger
}

// At is the Dir with that path. It touches nothing.
func At(path string, log *zap.Logger) *Dir { return &Dir{path, log} }

func (d *Dir) lock() (io.Closer, error) {
	lock, err := lockedfile.OpenFile(filepath.Join(d.path, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", d.path, err)
	}
	return lock, nil
}

// lockName is the file that a writer holds locked. It is never removed: someone
// may be waiting for it.
const lockName = "lock"

// Path is where a kind of file lies.
func (d *Dir) Path(k Kind) string { return filepath.Join(d.path, k.Name) }

// Read gives what was written last, or nil if there is nothing. It is
// ErrDamaged or a NewerError if what is there cannot be understood, and changes
// nothing then.
func (d *Dir) Read(k Kind) ([]byte, error) {
	data, err := robustio.ReadFile(d.Path(k))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", k.Name, err)
	}
	content, err := k.open(data)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", d.Path(k), err)
	}
	return content, nil
}

// Update writes what change makes of the content, nil if there is none. No one
// else writes meanwhile, so change must be quick. Nothing is written if change
// gives nil or an error. A file that cannot be understood, and one that change
// calls ErrDamaged, is set aside and change begins anew.
func (d *Dir) Update(k Kind, change func(content []byte) ([]byte, error)) error {
	if err := os.MkdirAll(d.path, 0o700); err != nil {
		return fmt.Errorf("make a folder for %s: %w", k.Name, err)
	}
	lock, err := d.lock()
	if err != nil {
		return err
	}
	defer lock.Close()
	content, err := d.Read(k)
	var changed []byte
	if err == nil {
		changed, err = change(content)
	}
	if aside := asideName(k, err); aside != "" {
		if err := d.setAside(k, aside, err); err != nil {
			return err
		}
		changed, err = change(nil)
	}
	if err != nil || changed == nil {
		return err
	}
	return d.write(k, changed)
}

// Remove takes a file away. One that is not there is no error.
func (d *Dir) Remove(k Kind) error {
	if _, err := os.Stat(d.Path(k)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	lock, err := d.lock()
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := robustio.RemoveAll(d.Path(k)); err != nil {
		return fmt.Errorf("remove %s: %w", k.Name, err)
	}
	return nil
}

// write puts a file in the place of the one before at one stroke.
func (d *Dir) write(k Kind, content []byte) error {
	// One name will do, as the folder is locked, and a crash leaves one file.
	temporary := d.Path(k) + ".tmp"
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", k.Name, err)
	}
	_, err = f.Write(k.seal(content))
	// Without Sync the new name may point to an empty file after a crash.
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = robustio.Rename(temporary, d.Path(k))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", k.Name, err), os.Remove(temporary))
	}
	return nil
}

// asideName is the name for a file that an error speaks of, or empty if there
// is no need for one. A newer Fimble's file keeps its version in its name, so
// that it can be put back.
func asideName(k Kind, err error) string {
	var newer NewerError
	switch {
	case errors.Is(err, ErrDamaged):
		return k.Name + ".damaged"
	case errors.As(err, &newer):
		return fmt.Sprintf("%s.version%d", k.Name, newer.Version)
	}
	return ""
}

func (d *Dir) setAside(k Kind, name string, why error) error {
	to := filepath.Join(d.path, name)
	if err := robustio.Rename(d.Path(k), to); err != nil {
		return fmt.Errorf("set %s aside: %w", k.Name, err)
	}
	d.log.Warn("file set aside", zap.String("file", to), zap.Error(why))
	return nil
}
