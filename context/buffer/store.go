package buffer

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"fimble/context/syntax"
)

// A Store is the set of open documents. Writes come one after the other and
// take microseconds; each publishes a View. Reading is a pointer load.
type Store struct {
	parsers *parsers
	view    atomic.Pointer[View]

	mu     sync.Mutex // held by a write, from reading the View to publishing the next
	closed bool
}

// OpenParams is what the client says when it opens a document.
type OpenParams struct {
	Client     string // the document's address as the client spells it
	LanguageID string
	Version    int32
	Text       string
}

// NewStore makes a Store with nothing open. Shutdown ends what it starts.
func NewStore() *Store {
	s := &Store{parsers: newParsers()}
	s.view.Store(&View{})
	return s
}

// OnPanic has f called, on a parser's goroutine, with what a parser panicked
// with; the document then has an empty Outline. It must come before Open.
func (s *Store) OnPanic(f func(URI, error)) { s.parsers.report = f }

// View is what is open now.
func (s *Store) View() *View { return s.view.Load() }

// Open adds a document. One that is open already is replaced.
func (s *Store) Open(p OpenParams) *Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	uri := Canonical(p.Client)
	doc := &document{
		uri:        uri,
		client:     p.Client,
		languageID: p.LanguageID,
		language:   syntax.Detect(p.LanguageID, uri.name()),
	}
	text := NewText(p.Text)
	doc.outliner = newOutliner(doc, text, s.parsers)
	v := s.view.Load().clone()
	v.close(uri)
	v.touch(&Snapshot{document: doc, version: p.Version, text: text})
	v.arrange()
	if s.closed || !doc.language.Deep() {
		doc.outliner.stop()
	} else {
		doc.outliner.start()
	}
	s.view.Store(v)
	return v.docs[0]
}

// Apply makes the edits, each in the text left by the one before, and returns
// the Snapshots before and after. Spans outside of the text are moved to its
// nearest end. It is an error, and nothing changes, if the document is not
// open.
func (s *Store) Apply(uri URI, version int32, edits []Edit) (before, after *Snapshot, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view.Load().clone()
	i := v.find(uri)
	if i < 0 {
		return nil, nil, fmt.Errorf("change %s: not open", uri)
	}
	before = v.docs[i]
	return before, s.publish(v, before, version, edits), nil
}

// Replace makes the whole content anew, as one edit of what differs. It is an
// error, and nothing changes, if the document is not open.
func (s *Store) Replace(uri URI, version int32, text string) (before, after *Snapshot, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view.Load().clone()
	i := v.find(uri)
	if i < 0 {
		return nil, nil, fmt.Errorf("replace %s: not open", uri)
	}
	before = v.docs[i]
	return before, s.publish(v, before, version, []Edit{before.text.Difference(text)}), nil
}

// publish applies edits to a document and publishes v with the outcome. s.mu
// is held.
func (s *Store) publish(v *View, before *Snapshot, version int32, edits []Edit) *Snapshot {
	after := *before
	after.version = version
	if moves := after.splice(edits); moves != nil {
		after.edition++
		after.outliner.update(after.text, moves)
	}
	v.touch(&after)
	if after.cells != nil {
		v.bind(after.cells.notebook)
	}
	s.view.Store(v)
	return v.docs[0]
}

// Close takes a document out and ends its parser. It does nothing if the
// document is not open.
func (s *Store) Close(uri URI) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view.Load().clone()
	v.close(uri)
	v.arrange()
	s.view.Store(v)
}

// SetRoots takes the workspace folders, of which URI and Dir follow from
// Client if they are empty. A folder that stays keeps its *Root.
func (s *Store) SetRoots(roots []Root) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view.Load().clone()
	old := v.roots
	v.roots = nil
	for _, r := range roots {
		root := r.complete()
		if i := slices.IndexFunc(old, func(o *Root) bool { return *o == *root }); i >= 0 {
			root = old[i]
		}
		v.roots = append(v.roots, root)
	}
	v.arrange()
	s.view.Store(v)
}

// Shutdown ends all parsers and waits for them. What is open can still be
// read and changed, but gets no new outlines.
func (s *Store) Shutdown() {
	s.mu.Lock()
	s.closed = true
	for _, d := range s.view.Load().docs {
		d.outliner.stop()
	}
	s.mu.Unlock()
	s.parsers.running.Wait()
}
