package prompt

import (
	"strings"
	"unicode"

	"fimble/context/syntax"
	"fimble/context/window"
)

// A page is what the templates see of a window. Its texts hold no token of
// the family.
type page struct {
	Project string
	Path    string
	Files   []file // other files and recent edits
	Head    string // whole lines of the file that the prefix does not reach back to
	Prefix  string
	Suffix  string

	language *syntax.Language
	room     room
}

// A file is a piece from elsewhere, in whole lines.
type file struct{ Path, Text string }

func newPage(f *family, w *window.Window) *page {
	oneLine := func(name string) string { return f.tokens.harmless(printable(name)) }
	p := &page{Path: oneLine(w.Path), language: syntax.Detect("", w.Path), room: roomIn(w.Budget)}
	if p.room.take(len(w.Project)) {
		p.Project = oneLine(w.Project)
	}
	if w.Snapshot != nil {
		p.language = w.Snapshot.Language()
	}
	for _, piece := range w.Pieces {
		text := f.tokens.harmless(piece.Text)
		switch piece.Kind {
		case window.PieceImports:
			p.Head += wholeLines(text)
		case window.PieceSignatures:
			p.Head += p.comment(text)
		case window.PieceRelated:
			p.addFile(oneLine(piece.Path), text)
		case window.PieceHistory:
			p.addFile(oneLine(piece.Path)+".diff", text)
		case window.PiecePrefix:
			p.Prefix = text
		case window.PieceSuffix:
			p.Suffix = text
		}
	}
	return p
}

// addFile adds a file if there is room for its name.
func (p *page) addFile(path, text string) {
	if p.room.take(len(path) + separator) {
		p.Files = append(p.Files, file{path, wholeLines(text)})
	}
}

// Language is what people call the language of the file.
func (p *page) Language() string { return p.language.Name }

// Commented is the files and the path as comments in the language of the
// file, for a family that knows no other files, or when there are none.
func (p *page) Commented() string {
	var b strings.Builder
	for _, f := range p.Files {
		b.WriteString(p.comment("Path: " + f.Path))
		b.WriteString(p.comment(f.Text))
	}
	if p.Path != "" {
		p.room = unlimited // the file's own path is never left out
		b.WriteString(p.comment("Path: " + p.Path))
	}
	return b.String()
}

// comment makes every line of text a comment of the language, as far as there
// is room.
func (p *page) comment(text string) string {
	opener, closer := p.language.LineComment, ""
	switch block := p.language.BlockComment; {
	case opener == "" && block[0] != "":
		opener, closer = block[0], " "+block[1]
		text = strings.ReplaceAll(text, block[1], strings.Join(strings.Split(block[1], ""), " "))
	case opener == "":
		opener = "#"
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	for line := range strings.Lines(text) {
		if !p.room.take(len(opener) + len(" ") + len(closer)) {
			break
		}
		line = strings.TrimRight(strings.TrimSuffix(line, "\n")+closer, " ")
		b.WriteString(opener)
		if line != "" {
			b.WriteByte(' ')
			b.WriteString(line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// size is about how long the text will be.
func (p *page) size() int {
	size := len(p.Head) + len(p.Prefix) + len(p.Suffix) + mostExtra*tokenBytes
	for _, f := range p.Files {
		size += len(f.Text)
	}
	return size
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
