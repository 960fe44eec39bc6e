package buffer

import "slices"

// A View is all that is open at one instant. It never changes, so a request
// that holds one sees all files as they were together.
type View struct {
	docs      []*Snapshot // most recently touched first
	roots     []*Root
	notebooks []*notebook
}

// Snapshot is the open document with that key. It is false if there is none.
func (v *View) Snapshot(uri URI) (*Snapshot, bool) {
	if i := v.find(uri); i >= 0 {
		return v.docs[i], true
	}
	return nil, false
}

// Snapshots lists the open documents, the one opened or changed last first.
func (v *View) Snapshots() []*Snapshot { return slices.Clone(v.docs) }

// Roots lists the workspace folders in the client's order.
func (v *View) Roots() []*Root { return slices.Clone(v.roots) }

// With is the View as it would be after edits of one document, each in the text
// left by the one before. No Store publishes it.
func (v *View) With(uri URI, edits []Edit) *View {
	after := v.clone()
	if i := after.find(uri); i >= 0 {
		after.docs[i] = after.docs[i].With(edits)
	}
	return after
}

// find is the index of a document, or -1. Documents are few, and the one in
// use stands first, so going through them is quicker than copying a map at
// every key.
func (v *View) find(uri URI) int {
	return slices.IndexFunc(v.docs, func(s *Snapshot) bool { return s.uri == uri })
}

// clone is a View that may be changed until it is published.
func (v *View) clone() *View {
	return &View{slices.Clone(v.docs), v.roots, v.notebooks}
}

// touch puts s in front, in place of the document's earlier Snapshot.
func (v *View) touch(s *Snapshot) {
	i := v.find(s.uri)
	if i < 0 {
		v.docs = append(v.docs, nil)
		i = len(v.docs) - 1
	}
	copy(v.docs[1:i+1], v.docs[:i])
	v.docs[0] = s
}

// close takes a document out and ends its parser.
func (v *View) close(uri URI) {
	if i := v.find(uri); i >= 0 {
		v.docs[i].outliner.stop()
		v.docs = slices.Delete(v.docs, i, i+1)
	}
}

// arrange gives every document its root and its notebook anew, after the set
// of either has changed. A Snapshot to which nothing happens stays the same.
func (v *View) arrange() {
	for i, s := range v.docs {
		if root := deepest(v.roots, s.uri); s.root != root || s.cells != nil {
			moved := *s
			moved.root, moved.cells = root, nil
			v.docs[i] = &moved
		}
	}
	for _, n := range v.notebooks {
		v.bind(n)
	}
}
