package window

import (
	"strings"

	"fimble/context/buffer"
	"fimble/context/history"
	"fimble/context/syntax"
)

// Shares of the budget. What one part does not need goes to the prefix, which
// carries the most about what comes next.
const (
	suffixShare = 0.20 // the peers give 10 to 20 %; below, models repeat what follows
	extraShare  = 0.30 // imports, signatures, other files, recent edits, together
)

// Input is what a window is packed from.
type Input struct {
	View     *buffer.View
	Snapshot *buffer.Snapshot
	Outline  *syntax.Outline // of the Snapshot
	Offset   int
	Events   []history.Event             // recent edits, newest last
	Allowed  func(*buffer.Snapshot) bool // whether another open document may be read
	Budget   int                         // tokens
}

// Pack decides what the model gets to see, within the budget: the prefix and
// suffix first, cut at declarations, then what stands outside of them, the
// nearest first.
func Pack(in Input) *Window {
	w := &Window{
		Snapshot: in.Snapshot, Outline: in.Outline, Offset: in.Offset,
		Path: in.Snapshot.Path(), Budget: in.Budget, Open: others(in),
	}
	if root := in.Snapshot.Root(); root != nil {
		w.Project = root.Name
	}
	text := in.Snapshot.Text()
	path := pathPiece(w.Path, in.Budget)
	w.Path = path.Text
	room := max(0, in.Budget-path.Tokens)

	suffix := syntax.Span{Start: in.Offset, End: in.Offset}
	suffix.End = cutSuffix(text, in.Outline, in.Offset, int(float64(room)*suffixShare)*bytesPerToken)
	reserved := int(float64(room) * extraShare)
	prefixRoom := room - spanTokens(suffix) - reserved
	start, whole := cutPrefix(text, in.Outline, in.Offset, prefixRoom*bytesPerToken)
	prefix := syntax.Span{Start: start, End: in.Offset}

	gather := func() (near, leftOut []Piece, left int) {
		shown := syntax.Span{Start: prefix.Start, End: suffix.End}
		return fill(nearPieces(in, shown, reserved), room-spanTokens(suffix)-spanTokens(prefix))
	}
	near, leftOut, left := gather()
	// What the others did not need reaches further back, or at the start of a
	// file further ahead, and may show what they told of.
	further, atDeclaration := cutPrefix(text, in.Outline, in.Offset, (spanTokens(prefix)+left)*bytesPerToken)
	if further < prefix.Start && (atDeclaration || !whole) {
		prefix.Start = further
		near, leftOut, left = gather()
	}
	if prefix.Start == 0 {
		suffix.End = max(suffix.End, cutSuffix(text, in.Outline, in.Offset, (spanTokens(suffix)+left)*bytesPerToken))
		near, leftOut, left = gather()
	}
	before := w.stretch(PiecePrefix, prefix)
	if prefix.Start == 0 {
		before.Text = earlierCells(in.Snapshot, left) + before.Text
		before.Tokens = Tokens(before.Text)
	}
	w.Pieces = append(append(append(w.Pieces, path), near...), before, w.stretch(PieceSuffix, suffix))
	w.LeftOut = leftOut
	w.leaveOut(PiecePrefix, syntax.Span{Start: 0, End: prefix.Start})
	w.leaveOut(PieceSuffix, syntax.Span{Start: suffix.End, End: text.Len()})
	for _, p := range w.Pieces {
		w.Tokens += p.Tokens
	}
	return w
}

// longestPath is the share of the budget, as its inverse, that a path may take.
const longestPath = 8

// pathPiece names the file, by the end of its path if that is very long.
func pathPiece(path string, budget int) Piece {
	text := path
	if most := budget / longestPath * bytesPerToken; len(text) > most {
		text = strings.ToValidUTF8(text[len(text)-most:], "")
	}
	return Piece{Kind: PiecePath, Path: path, Text: text, Tokens: Tokens(text)}
}

// fill takes the pieces that fit, the first ones first.
func fill(pieces []Piece, room int) (taken, leftOut []Piece, left int) {
	for _, p := range pieces {
		p.Tokens = Tokens(p.Text)
		if p.Reason == "" && p.Tokens > room {
			p.Reason = "over the budget"
		}
		if p.Reason != "" {
			leftOut = append(leftOut, p)
			continue
		}
		room -= p.Tokens
		taken = append(taken, p)
	}
	return taken, leftOut, room
}

func (w *Window) stretch(kind PieceKind, span syntax.Span) Piece {
	text := buffer.LF(w.Snapshot.Text().Slice(span.Start, span.End))
	return Piece{Kind: kind, Path: w.Path, Span: span, Text: text, Tokens: Tokens(text)}
}

func (w *Window) leaveOut(kind PieceKind, span syntax.Span) {
	if span.Len() > 0 {
		w.LeftOut = append(w.LeftOut, Piece{
			Kind: kind, Path: w.Path, Span: span, Tokens: spanTokens(span), Reason: "over the budget",
		})
	}
}

func spanTokens(s syntax.Span) int { return (s.Len() + bytesPerToken - 1) / bytesPerToken }
