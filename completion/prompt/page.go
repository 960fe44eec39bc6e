package prompt

import (
	"strings"
	"unicode"

	"fimble/context/syntax"
	"fimble/context/window"
)

// A page is what the templates see of a window. Its texts hold no marker of
// the family.
type page struct {
	Project string
	Path    string
	Files   []file // other files and recent edits
	Head    string // whole lines of the file that the prefix does not reach back to
	Prefix  string
	Suffix  string

	language *syntax.Language
}

// A file is a piece from elsewhere, in whole lines.
type file struct{ Path, Text string }

func newPage(f *family, w *window.Window) *page {
	oneLine := func(name string) string { return f.harmless.Replace(printable(name)) }
	p := &page{Project: oneLine(w.Project), Path: oneLine(w.Path), language: syntax.Detect("", w.Path)}
	if w.Snapshot != nil {
		p.language = w.Snapshot.Language()
	}
	for _, piece := range w.Pieces {
		text := f.harmless.Replace(piece.Text)
		switch piece.Kind {
		case window.PieceImports:
			p.Head += wholeLines(text)
		case window.PieceSignatures:
			p.Head += comment(p.language, text)
		case window.PieceRelated:
			p.Files = append(p.Files, file{oneLine(piece.Path), wholeLines(text)})
		case window.PieceHistory:
			p.Files = append(p.Files, file{oneLine(piece.Path) + ".diff", wholeLines(text)})
		case window.PiecePrefix:
			p.Prefix = text
		case window.PieceSuffix:
			p.Suffix = text
		}
	}
	return p
}

// Commented is the files and the path as comments in the language of the
// file, for a family that knows no other files, or when there are none.
func (p *page) Commented() string {
	var b strings.Builder
	for _, f := range append(p.Files[:len(p.Files):len(p.Files)], file{Path: p.Path}) {
		if f.Path != "" {
			b.WriteString(comment(p.language, "Path: "+f.Path))
		}
		b.WriteString(comment(p.language, f.Text))
	}
	return b.String()
}

// comment makes every line of text a comment of the language.
func comment(l *syntax.Language, text string) string {
	opener, closer := l.LineComment, ""
	switch {
	case opener == "" && l.BlockComment[0] != "":
		opener, closer = l.BlockComment[0], " "+l.BlockComment[1]
		text = strings.ReplaceAll(text, l.BlockComment[1], strings.Join(strings.Split(l.BlockComment[1], ""), " "))
	case opener == "":
		opener = "#"
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(opener+" "+strings.TrimSuffix(line, "\n")+closer, " ") + "\n")
	}
	return b.String()
}

func wholeLines(text string) string {
	if strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

// printable keeps a file name that has line ends in it from ending its line.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, name)
}
