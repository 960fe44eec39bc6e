package workspace

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"go.uber.org/zap"

	"fimble/context/buffer"
)

// A Workspace follows the files of the roots. Each root has one goroutine,
// which walks it once and then sees to changes; it ends with the root.
type Workspace struct {
	opts Options
	log  *zap.Logger
	deny []pattern // Options.Deny, for files outside any root

	mu          sync.Mutex
	walkers     map[buffer.URI]*walker
	ending      map[buffer.URI]*walker // of roots that went; a root that comes back waits for its own
	rules       map[string]*rules      // by directory of a root
	denied      map[string][]string    // what Deny has set, likewise
	subscribers []subscriber
	closed      bool
}

type subscriber func(root *buffer.Root, added []File, removed []string)

// New is a Workspace without roots.
func New(opts Options, log *zap.Logger) *Workspace {
	return &Workspace{
		opts:    opts,
		log:     log,
		deny:    denials(0, opts.Deny...),
		walkers: map[buffer.URI]*walker{},
		ending:  map[buffer.URI]*walker{},
		rules:   map[string]*rules{},
		denied:  map[string][]string{},
	}
}

// SetRoots replaces the roots. The walk of a root that is gone stops, and its
// files are reported as removed; roots that stay are left alone. Roots that
// are no directories (other schemes) are not walked.
func (w *Workspace) SetRoots(roots []*buffer.Root) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	for uri, old := range w.walkers {
		if !slices.ContainsFunc(roots, func(r *buffer.Root) bool { return r.URI == uri && r.Dir == old.root.Dir }) {
			old.cancel()
			delete(w.walkers, uri)
			w.ending[uri] = old
			delete(w.rules, old.root.Dir)
		}
	}
	for _, root := range roots {
		if w.walkers[root.URI] == nil && root.Dir != "" {
			w.walkers[root.URI] = w.startWalker(root, w.rulesLocked(root), w.ending[root.URI])
			delete(w.ending, root.URI)
		}
	}
}

// Changed tells which files or directories, given by absolute path, were
// written, created or deleted since.
func (w *Workspace) Changed(paths []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, path := range paths {
		rulesChange := ignoreFile(path)
		if rulesChange {
			for _, r := range w.rules {
				r.reset()
			}
		}
		for _, walker := range w.walkers {
			_, above := below(path, walker.root.Dir)
			_, inside := below(walker.root.Dir, path)
			switch {
			case rulesChange, above, path == walker.root.Dir:
				walker.walkAgain()
			case inside:
				walker.changed(path)
			}
		}
	}
}

func ignoreFile(path string) bool {
	base := filepath.Base(path)
	return slices.Contains(gitIgnoreFiles, base) || slices.Contains(aiIgnoreFiles, base)
}

// Subscribe calls f with the files of each root, those already known
// included, and then with each change: some tens of files at a time, from the
// goroutine of the root's walk, which waits for f to return. A file that
// changed is added again. Removed ones are given by their Rel; a root that
// goes takes all its files with it.
func (w *Workspace) Subscribe(f func(root *buffer.Root, added []File, removed []string)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.subscribers = append(w.subscribers, f)
	for _, walker := range w.walkers {
		walker.greet(f)
	}
}

// Files lists what is known of a root at this moment, by Rel.
func (w *Workspace) Files(root *buffer.Root) []File {
	w.mu.Lock()
	walker := w.walkers[root.URI]
	w.mu.Unlock()
	if walker == nil {
		return nil
	}
	walker.mu.Lock()
	defer walker.mu.Unlock()
	files := make([]File, 0, len(walker.files))
	for _, rel := range slices.Sorted(maps.Keys(walker.files)) {
		files = append(files, walker.files[rel].file)
	}
	return files
}

// Wait returns when the first walk of a root is done, with an error when ctx
// or the root ends before.
func (w *Workspace) Wait(ctx context.Context, root *buffer.Root) error {
	w.mu.Lock()
	walker := w.walkers[root.URI]
	w.mu.Unlock()
	if walker == nil {
		return fmt.Errorf("wait for the walk of %s: not a root", root.URI)
	}
	select {
	case <-walker.walked:
		return nil
	case <-walker.done:
		return fmt.Errorf("wait for the walk of %s: the root is gone", root.URI)
	case <-ctx.Done():
		return fmt.Errorf("wait for the walk of %s: %w", root.URI, ctx.Err())
	}
}

// Close stops all walks and waits for them. Nobody is told that files are
// removed.
func (w *Workspace) Close() {
	w.mu.Lock()
	w.closed = true
	w.subscribers = nil
	var walkers []*walker
	for _, m := range []map[buffer.URI]*walker{w.walkers, w.ending} {
		for _, walker := range m {
			walkers = append(walkers, walker)
		}
	}
	w.mu.Unlock()
	for _, walker := range walkers {
		walker.cancel()
		<-walker.done
	}
}

func (w *Workspace) rulesOf(root *buffer.Root) *rules {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.rulesLocked(root)
}

func (w *Workspace) rulesLocked(root *buffer.Root) *rules {
	r := w.rules[root.Dir]
	if r == nil {
		r = newRules(root.Dir, w.opts)
		r.deny(root.Dir, slices.Concat(w.opts.Deny, w.denied[root.Dir]))
		w.rules[root.Dir] = r
	}
	return r
}

// publish hands files to the subscribers of this moment.
func (w *Workspace) publish(root *buffer.Root, added []File, removed []string) {
	if len(added) == 0 && len(removed) == 0 {
		return
	}
	w.mu.Lock()
	subscribers := slices.Clone(w.subscribers)
	w.mu.Unlock()
	for _, f := range subscribers {
		f(root, added, removed)
	}
}
