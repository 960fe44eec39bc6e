package completion

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"fimble/completion/eval/corpus"
	"fimble/completion/guard"
	"fimble/completion/trim"
	"fimble/context/syntax"
)

// ugly are ways in which models say the rest of a line, begun with a string
// or a bracket that the editor has closed.
var ugly = []struct {
	name string
	say  func(line, rest, below string) string
}{
	{"the rest of the line", func(_, rest, _ string) string { return rest }},
	{"with the lines below", func(_, rest, below string) string { return rest + "\n" + below }},
	{"all of the line", func(line, rest, _ string) string { return strings.TrimLeft(line, " \t") + rest }},
	{"all of the line and those below", func(line, rest, below string) string { return line + rest + "\n" + below }},
	{"in a fence", func(line, rest, _ string) string { return "```\n" + line + rest + "\n```" }},
}

// What the editor has closed, and what stands on the line and below it, is
// written once, whatever of it a model says: trims, guard and what is replaced
// behind the cursor agree.
func TestWhatAnEditorHasClosedIsWrittenOnce(t *testing.T) {
	asked, wrong := 0, 0
	for _, language := range corpus.Languages() {
		random := rand.New(rand.NewPCG(4, 1))
		files := corpus.Files(t, language)
		for range 150 {
			text := strings.ReplaceAll(files[random.IntN(len(files))].Text, "\r\n", "\n")
			line, rest, before, below, ok := closedLine(random, text)
			if !ok {
				continue
			}
			behind := openedBy("", line) + "\n" + below
			site := trim.Site{Language: syntax.Detect(language, "x."+language), Prefix: before + line, Suffix: behind}
			for _, way := range ugly {
				answer := way.say(line, rest, strings.Join(strings.SplitN(below, "\n", 4)[:2], "\n"))
				asked++
				if got := accepted(site, answer); got != rest+"\n"+below {
					wrong++
					t.Logf("%s: %s: %s█%s%s\n%q\nbecomes\n%s", language, way.name, line, rest, openedBy("", line), answer, got[:min(len(got), len(rest)+40)])
				}
			}
		}
	}
	t.Logf("%d of %d answers were written wrong", wrong, asked)
	if asked < 1000 || wrong*100 > 4*asked {
		t.Errorf("%d of %d answers were written wrong, at most 3 %% may be", wrong, asked)
	}
}

// accepted is what stands behind the cursor when what is shown of an answer,
// streamed to its end, is accepted.
func accepted(site trim.Site, answer string) string {
	if keep, stop := trim.Enough(site, answer); stop {
		answer = answer[:keep]
	}
	texts := judge(site, guard.PlaceOf(site), []draft{{text: answer}}, false)
	if len(texts) == 0 {
		return site.Suffix
	}
	return texts[0] + site.Suffix[replaced(site, texts[0]):]
}

// closedLine is a random line, cut behind a bracket or quote that it closes
// again, and what stands before and below it.
func closedLine(random *rand.Rand, text string) (line, rest, before, below string, ok bool) {
	at := random.IntN(len(text))
	start, length := strings.LastIndexByte(text[:at], '\n')+1, strings.IndexByte(text[at:]+"\n", '\n')
	end := at + length
	n := strings.IndexAny(text[at:end], "([\"")
	if end >= len(text) || n < 0 || !utf8.ValidString(text) {
		return "", "", "", "", false
	}
	at += n + 1
	line, rest = text[start:at], text[at:end]
	if begun := strings.TrimLeft(line, " \t"); strings.ContainsAny(line+rest, "`'") || strings.HasPrefix(begun, "*") || strings.HasPrefix(begun, "/") || strings.HasPrefix(begun, "#") {
		return "", "", "", "", false // an apostrophe, or no code
	}
	closed := openedBy("", line) != "" && openedBy("", line+rest) == "" && rest != "" && strings.TrimRight(rest, " \t") == rest
	return line, rest, text[max(0, start-siteBefore):start], text[end+1 : min(len(text), end+siteAfter)], closed
}
