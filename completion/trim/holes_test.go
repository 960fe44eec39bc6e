package trim_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fimble/completion/eval/corpus"
	"fimble/context/syntax"
)

// A source is a real file that holes are cut into.
type source struct {
	path, text string
	language   *syntax.Language
	outline    *syntax.Outline
}

// sources are files of the corpus, drawn by seed.
func sources(t testing.TB, language string, random *rand.Rand, count int) []source {
	t.Helper()
	files := corpus.Files(t, language)
	var drawn []source
	for _, i := range random.Perm(len(files))[:min(count, len(files))] {
		text := strings.ReplaceAll(files[i].Text, "\r\n", "\n")
		if !utf8.ValidString(text) {
			continue // editors send no such bytes
		}
		s := source{path: files[i].Path, text: text, language: syntax.Detect("", files[i].Path)}
		parser := syntax.NewParser(s.language)
		s.outline = parser.Parse(text, nil, 0)
		parser.Close()
		drawn = append(drawn, s)
	}
	return drawn
}

// hole hides a stretch of the file. Like the trunk, it looks 32 KB back and
// 8 KB ahead.
func (s source) hole(kind string, start, end int) hole {
	from := max(0, start-32<<10)
	for !utf8.RuneStart(s.text[from]) {
		from++
	}
	h := hole{name: s.path + "/" + kind, prefix: s.text[from:start], truth: strings.TrimRight(s.text[start:end], " \t\n")}
	end = start + len(h.truth)
	h.suffix = s.text[end:min(len(s.text), end+8<<10)]
	h.next = s.text[max(0, strings.LastIndex(s.text[:start], "\n\n")):start]
	h.site.Language, h.site.Prefix, h.site.Suffix = s.language, h.prefix, h.suffix
	h.site.Indent, h.site.Scope = s.outline.Style.Indent, s.outline.ScopeAt(start)
	return h
}

// place is a random byte that begins a character, and the line around it.
func (s source) place(random *rand.Rand) (at, start, end int) {
	at = random.IntN(len(s.text))
	for !utf8.RuneStart(s.text[at]) {
		at--
	}
	start = strings.LastIndexByte(s.text[:at], '\n') + 1
	return at, start, at + strings.IndexByte(s.text[at:]+"\n", '\n')
}

func (s source) isText(at int) bool {
	scope := s.outline.ScopeAt(at)
	return scope == syntax.ScopeString || scope == syntax.ScopeComment
}

// lineHole hides the rest of a line from a random place on, but not from
// within its indentation: there nothing is asked for.
func (s source) lineHole(random *rand.Rand) (hole, bool) {
	at, start, end := s.place(random)
	at = max(at, start+indentWidth(s.text[start:end]))
	return s.hole("line", at, end), strings.TrimSpace(s.text[at:end]) != ""
}

// restHole hides what is left of the block that a random place is in: to the
// last line that is indented no less than the place's own.
func (s source) restHole(random *rand.Rand) (hole, bool) {
	at, start, end := s.place(random)
	width := indentWidth(s.text[start:end])
	at = max(at, start+width)
	begun := s.text[start:at]
	if width == 0 || width == end-start || s.isText(start+width) || strings.Count(begun, "{") > strings.Count(begun, "}") {
		return hole{}, false // no block, or the rest is that of another one
	}
	end = start
	for rest := range strings.Lines(s.text[start:]) {
		if bare := strings.TrimSpace(rest); bare != "" && indentWidth(rest) < width && !strings.HasPrefix(bare, "#") {
			break
		}
		end += len(rest)
	}
	return s.hole("rest", at, end), end > at && end-start < 3000
}

// bodyHole hides the body of a random function, but for its indent.
func (s source) bodyHole(random *rand.Rand) (hole, bool) {
	bodies := slices.DeleteFunc(slices.Clone(s.outline.Symbols), func(symbol syntax.Symbol) bool {
		lines := strings.Count(s.text[symbol.Body.Start:symbol.Body.End], "\n")
		isFunction := symbol.Kind == syntax.Function || symbol.Kind == syntax.Method
		return !isFunction || lines < 2 || lines > 50 || s.language.Offside() && (symbol.Doc.Len() > 0 || s.text[symbol.Body.Start] == '{')
	})
	if len(bodies) == 0 {
		return hole{}, false
	}
	span := bodies[random.IntN(len(bodies))].Body
	text := s.text[span.Start:span.End]
	if !s.language.Offside() {
		text = strings.TrimSuffix(text, "}")
	}
	lead := len(text) - len(strings.TrimLeft(strings.TrimPrefix(text, "{"), " \t\n"))
	if strings.TrimSpace(text[lead:]) == "" || !s.language.Offside() && !strings.Contains(text[:lead], "\n") {
		return hole{}, false
	}
	return s.hole("body", span.Start+lead, span.Start+len(text)), true
}

// blockHole hides a random statement with a block, as far as its closer.
func (s source) blockHole(random *rand.Rand) (hole, bool) {
	_, start, end := s.place(random)
	width := indentWidth(s.text[start:end])
	line := s.text[start:end]
	if width == 0 || width == len(line) || s.isText(start+width) || !strings.HasSuffix(line, "{") || !syntax.WordRune(rune(line[width])) {
		return hole{}, false
	}
	closer := line[:width] + "}"
	for rest := range strings.Lines(s.text[end+1:]) {
		end += 1 + len(rest) - 1
		if bare := strings.TrimRight(rest, ";\n"); strings.TrimSpace(bare) != "" && indentWidth(bare) <= width {
			return s.hole("block", start+width, end), bare == closer
		}
	}
	return hole{}, false
}

// callHole hides the arguments of a random call on one line.
func (s source) callHole(random *rand.Rand) (hole, bool) {
	at, _, end := s.place(random)
	at += strings.IndexByte(s.text[at:end]+"(", '(') + 1
	if at >= end || s.isText(at) {
		return hole{}, false
	}
	rest := s.text[at:end]
	code := strings.TrimRight(rest, ");")
	balanced := strings.Count(rest, ")")-strings.Count(rest, "(") == 1 && strings.Count(code, "(") == strings.Count(code, ")")
	return s.hole("call", at, at+len(code)), balanced && strings.TrimSpace(code) != ""
}

// draw makes holes of one kind in random sources.
func draw(sources []source, random *rand.Rand, count int, cut func(source, *rand.Rand) (hole, bool)) []hole {
	var holes []hole
	for tries := 0; len(holes) < count && tries < 200*count; tries++ {
		if h, ok := cut(sources[random.IntN(len(sources))], random); ok && h.truth != "" {
			holes = append(holes, h)
		}
	}
	return holes
}
