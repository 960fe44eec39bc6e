package buffer

import (
	"path"
	"slices"
	"strings"
	"time"

	"fimble/context/syntax"
)

// A Snapshot is one version of one document. It never changes, and stays
// good after the document has moved on or was closed.
type Snapshot struct {
	*document
	version int32
	edition int // counts the texts of the document; versions are the client's
	text    *Text
	root    *Root
	moves   []syntax.Edit // made by With since that edition
	cells   *cells        // of the notebook that the document belongs to, or nil
}

// A document is what all the Snapshots from its opening to its closing share.
type document struct {
	uri        URI
	client     string
	languageID string
	language   *syntax.Language
	outliner   *outliner
}

// URI is the key of the document.
func (s *Snapshot) URI() URI { return s.uri }

// ClientURI is the address as the client spells it, for what is sent back.
func (s *Snapshot) ClientURI() string { return s.client }

// LanguageID is the language as the client names it.
func (s *Snapshot) LanguageID() string { return s.languageID }

// Language is what LanguageID or, if that says nothing, the name of the file
// stands for. It is never nil.
func (s *Snapshot) Language() *syntax.Language { return s.language }

// Version is the client's number for this version.
func (s *Snapshot) Version() int32 { return s.version }

// Text is the content.
func (s *Snapshot) Text() *Text { return s.text }

// Root is the deepest workspace folder that the document lies in, or nil. A
// notebook's cells lie where the notebook lies.
func (s *Snapshot) Root() *Root { return s.root }

// Home is the address of what the document is saved in: its own, or that of the
// notebook whose cell it is.
func (s *Snapshot) Home() URI {
	if s.cells != nil {
		return s.cells.notebook.uri
	}
	return s.uri
}

// Path is the name of the document below its root, with slashes; without a
// root the last part of its address. A notebook's cells have the notebook's.
func (s *Snapshot) Path() string {
	uri := s.Home()
	if s.root != nil && uri.within(s.root.URI) {
		folder := strings.TrimSuffix(s.root.URI.name(), "/")
		if below := strings.TrimPrefix(uri.name()[len(folder):], "/"); below != "" {
			return below
		}
	}
	return path.Base(uri.name())
}

// Outline is the outline of this version if it is known, or becomes so within
// wait. Else it is the newest one known, moved by the edits in between, or one
// that only has the style, which is all there is for a language without a
// grammar. It is never nil.
func (s *Snapshot) Outline(wait time.Duration) *syntax.Outline {
	if !s.language.Deep() {
		return unparsed(s.language, s.text)
	}
	o := s.outliner.outline(s.edition, wait)
	if s.moves != nil {
		o = o.Shifted(s.moves)
	}
	return o
}

// Notebook lists the code cells that stand before this one in its notebook,
// first to last. It is nil for a document that is not a cell.
func (s *Snapshot) Notebook() []*Snapshot {
	if s.cells == nil {
		return nil
	}
	return s.cells.before(s.uri)
}

// NotebookURI is the key of the notebook that the document is a cell of, or
// empty.
func (s *Snapshot) NotebookURI() URI {
	if s.cells == nil {
		return ""
	}
	return s.cells.notebook.uri
}

// With is what the document would be after the edits, each in the text left by
// the one before. It stands in no Store, and its Outline is moved, not parsed.
func (s *Snapshot) With(edits []Edit) *Snapshot {
	after := *s
	after.moves = append(slices.Clip(s.moves), after.splice(edits)...)
	return &after
}

// splice makes the edits in the text, and tells what moved.
func (s *Snapshot) splice(edits []Edit) []syntax.Edit {
	var moves []syntax.Edit
	for _, e := range edits {
		text := s.text.Splice(e.Span.Start, e.Span.End, e.NewText)
		if text != s.text {
			a, b := s.text.clamp(e.Span.Start, e.Span.End)
			moves = append(moves, syntax.Edit{Start: a, OldEnd: b, NewEnd: a + len(e.NewText)})
			s.text = text
		}
	}
	return moves
}
