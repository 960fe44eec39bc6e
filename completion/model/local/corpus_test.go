package local

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fimble/completion/model/local/token"
	"fimble/context/syntax"
)

// memory is what the index takes, in bytes.
func (c *corpus) memory() int {
	n := cap(c.ids)*4 + cap(c.gaps) + cap(c.ranks)
	for _, ch := range c.chains {
		n += cap(ch.heads)*4 + cap(ch.links)*4
	}
	v := c.words
	return n + cap(v.bytes) + 4*cap(v.starts) + cap(v.kinds) + 4*cap(v.counts) + cap(v.common) + 4*cap(v.table)
}

// found is a match as people read it.
type found struct {
	Next  string
	Order uint8
	Near  bool
	Gap   uint8
}

// lexical lists the word-for-word matches in the project, in a fixed order.
func lexical(s *scene, matches []match) []found {
	var all []found
	for _, m := range matches {
		if m.layer == projectLayer {
			all = append(all, found{spellID(s.words, m.next), m.order, m.near, m.gap})
		}
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Next, b.Next), cmp.Compare(a.Gap, b.Gap), compareBool(a.Near, b.Near))
	})
	return all
}

func compareBool(a, b bool) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) }

func spellID(words lexicon, t id) string {
	if isNewline(t) {
		return fmt.Sprintf("newline %d", levelsOf(t))
	}
	return words.text(t)
}

// naive finds the same by comparing the end of before with every place of
// every file.
func naive(files map[string]string, lang *syntax.Language, name, before string) []found {
	type word struct {
		text string
		gap  uint8
	}
	cut := func(text string, open bool) []word {
		var words []word
		tokens, _ := token.Lex(lang, text, open, nil)
		for _, t := range tokens {
			w := word{text[t.Start:t.End], t.Gap}
			if t.Kind == token.Newline {
				w.text = fmt.Sprintf("newline %d", t.Levels)
			}
			words = append(words, w)
		}
		return words
	}
	context := cut(before, true)
	var all []found
	for file, text := range files {
		if file == name {
			continue
		}
		words := cut(text, false)
		for at := 1; at < len(words); at++ {
			n := 0
			for n < min(at, len(context), longestMatch) && words[at-1-n].text == context[len(context)-1-n].text {
				n++
			}
			if n >= 2 {
				all = append(all, found{words[at].text, uint8(n), filepath.Dir(file) == filepath.Dir(name), words[at].gap})
			}
		}
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Next, b.Next), cmp.Compare(a.Gap, b.Gap), compareBool(a.Near, b.Near))
	})
	return all
}

// counted is how often each word stands in the files.
func counted(files map[string]string, lang *syntax.Language, at place) map[string]int {
	files = maps.Clone(files)
	files[at.name] = at.before
	counts := map[string]int{}
	for _, text := range files {
		tokens, _ := token.Lex(lang, text, false, nil)
		for _, t := range tokens {
			if t.Kind != token.Newline {
				counts[text[t.Start:t.End]]++
			}
		}
	}
	return counts
}

// sources draws short programs over few words, so that they repeat.
func sources() *rapid.Generator[string] {
	words := rapid.SampledFrom([]string{"a", "b", "if", "a.b", "f(a)", "=", "\n", "\n\t", "\n\n", "  c"})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(words, 0, 30).Draw(t, "words"), " ")
	})
}

