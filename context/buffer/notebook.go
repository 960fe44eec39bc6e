package buffer

import (
	"fmt"
	"slices"
)

// A Cell is one cell of a notebook. Its text is a document of its own, opened
// by Store.Open.
type Cell struct {
	Client string // the address of its document as the client spells it
	Code   bool   // or else prose
}

// A notebook is the order of its cells. It never changes.
type notebook struct {
	uri   URI
	cells []Cell
	keys  []URI // of the cells' documents
}

func newNotebook(uri URI, list []Cell) *notebook {
	n := &notebook{uri: uri, cells: list}
	for _, c := range list {
		n.keys = append(n.keys, Canonical(c.Client))
	}
	return n
}

// cells are the Snapshots of a notebook's cells at one instant.
type cells struct {
	notebook *notebook
	docs     []*Snapshot // nil for a cell whose document is not open
}

// before lists the open code cells that stand before the one with that key.
func (c *cells) before(uri URI) []*Snapshot {
	list := []*Snapshot{}
	for i, key := range c.notebook.keys {
		if key == uri {
			break
		}
		if c.notebook.cells[i].Code && c.docs[i] != nil {
			list = append(list, c.docs[i])
		}
	}
	return list
}

// bind gives the documents of a notebook's cells new Snapshots that know each
// other, and the notebook's root.
func (v *View) bind(n *notebook) {
	root := deepest(v.roots, n.uri)
	all := &cells{notebook: n, docs: make([]*Snapshot, len(n.keys))}
	for i, key := range n.keys {
		if at := v.find(key); at >= 0 {
			bound := *v.docs[at]
			bound.root, bound.cells = root, all
			v.docs[at], all.docs[i] = &bound, &bound
		}
	}
}

// OpenNotebook takes the order of a notebook's cells, whose documents are
// opened before or after. A notebook that is open already is replaced.
func (s *Store) OpenNotebook(client string, list []Cell) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.putNotebook(newNotebook(Canonical(client), slices.Clone(list)))
}

// ChangeCells replaces as many cells as deleted says, from the one with the
// index start, by others. Documents are opened and closed apart from it. Bounds
// outside of the notebook are moved to its nearest end. It is an error if the
// notebook is not open.
func (s *Store) ChangeCells(uri URI, start, deleted int, added []Cell) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.view.Load().findNotebook(uri)
	if i < 0 {
		return fmt.Errorf("change cells of %s: not open", uri)
	}
	old := s.view.Load().notebooks[i].cells
	start = min(max(start, 0), len(old))
	end := start + min(max(deleted, 0), len(old)-start)
	s.putNotebook(newNotebook(uri, slices.Concat(old[:start], added, old[end:])))
	return nil
}

// CloseNotebook forgets a notebook and closes the documents of its cells. It
// does nothing if the notebook is not open.
func (s *Store) CloseNotebook(uri URI) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view.Load().clone()
	i := v.findNotebook(uri)
	if i < 0 {
		return
	}
	for _, key := range v.notebooks[i].keys {
		v.close(key)
	}
	v.notebooks = slices.Concat(v.notebooks[:i], v.notebooks[i+1:])
	v.arrange()
	s.view.Store(v)
}

// putNotebook publishes a View with n in it. s.mu is held.
func (s *Store) putNotebook(n *notebook) {
	v := s.view.Load().clone()
	v.notebooks = slices.Clone(v.notebooks)
	if i := v.findNotebook(n.uri); i >= 0 {
		v.notebooks[i] = n
	} else {
		v.notebooks = append(v.notebooks, n)
	}
	v.arrange()
	s.view.Store(v)
}

func (v *View) findNotebook(uri URI) int {
	return slices.IndexFunc(v.notebooks, func(n *notebook) bool { return n.uri == uri })
}
