package window

import (
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

const (
	nameReach   = 2048 // bytes around the cursor whose names are looked up elsewhere: about a screen
	mostRelated = 12   // declarations of other files; more push out the file's own text
	mostEvents  = 6    // recent edits, as Zed's zeta_prompt takes
)

// nearPieces gathers what stands outside the shown stretch of the file, stable
// kinds first, so that typing changes the prompt's tail and not its head.
func nearPieces(in Input, shown syntax.Span, room int) []Piece {
	var pieces []Piece
	path := in.Snapshot.Path()
	if p, ok := importsOutside(in, path, shown); ok {
		pieces = append(pieces, p)
	}
	pieces = append(pieces, signaturesOutside(in, path, shown, room/2)...)
	pieces = append(pieces, related(in)...)
	events := in.Events[max(0, len(in.Events)-mostEvents):]
	for _, e := range events {
		pieces = append(pieces, Piece{Kind: PieceHistory, Path: e.Path, Span: e.Span, Text: lf(e.Diff)})
	}
	return pieces
}

func importsOutside(in Input, path string, shown syntax.Span) (Piece, bool) {
	var b strings.Builder
	var span syntax.Span
	for _, i := range in.Outline.Imports {
		if i.Span.Start >= shown.Start && i.Span.End <= shown.End || i.Span.End > in.Snapshot.Text().Len() {
			continue
		}
		if b.Len() == 0 {
			span.Start = i.Span.Start
		}
		span.End = i.Span.End
		b.WriteString(lf(in.Snapshot.Text().Slice(i.Span.Start, i.Span.End)))
		b.WriteByte('\n')
	}
	return Piece{Kind: PieceImports, Path: path, Span: span, Text: b.String()}, b.Len() > 0
}

// signaturesOutside lists the declarations in scope at the cursor whose text
// is not shown: those of the file, and the members of what encloses it. What
// does not fit into room tokens is what stands furthest from the cursor.
func signaturesOutside(in Input, path string, shown syntax.Span, room int) []Piece {
	enclosing := in.Outline.EnclosingSymbols(in.Offset)
	var hidden []syntax.Symbol
	for _, s := range in.Outline.Symbols {
		inScope := s.Parent < 0 || slices.Contains(enclosing, s.Parent)
		if inScope && s.Signature != "" && (s.Span.End <= shown.Start || s.Span.Start >= shown.End) {
			hidden = append(hidden, s)
		}
	}
	distance := func(s syntax.Symbol) int { return max(in.Offset-s.Span.End, s.Span.Start-in.Offset) }
	slices.SortFunc(hidden, func(a, b syntax.Symbol) int { return distance(a) - distance(b) })
	bytes, fit := 0, 0
	for fit < len(hidden) && bytes+len(hidden[fit].Signature)+1 <= room*bytesPerToken {
		bytes += len(hidden[fit].Signature) + 1
		fit++
	}
	var pieces []Piece
	if fit > 0 {
		pieces = append(pieces, Piece{Kind: PieceSignatures, Path: path, Text: inOrder(hidden[:fit])})
	}
	if fit < len(hidden) {
		pieces = append(pieces, Piece{Kind: PieceSignatures, Path: path, Text: inOrder(hidden[fit:]), Reason: "over the budget"})
	}
	return pieces
}

// inOrder is the signatures of symbols, one a line, as they stand in the file.
func inOrder(symbols []syntax.Symbol) string {
	slices.SortFunc(symbols, func(a, b syntax.Symbol) int { return a.Span.Start - b.Span.Start })
	var b strings.Builder
	for _, s := range symbols {
		b.WriteString(s.Signature)
		b.WriteByte('\n')
	}
	return b.String()
}

// related lists the declarations in other open files of the language that the
// code around the cursor names, file by file, the one touched last first.
func related(in Input) []Piece {
	text := in.Snapshot.Text()
	around := text.Slice(max(0, in.Offset-nameReach), min(text.Len(), in.Offset+nameReach/4))
	names := words(around)
	var pieces []Piece
	count := 0
	for _, other := range in.View.Snapshots() {
		sameNotebook := other.NotebookURI() != "" && other.NotebookURI() == in.Snapshot.NotebookURI()
		if other.URI() == in.Snapshot.URI() || sameNotebook || other.Language() != in.Snapshot.Language() || other.Root() != in.Snapshot.Root() {
			continue
		}
		if !in.Allowed(other) {
			pieces = append(pieces, Piece{Kind: PieceRelated, Path: other.Path(), Reason: "the file is never read"})
			continue
		}
		if p, n := declarations(other, names, mostRelated-count); n > 0 {
			count += n
			pieces = append(pieces, p)
		}
	}
	return pieces
}

func declarations(s *buffer.Snapshot, names map[string]bool, most int) (Piece, int) {
	var b strings.Builder
	n := 0
	for _, sym := range s.Outline(0).Symbols {
		if n < most && names[sym.Name] && sym.Signature != "" {
			b.WriteString(sym.Signature)
			b.WriteByte('\n')
			n++
		}
	}
	return Piece{Kind: PieceRelated, Path: s.Path(), Text: b.String()}, n
}

// words gives the identifiers of a text.
func words(text string) map[string]bool {
	found := map[string]bool{}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !syntax.WordRune(r) }) {
		found[word] = true
	}
	return found
}
