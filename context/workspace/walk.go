package workspace

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fimble/context/syntax"
)

// batchFiles is how many files go to the subscribers at a time. It bounds how
// long a root that is removed still works: about 64 files of indexing.
const batchFiles = 64

// A scan is one pass over a root or a part of it. What it finds is compared
// with what the walker knew.
type scan struct {
	k     *walker
	ctx   context.Context
	dir   *os.Root
	old   map[string]bool // known files that have not been met again
	queue []string        // directories, nearest first
	batch []File
}

func (k *walker) newScan(ctx context.Context) *scan {
	k.full = false
	return &scan{k: k, ctx: ctx}
}

// walk goes over the whole root, breadth first, so that a bound cuts the far
// ends of a tree and not the files at its top.
func (k *walker) walk(ctx context.Context) {
	s := k.newScan(ctx)
	s.old = make(map[string]bool, len(k.files))
	for rel := range k.files {
		s.old[rel] = true
	}
	s.path("")
	s.finish()
}

// path scans a file or directory, given below the root; "" is the root.
func (s *scan) path(rel string) {
	dir, err := os.OpenRoot(s.k.root.Dir)
	if err != nil {
		return
	}
	defer dir.Close()
	s.dir = dir
	if rel != "" {
		info, err := dir.Lstat(rel)
		if err != nil {
			return
		}
		if !info.IsDir() {
			s.file(rel, info)
			return
		}
		if skipDir(info.Name()) || s.ignored(rel, true) {
			return
		}
	}
	s.queue = append(s.queue, rel)
	for len(s.queue) > 0 && !s.k.full && s.ctx.Err() == nil {
		next := s.queue[0]
		s.queue = s.queue[1:]
		s.list(next)
	}
}

// list scans one directory. Links are left out: what they lead to inside the
// root is met on its own way, and what lies outside is none of ours.
func (s *scan) list(rel string) {
	entries, err := os.ReadDir(filepath.Join(s.k.root.Dir, filepath.FromSlash(rel)))
	if err != nil {
		return
	}
	for _, e := range entries {
		if s.k.full || s.ctx.Err() != nil {
			return
		}
		child := strings.TrimPrefix(rel+"/"+e.Name(), "/")
		switch {
		case e.IsDir():
			if !skipDir(e.Name()) && !s.ignored(child, true) {
				s.queue = append(s.queue, child)
			}
		case e.Type().IsRegular():
			if info, err := e.Info(); err == nil && !s.ignored(child, false) {
				s.file(child, info)
			}
		}
	}
}

func (s *scan) ignored(rel string, isDir bool) bool {
	components, ok := below(s.k.rules.base, filepath.Join(s.k.root.Dir, filepath.FromSlash(rel)))
	return !ok || s.k.rules.ignored(components, isDir) != ""
}

// file takes note of one regular file that no rule denies.
func (s *scan) file(rel string, info fs.FileInfo) {
	if !info.Mode().IsRegular() || skipFile(info.Name()) || info.Size() == 0 || info.Size() > s.k.w.opts.MaxFileBytes {
		return
	}
	before, known := s.k.files[rel]
	if known && before.file.Size == info.Size() && before.modTime.Equal(info.ModTime()) {
		delete(s.old, rel)
		return
	}
	if unlikely(s.head(rel)) != "" {
		return
	}
	size := info.Size()
	if known {
		size -= before.file.Size
	}
	opts := s.k.w.opts
	if s.k.bytes+size > opts.MaxBytes || !known && len(s.k.files) >= opts.MaxFiles {
		s.k.full = true
		return
	}
	delete(s.old, rel)
	s.k.bytes += size
	path := filepath.Join(s.k.root.Dir, filepath.FromSlash(rel))
	f := File{Root: s.k.root, Path: path, Rel: rel, Language: syntax.Detect("", path), Size: info.Size()}
	s.k.mu.Lock()
	s.k.files[rel] = seen{file: f, modTime: info.ModTime()}
	s.k.mu.Unlock()
	s.batch = append(s.batch, f)
	if len(s.batch) == batchFiles {
		s.flush(nil)
	}
}

func (s *scan) head(rel string) []byte {
	f, err := s.dir.Open(rel)
	if err != nil {
		return []byte{0}
	}
	defer f.Close()
	head := make([]byte, headBytes)
	n, err := io.ReadFull(f, head)
	if n == 0 && err != nil {
		return []byte{0}
	}
	return head[:n]
}

func (s *scan) flush(removed []string) {
	s.k.w.publish(s.k.root, s.batch, removed)
	s.batch = nil
}

// finish reports the rest, and what was known and is no more. A scan that was
// stopped or met a bound does not know what is gone.
func (s *scan) finish() {
	if s.ctx.Err() != nil {
		return
	}
	var removed []string
	for rel := range s.old {
		if s.k.full && s.exists(rel) {
			continue
		}
		removed = append(removed, rel)
		s.k.bytes -= s.k.files[rel].file.Size
		s.k.mu.Lock()
		delete(s.k.files, rel)
		s.k.mu.Unlock()
	}
	s.flush(removed)
}

func (s *scan) exists(rel string) bool {
	_, err := os.Lstat(filepath.Join(s.k.root.Dir, filepath.FromSlash(rel)))
	return err == nil
}
