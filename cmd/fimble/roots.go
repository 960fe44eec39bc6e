package main

import (
	"maps"
	"slices"
	"sync"

	"fimble/context/buffer"
	"fimble/context/workspace"
)

// roots is the union of what all connections have open, so that one editor's
// folders do not end the walks of another's.
type roots struct {
	workspace *workspace.Workspace

	mu      sync.Mutex
	members map[*member][]*buffer.Root
	denied  map[string]map[*member][]string // by directory
}

// A member is one connection's share.
type member struct{ all *roots }

func newRoots(ws *workspace.Workspace) *roots {
	return &roots{workspace: ws, members: map[*member][]*buffer.Root{}, denied: map[string]map[*member][]string{}}
}

func (r *roots) join() *member { return &member{r} }

// SetRoots replaces the connection's roots.
func (m *member) SetRoots(own []*buffer.Root) {
	m.all.set(func(members map[*member][]*buffer.Root) { members[m] = own })
}

// Deny adds what this connection denies in a directory to what others do.
func (m *member) Deny(dir string, patterns []string) {
	r := m.all
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.denied[dir] == nil {
		r.denied[dir] = map[*member][]string{}
	}
	r.denied[dir][m] = patterns
	r.tell(dir)
}

// tell has the workspace know what all deny in a directory. r.mu is held.
func (r *roots) tell(dir string) {
	var all []string
	for _, patterns := range r.denied[dir] {
		all = append(all, patterns...)
	}
	slices.Sort(all)
	r.workspace.Deny(dir, slices.Compact(all))
}

// Changed passes on which files changed on disk.
func (m *member) Changed(paths []string) { m.all.workspace.Changed(paths) }

func (m *member) leave() {
	m.all.set(func(members map[*member][]*buffer.Root) { delete(members, m) })
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	for dir, by := range m.all.denied {
		delete(by, m)
		m.all.tell(dir)
	}
}

func (r *roots) set(change func(map[*member][]*buffer.Root)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(r.members)
	byURI := map[buffer.URI]*buffer.Root{}
	for _, own := range r.members {
		for _, root := range own {
			byURI[root.URI] = root
		}
	}
	union := slices.SortedFunc(maps.Values(byURI), func(a, b *buffer.Root) int {
		if a.URI < b.URI {
			return -1
		}
		return 1
	})
	r.workspace.SetRoots(union)
}
