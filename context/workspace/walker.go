package workspace

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"

	"fimble/context/buffer"
)

// A walker follows one root. Its goroutine alone writes what it knows.
type walker struct {
	w      *Workspace
	root   *buffer.Root
	rules  *rules
	cancel context.CancelFunc
	walked chan struct{} // closed after the first walk
	done   chan struct{} // closed when the goroutine has ended
	wake   chan struct{}

	bytes int64
	full  bool // a bound of Options was met

	mu      sync.Mutex
	files   map[string]seen // by Rel
	paths   []string        // changed since
	newborn []subscriber    // to be told what is known already
	again   bool            // the rules have changed
}

// seen is a file as it was when it was last reported.
type seen struct {
	file    File
	modTime time.Time
}

// startWalker starts the goroutine of a root; it waits for before, the walker
// of the same root's former life.
func (w *Workspace) startWalker(root *buffer.Root, r *rules, before *walker) *walker {
	ctx, cancel := context.WithCancel(context.Background())
	k := &walker{
		w: w, root: root, rules: r, cancel: cancel,
		walked: make(chan struct{}), done: make(chan struct{}), wake: make(chan struct{}, 1),
		files: map[string]seen{},
	}
	go func() {
		defer close(k.done)
		if before != nil {
			<-before.done
		}
		k.run(ctx)
	}()
	return k
}

func (k *walker) run(ctx context.Context) {
	start := time.Now()
	k.walk(ctx)
	if ctx.Err() == nil {
		k.w.log.Info("walked root", zap.String("root", string(k.root.URI)), zap.Int("files", len(k.files)),
			zap.Int64("bytes", k.bytes), zap.Bool("full", k.full), zap.Duration("ms", time.Since(start)))
		close(k.walked)
	}
	for ctx.Err() == nil {
		select {
		case <-k.wake:
			k.mail(ctx)
		case <-ctx.Done():
		}
	}
	k.w.publish(k.root, nil, slices.Sorted(maps.Keys(k.files)))
}

func (k *walker) changed(path string) {
	k.mu.Lock()
	k.paths = append(k.paths, path)
	k.mu.Unlock()
	k.nudge()
}

func (k *walker) walkAgain() {
	k.mu.Lock()
	k.again = true
	k.mu.Unlock()
	k.nudge()
}

func (k *walker) greet(f subscriber) {
	k.mu.Lock()
	k.newborn = append(k.newborn, f)
	k.mu.Unlock()
	k.nudge()
}

func (k *walker) nudge() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// mail sees to what has come in since.
func (k *walker) mail(ctx context.Context) {
	k.mu.Lock()
	paths, newborn, again := k.paths, k.newborn, k.again
	k.paths, k.newborn, k.again = nil, nil, false
	k.mu.Unlock()
	for _, f := range newborn {
		k.tell(ctx, f)
	}
	if again || slices.ContainsFunc(paths, ignoreFile) {
		k.walk(ctx)
		return
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		if ctx.Err() == nil {
			k.look(ctx, path)
		}
	}
}

// tell gives a late subscriber what is known.
func (k *walker) tell(ctx context.Context, f subscriber) {
	for names := range slices.Chunk(slices.Sorted(maps.Keys(k.files)), batchFiles) {
		if ctx.Err() != nil {
			return
		}
		batch := make([]File, len(names))
		for i, rel := range names {
			batch[i] = k.files[rel].file
		}
		f(k.root, batch, nil)
	}
}

// look sees what became of one path: a file, a directory, or neither.
func (k *walker) look(ctx context.Context, path string) {
	components, ok := below(k.root.Dir, path)
	if !ok || k.skipped(components) || k.rules.decide(path) != "" {
		return
	}
	rel := strings.Join(components, "/")
	scan := k.newScan(ctx)
	scan.old = map[string]bool{}
	for name := range k.files {
		if name == rel || strings.HasPrefix(name, rel+"/") {
			scan.old[name] = true
		}
	}
	scan.path(rel)
	scan.finish()
}

// skipped reports whether a directory on the way is one that is not walked.
func (k *walker) skipped(components []string) bool {
	return slices.ContainsFunc(components[:len(components)-1], skipDir)
}
