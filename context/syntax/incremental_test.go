package syntax

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Pieces are what the fuzzed typist types: whatever opens, closes or breaks
// something, and ordinary words.
var pieces = []string{
	"{", "}", "(", ")", "[", "]", "\"", "'", "`", "/*", "*/", "//", "#", "\n", "\n\n", "    ", "\t", ";", ":", ",", ".", "=",
	"x", "name", "1", "\\", "${", "f\"{a}\"", "<", ">", "@", "\"\"\"", "\xff", "\x00", "é",
	"func f() {", "def f():\n    ", "class K:\n    ", "class K {", "import ", "return x", "if x {", "const a = ", "type T struct {",
	"// doc\n", "export ", "fn f() {", "#[test]\n", "@Override\n", "template <class T> ", "#define X 1\n", "namespace n {",
}

// A typist edits a text at random: mostly near where it was last.
type typist struct {
	random *rand.Rand
	text   string
	at     int
}

func (t *typist) edit() Edit {
	if t.random.IntN(4) == 0 {
		t.at = t.random.IntN(len(t.text) + 1)
	}
	start := max(0, min(len(t.text), t.at+t.random.IntN(7)-3))
	end := start
	if t.random.IntN(3) == 0 {
		end = min(len(t.text), start+t.random.IntN(12))
	}
	if t.random.IntN(20) == 0 {
		end = min(len(t.text), start+t.random.IntN(120))
	}
	piece := ""
	if end == start || t.random.IntN(2) == 0 {
		piece = pieces[t.random.IntN(len(pieces))]
	}
	if t.random.IntN(12) == 0 && len(t.text) > 0 {
		from := t.random.IntN(len(t.text))
		piece = t.text[from:min(len(t.text), from+t.random.IntN(60))]
	}
	t.text = t.text[:start] + piece + t.text[end:]
	t.at = start + len(piece)
	return Edit{start, end, start + len(piece)}
}

// outlineAtOnce reads the parser's tree without any chunks, in one go.
func outlineAtOnce(p *Parser) *Outline {
	b := builder{reader: reader{p.language, p.grammar, p.cursor, p.text}, size: math.MaxInt}
	f := &facts{}
	root := b.build(p.tree.RootNode())
	root.collect(f, root.at)
	return p.language.assemble(p.text, Span{0, len(p.text)}, 0, f)
}

var sameOutline = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(a, b *Language) bool { return a == b }),
}

func FuzzIncrementalOutline(f *testing.F) {
	once := map[string]uint64{"c": 5017, "typescriptreact": 5040, "python": 127} // went wrong before
	for n, l := range readLanguages(f) {
		f.Add(uint8(n), once[l.ID], uint16(1))
		f.Add(uint8(n), uint64(1), uint16(64))
	}
	f.Fuzz(func(t *testing.T, language uint8, seed uint64, size uint16) {
		languages := readLanguages(t)
		checkTyping(t, languages[int(language)%len(languages)], seed, size)
	})
}

// checkTyping parses what a typist leaves after every edit and compares the
// outline from chunks to that of the same tree without any, and at the end
// that from scratch to that of a fresh parser.
func checkTyping(t *testing.T, l *Language, seed uint64, size uint16) {
	p := NewParser(l)
	defer p.Close()
	p.size = int(size)
	typist := &typist{random: rand.New(rand.NewPCG(seed, 0)), text: example(t, l)}
	p.Parse(typist.text, nil, 0)
	for range 20 {
		var edits []Edit
		for range 1 + typist.random.IntN(2) {
			edits = append(edits, typist.edit())
		}
		got := p.Parse(typist.text, edits, 0)
		if p.tree == nil {
			continue
		}
		if diff := cmp.Diff(outlineAtOnce(p), got, sameOutline); diff != "" {
			t.Fatalf("%s, seed %d, size %d: outline from chunks (+) differs from outline at once (-) of\n%s\n%s", l.Name, seed, size, typist.text, diff)
		}
		checkSpans(t, typist.text, got)
	}
	fresh := NewParser(l)
	defer fresh.Close()
	want := fresh.Parse(typist.text, nil, 0)
	if diff := cmp.Diff(want, p.Parse(typist.text, nil, 0), sameOutline); diff != "" {
		t.Fatalf("%s: parsing from scratch (+) differs from a fresh parser (-) of\n%s\n%s", l.Name, typist.text, diff)
	}
}

func FuzzParse(f *testing.F) {
	for n, l := range readLanguages(f) {
		f.Add(uint8(n), example(f, l))
		for _, text := range []string{"", "\x00", "\xff\xfe", "((((((((((", "\"", "/*", "{\n", "'''", "\r\n\r\n", "\u2028"} {
			f.Add(uint8(n), text)
		}
	}
	f.Fuzz(func(t *testing.T, language uint8, text string) {
		languages := readLanguages(t)
		p := NewParser(languages[int(language)%len(languages)])
		defer p.Close()
		o := p.Parse(text, nil, len(text)/2)
		checkSpans(t, text, o)
		longer := text + "x"
		checkSpans(t, longer, p.Parse(longer, []Edit{{len(text), len(text), len(longer)}}, 0))
	})
}

// checkSpans fails the test if a span lies outside of the text or the order
// that an Outline promises does not hold.
func checkSpans(t testing.TB, text string, o *Outline) {
	t.Helper()
	check := func(what string, s Span) {
		if s.Start < o.Span.Start || s.End < s.Start || s.End > min(o.Span.End, len(text)) {
			t.Fatalf("%s: %s %v lies outside of %v of %d bytes\n%s", o.Language.Name, what, s, o.Span, len(text), text)
		}
	}
	for i, s := range o.Symbols {
		check("symbol "+s.Name, s.Span)
		check("name "+s.Name, s.NameSpan)
		if s.Body != (Span{}) {
			check("body of "+s.Name, s.Body)
		}
		if s.Doc != (Span{}) {
			check("doc of "+s.Name, s.Doc)
		}
		if s.Parent >= i {
			t.Fatalf("%s: the parent of %s stands behind it", o.Language.Name, s.Name)
		}
		if i > 0 && s.Span.Start < o.Symbols[i-1].Span.Start {
			t.Fatalf("%s: %s stands behind %s\n%s", o.Language.Name, s.Name, o.Symbols[i-1].Name, text)
		}
		if s.Parent >= 0 && (o.Symbols[s.Parent].Span.Start > s.Span.Start || o.Symbols[s.Parent].Span.End < s.Span.End) {
			t.Fatalf("%s: %s reaches out of its parent\n%s", o.Language.Name, s.Name, text)
		}
	}
	for i, s := range o.Scopes {
		check(string(s.Kind), s.Span)
		if i > 0 && outerFirst(o.Scopes[i-1].Span, s.Span) > 0 {
			t.Fatalf("%s: scopes %v and %v are out of order\n%s", o.Language.Name, o.Scopes[i-1], s, text)
		}
	}
	for _, s := range o.Imports {
		check("import "+s.Path, s.Span)
	}
	for _, s := range o.Defects {
		check("defect", s)
	}
}

// example is real source of the language.
func example(t testing.TB, l *Language) string {
	_, source, _ := golden(t, l)
	return string(source.Data)
}