func TestSearchFindsWhatAScanFinds(t *testing.T) {
	lang := syntax.Detect("go", "")
	names := rapid.SampledFrom([]string{"a.go", "b.go", "d/c.go", "d/d.go"})
	rapid.Check(t, func(t *rapid.T) {
		c := newCorpus()
		files := map[string]string{}
		var scratch []token.Token
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			name := names.Draw(t, "name")
			if rapid.IntRange(0, 3).Draw(t, "how") == 0 {
				c.remove(name)
				delete(files, name)
				continue
			}
			text := sources().Draw(t, "text")
			scratch = c.put(name, filepath.Dir(name), text, lang, scratch)
			files[name] = text
			if rapid.Bool().Draw(t, "compact") {
				c.compact()
			}
		}
		at := place{lang: lang, name: names.Draw(t, "here"), before: sources().Draw(t, "before") + " "}
		inEditor := maps.Clone(files)
		for _, name := range rapid.SliceOfNDistinct(names, 0, 3, rapid.ID).Draw(t, "open") {
			if name == at.name {
				continue
			}
			inEditor[name] = sources().Draw(t, "unsaved")
			at.open = append(at.open, openSheet{write(inEditor[name], lang, c), name})
			at.stale = append(at.stale, name)
		}
		var s scene
		s.set(at, c)
		tr := trailOf(&s)
		got := lexical(&s, s.search(&tr, nil))
		if diff := gocmp.Diff(naive(inEditor, lang, at.name, at.before), got); diff != "" {
			t.Fatalf("of %q before %q: %s", inEditor, at.before, diff)
		}
		for word, want := range counted(inEditor, lang, at) {
			if n, _ := s.words.find(word); s.words.count(n) != want {
				t.Fatalf("%q is counted %d times, want %d", word, s.words.count(n), want)
			}
		}
		bytes := 0
		for _, text := range files {
			bytes += len(text)
		}
		if c.source != bytes || len(c.live) != len(files) {
			t.Fatalf("%d files with %d bytes, want %d with %d", len(c.live), c.source, len(files), bytes)
		}
	})
}

func TestSavingOverAndOverDoesNotGrowTheIndex(t *testing.T) {
	lang := syntax.Detect("go", "")
	text := strings.Repeat(handlers, 40)
	c := newCorpus()
	var scratch []token.Token
	for i := range 300 {
		scratch = c.put("users.go", ".", text+fmt.Sprintf("var x%d int\n", i), lang, scratch)
	}
	if c.len() > 5*leastDead || c.words.len() > 200 {
		t.Errorf("%d tokens and %d words of one file", c.len(), c.words.len())
	}
}

func TestVocabularyAnswersLikeAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := newVocabulary()
		twin := map[string]id{}
		for range rapid.IntRange(0, 3000).Draw(t, "n") {
			text := fmt.Sprint(rapid.IntRange(0, 2000).Draw(t, "word"))
			got, known := v.find(text)
			want, ok := twin[text]
			if known != ok || ok && got != want {
				t.Fatalf("%s is %d, %v, want %d, %v", text, got, known, want, ok)
			}
			twin[text] = v.add(text, token.Word)
			if v.text(twin[text]) != text {
				t.Fatalf("%d is %q, want %q", twin[text], v.text(twin[text]), text)
			}
		}
	})
}

func TestWeightsAreThoseOfThisMixer(t *testing.T) {
	if want := 4 * len((&mixer{}).parameters()); len(weights) != want {
		t.Fatalf("weights.bin has %d bytes, want %d: fit it anew, see fit_test.go", len(weights), want)
	}
}

// TestIndexIsSmall holds the index to eight bytes for each of source, on a
// module of some megabytes from the module cache.
func TestIndexIsSmall(t *testing.T) {
	c, lang := newCorpus(), syntax.Detect("go", "")
	for name, text := range moduleSources(t) {
		c.put(name, filepath.Dir(name), text, lang, nil)
	}
	if c.source < 1<<20 {
		t.Fatalf("only %d bytes were read", c.source)
	}
	if per := float64(c.memory()) / float64(c.source); per > 8 {
		t.Errorf("the index takes %.1f bytes for each byte of source", per)
	} else {
		t.Logf("%.1f bytes for each of %d", per, c.source)
	}
}

// moduleSources reads the Go files of go.lsp.dev/protocol, which this module needs.
func moduleSources(t testing.TB) map[string]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.lsp.dev/protocol").Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the module cache has no protocol: %v", err)
		}
		t.Skip("the module cache has no protocol")
	}
	files := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".go") {
			data, err := os.ReadFile(path)
			files[strings.TrimPrefix(path, dir+"/")] = string(data)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
