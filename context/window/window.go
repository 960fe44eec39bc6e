// Package window decides what the model gets to see. It is pure: the same
// View and budget always give the same Window, which is what lets the prompt
// goldens in completion/prompt be exact.
package window

import (
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// PieceKind is what a piece of the window is made of.
type PieceKind string

const (
	PiecePath       PieceKind = "path"       // where the file lives in its root
	PieceImports    PieceKind = "imports"    // the file's imports, when the prefix no longer holds them
	PieceSignatures PieceKind = "signatures" // declarations in scope whose text the prefix and suffix no longer hold
	PieceHistory    PieceKind = "history"    // recent edits as diffs
	PieceRelated    PieceKind = "related"    // declarations of other files that the code at the cursor names
	PiecePrefix     PieceKind = "prefix"     // text before the cursor
	PieceSuffix     PieceKind = "suffix"     // text after the cursor
)

// A Piece is one part of the window.
type Piece struct {
	Kind   PieceKind
	Path   string      // file it was taken from, relative to the root where there is one
	Span   syntax.Span // where in that file, if it is one stretch
	Text   string      // with LF line ends
	Tokens int         // estimate
	Reason string      // for a piece left out: why
}

// A Window is what one request gets to see, stable parts first.
type Window struct {
	Snapshot *buffer.Snapshot   // the file; the embedded engine reads all of it
	Outline  *syntax.Outline    // of the Snapshot, perhaps of a version before and shifted; never nil
	Open     []*buffer.Snapshot // the other open documents of the root that may be read, the one touched last first; of its own notebook the earlier code cells
	Offset   int                // the cursor in the Snapshot, bytes
	Project  string             // name of the root, or empty
	Path     string             // of the file, relative to its root, slashes
	Pieces   []Piece            // in the order they are rendered; prefix and suffix are the last two
	LeftOut  []Piece
	Budget   int // tokens
	Tokens   int // estimate of all Pieces
}

// Prefix is the text before the cursor that made it into the window.
func (w *Window) Prefix() string { return w.text(PiecePrefix) }

// Suffix is the text after the cursor that made it into the window.
func (w *Window) Suffix() string { return w.text(PieceSuffix) }

func (w *Window) text(kind PieceKind) string {
	for _, p := range w.Pieces {
		if p.Kind == kind {
			return p.Text
		}
	}
	return ""
}
