package syntax

import (
	"strings"
	"testing"
)

// large is about 130 KB of the language's real file, again and again.
func large(b *testing.B, l *Language) string {
	text := example(b, l)
	return strings.Repeat(text+"\n", 1+130_000/len(text))
}

func BenchmarkParseFresh(b *testing.B) {
	for _, l := range readLanguages(b) {
		b.Run(l.ID, func(b *testing.B) {
			text := large(b, l)
			p := NewParser(l)
			defer p.Close()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				p.Parse(text, nil, 0)
			}
		})
	}
}

// BenchmarkParseKey types a word in the middle of the file, letter by letter.
func BenchmarkParseKey(b *testing.B) {
	for _, l := range readLanguages(b) {
		b.Run(l.ID, func(b *testing.B) {
			text := large(b, l)
			p := NewParser(l)
			defer p.Close()
			p.Parse(text, nil, 0)
			from := len(text)/2 + strings.Index(text[len(text)/2:], "return ") + len("return ")
			before, after, typed := text[:from], text[from:], ""
			for b.Loop() {
				at := from + len(typed)
				if typed += "x"; len(typed) > 8 {
					typed = ""
				}
				edit := Edit{at, at, from + len(typed)}
				if typed == "" {
					edit = Edit{from, at, from}
				}
				p.Parse(before+typed+after, []Edit{edit}, at)
			}
		})
	}
}

func BenchmarkMarks(b *testing.B) {
	for _, l := range readLanguages(b) {
		b.Run(l.ID, func(b *testing.B) {
			text := large(b, l)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Marks(l, text)
			}
		})
	}
}
