package window

import (
	"slices"
	"strconv"
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
		pieces = append(pieces, Piece{Kind: PieceHistory, Path: e.Path, Span: e.Span, Text: buffer.LF(e.Diff)})
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
		b.WriteString(buffer.LF(in.Snapshot.Text().Slice(i.Span.Start, i.Span.End)))
		b.WriteByte('\n')
	}
	return Piece{Kind: PieceImports, Path: path, Span: span, Text: b.String()}, b.Len() > 0
}

// signaturesOutside lists the declarations in scope at the cursor whose text
// is not shown: those of the file, and the members of what encloses it. What
// does not fit into room tokens is what stands furthest from the cursor.
func signaturesOutside(in Input, path string, shown syntax.Span, room int) []Piece {
	symbols := in.Outline.Symbols
	enclosing := in.Outline.EnclosingSymbols(in.Offset)
	var before, after []int // both from the cursor away
	for i, s := range symbols {
		switch {
		case s.Signature == "" || s.Parent >= 0 && !slices.Contains(enclosing, s.Parent):
		case s.Span.End <= shown.Start:
			before = append(before, i)
		case s.Span.Start >= shown.End:
			after = append(after, i)
		}
	}
	slices.Reverse(before)
	var taken []int
	left := room * bytesPerToken
	for len(before)+len(after) > 0 {
		from := &before
		if len(before) == 0 || len(after) > 0 && symbols[after[0]].Span.Start-in.Offset < in.Offset-symbols[before[0]].Span.End {
			from = &after
		}
		if left -= len(symbols[(*from)[0]].Signature) + 1; left < 0 {
			break
		}
		taken = append(taken, (*from)[0])
		*from = (*from)[1:]
	}
	var pieces []Piece
	if len(taken) > 0 {
		slices.Sort(taken)
		pieces = append(pieces, Piece{Kind: PieceSignatures, Path: path, Text: signatures(symbols, taken)})
	}
	if rest := append(before, after...); len(rest) > 0 {
		reason := strconv.Itoa(len(rest)) + " over the budget"
		pieces = append(pieces, Piece{Kind: PieceSignatures, Path: path, Reason: reason})
	}
	return pieces
}

func signatures(symbols []syntax.Symbol, which []int) string {
	var b strings.Builder
	for _, i := range which {
		b.WriteString(symbols[i].Signature)
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
