package guard_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/context/syntax"
)

// spoils are ways to make a true answer wrong; each returns "" where there is
// nothing to spoil.
var spoils = []struct {
	name  string
	spoil func(r *rand.Rand, h hole) string
}{
	{"a closer less", func(r *rand.Rand, h hole) string {
		at := anyOf(r, h.want, ")]}")
		if at < 0 {
			return ""
		}
		return h.want[:at] + h.want[at+1:]
	}},
	{"a closer more", func(r *rand.Rand, h hole) string {
		at := r.IntN(len(h.want) + 1)
		return h.want[:at] + string(")]}"[r.IntN(3)]) + h.want[at:]
	}},
	{"another bracket", func(r *rand.Rand, h hole) string {
		at := anyOf(r, h.want, "()[]{}")
		if at < 0 {
			return ""
		}
		return h.want[:at] + string("()[]{}"[r.IntN(6)]) + h.want[at+1:]
	}},
	{"cut off", func(r *rand.Rand, h hole) string { return h.want[:r.IntN(len(h.want))] }},
	{"words in between", func(r *rand.Rand, h hole) string {
		words := strings.Fields("the code if return else value for class => of ; := 42 \"x is not // def")
		at := r.IntN(len(h.want) + 1)
		text := h.want[:at]
		for range 1 + r.IntN(3) {
			text += " " + words[r.IntN(len(words))] + " "
		}
		return text + h.want[at:]
	}},
	{"another place's text", func(r *rand.Rand, h hole) string {
		at := r.IntN(len(h.prefix) + 1)
		return strings.TrimRight(h.prefix[at:min(len(h.prefix), at+len(h.want))], " \t\n")
	}},
}

func anyOf(r *rand.Rand, text, chars string) int {
	var at []int
	for i := range len(text) {
		if strings.IndexByte(chars, text[i]) >= 0 {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return -1
	}
	return at[r.IntN(len(at))]
}

// inText reports whether the cursor is in a string or a comment, of which a
// grammar says nothing as long as nobody has ended it.
func (h hole) inText() bool {
	open := h.open(h.prefix)
	return len(open) > 0 && strings.IndexByte("([{", h.prefix[open[len(open)-1].Start]) < 0
}

// free reports whether nothing is written right behind the cursor in its
// block, so that an answer there may go on.
func (h hole) free() bool {
	rest, below, _ := strings.Cut(h.suffix, "\n")
	next, _, _ := strings.Cut(below, "\n")
	next = strings.TrimSpace(next)
	return strings.TrimSpace(rest) == "" && (next == "" || strings.IndexByte(")]}", next[0]) >= 0)
}

// defects counts what is wrong with the whole file once a text is accepted,
// if the user then types on.
func (h hole) defects(text, typed string) int {
	return defectsOf(h.language, strings.TrimSuffix(h.accepted(text), h.suffix[h.brings(text):])+typed+h.suffix[h.brings(text):])
}

func defectsOf(l *syntax.Language, source string) int {
	c, ok := syntax.NewChecker(l)
	if !ok {
		return 0
	}
	defer c.Close()
	found, _ := c.Defects(source)
	return len(found)
}

// goesOn reports whether there is a simple way to go on behind the text that
// leaves the file as it was.
func (h hole) goesOn(text string, before int) bool {
	var closers string
	for _, o := range h.open(h.prefix + text) {
		if o.Start >= len(h.prefix) {
			closers = h.language.Closer((h.prefix + text)[o.Start:o.End]) + closers
		}
	}
	for _, value := range []string{"", " x", "\n x", " int x", "\n"} {
		for _, end := range []string{"", ";", "{}", ":\n pass", "\n" + strings.Repeat(" ", 20) + "pass", " x;", "\nvoid x() {}", "\ndef x():\n pass"} {
			if h.defects(text, value+closers+end) <= before {
				return true
			}
		}
	}
	return false
}

// Whatever is wrong with an answer, what is left of it does not break a file:
// the file parses no worse, or does when the user goes on where nothing else
// is written. In files that are broken already the number of errors says
// little, so those count by themselves.
func TestWrongAnswersLeaveFilesAsTheyAre(t *testing.T) {
	var sound, broken tally
	for _, name := range corpus.Languages() {
		r := rand.New(rand.NewPCG(seed(t), 9))
		for i, h := range holes(t, name, perLanguage(t, 48), seed(t)+100) {
			spoil := spoils[i/len(kinds)%len(spoils)]
			text := strings.TrimRight(spoil.spoil(r, h), " \t\n")
			if text == "" || text == h.want || h.inText() {
				continue
			}
			kept := h.guarded(text)
			before, of := defectsOf(h.language, h.prefix+h.suffix), &sound
			if before > 0 {
				of = &broken
			}
			if of.count(h, text, kept, before) {
				t.Logf("%s, %s, %s in %s: %d defects, %d before: %q of %q\n%s█%s", name, spoil.name, h.kind, h.path, h.defects(kept, ""), before, kept, text, h.prefix[max(0, len(h.prefix)-60):], h.suffix[:min(len(h.suffix), 60)])
			}
		}
	}
	t.Logf("in sound files: %+v", sound)
	t.Logf("in broken files: %+v", broken)
	if sound.worse*200 > sound.asked || broken.worse*20 > broken.asked {
		t.Errorf("too many wrong answers make the file worse")
	}
}

// A tally is what became of wrong answers.
type tally struct {
	asked, refused, cut, closed, whole int // what is left of them
	unfinished, worse                  int // of the files with what is left of them
}

// count tells whether the file is worse with what is kept of a text.
func (c *tally) count(h hole, text, kept string, before int) (worse bool) {
	c.asked++
	switch {
	case kept == "":
		c.refused++
		return false
	case kept == text:
		c.whole++
	case strings.HasPrefix(kept, text):
		c.closed++
	default:
		c.cut++
	}
	switch after := h.defects(kept, ""); {
	case after <= before:
	case h.free() && h.goesOn(kept, before):
		c.unfinished++
	default:
		c.worse++
		return true
	}
	return false
}
