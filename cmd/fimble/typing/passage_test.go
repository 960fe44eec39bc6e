// Package typing measures what a user feels: how often the right suggestion
// stands on the screen before the next key. A typist types passages of real
// files in front of the real server and the real engine, in virtual time; only
// the model and the editor's screen are played. Its law: who plays a part
// knows no more than the part does, so nothing here looks into the engine but
// to explain a figure.
package typing

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"fimble/completion/eval/corpus"
)

// A passage is a stretch of lines of a real file that the typist types again,
// beginning with the Enter at the end of the line before.
type passage struct {
	path     string // of the file in the corpus
	language string // LSP language identifier
	name     string // that an editor would know the file by
	text     string // the file when the typist is done
	start    int    // of what is typed: the "\n" before the lines
	end      int    // of what is typed: the end of the last line
}

// before is the file up to where the typist begins, after what is behind it.
func (p *passage) before() string { return p.text[:p.start] }
func (p *passage) after() string  { return p.text[p.end:] }

// at is the document when so much is typed.
func (p *passage) at(cursor int) string { return p.text[:cursor] + p.after() }

// A key is one change of the document: the typed text from one offset to
// another.
type key struct{ start, end int }

// An indentation is how a new line gets its blanks.
type indentation string

const (
	byEnter indentation = "auto"  // the editor puts in what the line has in the file, with the Enter
	byTab   indentation = "typed" // a key for each level
)

// keys are what the typist's fingers do, rune by rune.
func (p *passage) keys(how indentation) []key {
	unit := indentUnit(p.text)
	typed := p.text[:p.end]
	var keys []key
	for at := p.start; at < p.end; {
		_, n := utf8.DecodeRuneInString(typed[at:])
		switch blanks := leadingBlanks(typed[at+n:]); {
		case typed[at] == '\n' && how == byEnter:
			n += len(blanks)
		case typed[at] == '\n':
			keys = append(keys, key{at, at + 1})
			for at++; blanks != ""; blanks = leadingBlanks(typed[at:]) {
				level := len(unit)
				if !strings.HasPrefix(blanks, unit) {
					level = 1
				}
				keys = append(keys, key{at, at + level})
				at += level
			}
			continue
		}
		keys = append(keys, key{at, at + n})
		at += n
	}
	return keys
}

func leadingBlanks(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " \t"))] }

// indentUnit is what the Tab key puts in: a tab, or as many blanks as most
// lines that are indented deeper than the line above have more than that.
func indentUnit(text string) string {
	count := map[string]int{}
	above := ""
	for line := range strings.Lines(text) {
		blanks := leadingBlanks(line)
		if deeper, ok := strings.CutPrefix(blanks, above); ok && deeper != "" && len(deeper) <= 8 {
			count[deeper]++
		}
		if strings.TrimSpace(line) != "" {
			above = blanks
		}
	}
	unit := "\t"
	for blanks, n := range count {
		if n > count[unit] || n == count[unit] && blanks < unit {
			unit = blanks
		}
	}
	return unit
}

// line is the typed text from an offset to the end of its line, blanks at the
// end left out.
func (p *passage) line(offset int) string {
	rest, _, _ := strings.Cut(p.text[offset:p.end], "\n")
	return strings.TrimRight(rest, " \t")
}

// A draw is how passages are chosen.
type draw struct {
	seed      uint64
	languages []string
	files     int // of each language
	lines     int // of each passage
}

// largest is how many bytes a file may have: parsing takes most of the time that
// a simulation takes, and none in it.
const largest = 16 << 10

// passages are drawn from different files: from a line with something on it,
// so many lines with something on them.
func (d draw) passages(t testing.TB) []*passage {
	t.Helper()
	var drawn []*passage
	for _, language := range d.languages {
		random := rand.New(rand.NewPCG(d.seed, uint64(len(language))<<8|uint64(language[0])))
		files := slices.DeleteFunc(corpus.Files(t, language), func(f corpus.File) bool {
			return strings.Contains(f.Text, "\r") || len(f.Text) > largest
		})
		random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		if len(files) < d.files {
			t.Fatalf("%d files of %s, want %d", len(files), language, d.files)
		}
		for _, f := range files[:d.files] {
			drawn = append(drawn, cut(f, random, d.lines))
		}
	}
	return drawn
}

// cut takes the lines out of a file, not from its head, where the licence
// stands.
func cut(f corpus.File, random *rand.Rand, count int) *passage {
	lines := strings.Split(strings.TrimRight(f.Text, "\n"), "\n")
	last := max(1, len(lines)-2*count)
	first := min(20, last-1) + random.IntN(max(1, last-min(20, last-1)))
	for first < last && strings.TrimSpace(lines[first]) == "" {
		first++
	}
	end, wanted := first, count
	for ; end < len(lines) && wanted > 0; end++ {
		if strings.TrimSpace(lines[end]) != "" {
			wanted--
		}
	}
	language := f.Language
	if language == "tsx" {
		language = "typescriptreact"
	}
	before, typed := strings.Join(lines[:first], "\n"), "\n"+strings.Join(lines[first:end], "\n")
	return &passage{
		path: fmt.Sprintf("%s:%d", f.Path, first+1), language: language,
		name:  f.Path[strings.LastIndexAny(f.Path, "/:")+1:],
		text:  before + typed + "\n" + strings.Join(lines[end:], "\n") + "\n",
		start: len(before), end: len(before) + len(typed),
	}
}

// tokenEnd is where the first token of a text ends: a word, the rest of a
// word, or one other character, with the blanks before it. A newline and the
// blanks behind it are one token.
func tokenEnd(text string) int {
	if text == "" {
		return 0
	}
	if text[0] == '\n' {
		return 1 + len(leadingBlanks(text[1:]))
	}
	at := len(leadingBlanks(text))
	if at == len(text) || text[at] == '\n' {
		return max(at, 1)
	}
	r, n := utf8.DecodeRuneInString(text[at:])
	for end := at + n; ; end += n {
		if !wordRune(r) || end == len(text) {
			return end
		}
		if r, n = utf8.DecodeRuneInString(text[end:]); !wordRune(r) {
			return end
		}
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '$' }

// tokens cuts a text into its tokens.
func tokens(text string) []string {
	var all []string
	for text != "" {
		n := tokenEnd(text)
		all = append(all, text[:n])
		text = text[n:]
	}
	return all
}
