package local

import "sync"

// A gate lets any number of readers in, or one writer. A reader waits for the
// writer that is in and never for one that waits, which with a
// sync.RWMutex it would, and for all the readers in there too.
type gate struct {
	mu      sync.Mutex
	moved   *sync.Cond
	readers int // inside or waiting
	writing bool
}

func newGate() *gate {
	g := &gate{}
	g.moved = sync.NewCond(&g.mu)
	return g
}

func (g *gate) enter() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.readers++
	for g.writing {
		g.moved.Wait()
	}
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.readers--
	g.moved.Broadcast()
}

// write makes a change with nobody else inside.
func (g *gate) write(change func()) {
	g.mu.Lock()
	for g.readers > 0 || g.writing {
		g.moved.Wait()
	}
	g.writing = true
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.writing = false
		g.moved.Broadcast()
	}()
	change()
}
