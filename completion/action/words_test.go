package action_test

import (
	"strings"
	"testing"

	"fimble/completion/action"
)

const unclearText = "def load(path):\n    return open(path)\n"

func TestWordsAreReadHoweverTheAnswerIsWritten(t *testing.T) {
	const google = "    \"\"\"Open what is there.\n\n    Args:\n        path: where it is.\n    \"\"\"\n"
	for name, c := range map[string]struct{ answer, want string }{
		"capitals":           {"Summary: Open what is there.\nParam path: where it is.\nReturns: the file", "Open what is there.|path: where it is.|the file"},
		"bold":               {"- **summary:** Open what is there.\n- **param path**: where it is.", "Open what is there.|path: where it is."},
		"a docstring":        {"```python\n" + google + "```", "Open what is there."},
		"the whole function": {"def load(path):\n" + google + "    return open(path)\n", "Open what is there."},
		"single quotes":      {"'''Open what\n  is there.'''\nAnd so on.", "Open what is there."},
		"a comment of Go":    {"// Open what is\n// there.\nfunc load() {}", "Open what is there."},
		"a comment of Rust":  {"/// Open what is there.\n///\n/// # Errors\n/// many", "Open what is there."},
		"a comment of Java":  {"/**\n * Open what is\n * there.\n * @param path where\n */", "Open what is there."},
		"one line":           {"/** Open what is there. */", "Open what is there."},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := placeIn(t, "a.py", unclearText, "load")
			var asked []action.Question
			tools := saying(&asked, c.answer)
			changes, err := action.Changes(t.Context(), action.Docs, p, p.Span.Start, tools)
			if err != nil || len(changes) != 1 || len(asked) != 1 || changes[0].Warning != "" || changes[0].Note != "" {
				t.Fatalf("%+v (%v), asked %d times", changes, err, len(asked))
			}
			for line := range strings.SplitSeq(c.want, "|") {
				if got := changes[0].Edits[0].NewText; !strings.Contains(got, line) {
					t.Errorf("no %q in\n%s", line, got)
				}
			}
		})
	}
}

func TestWordsThatCannotBeReadAreAskedForOnceMore(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		want    string
		told    bool
	}{
		"better":    {[]string{"I would say that it loads.", "summary: Open what is there."}, "Open what is there.", false},
		"no better": {[]string{"I would say that it loads."}, "Load", true},
		"nothing":   {[]string{""}, "Load", true},
		"a tag":     {[]string{"summary: @deprecated Use bar."}, "Load", true},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := placeIn(t, "a.py", unclearText, "load")
			var asked []action.Question
			changes, err := action.Changes(t.Context(), action.Docs, p, p.Span.Start, saying(&asked, c.answers...))
			if err != nil || len(changes) != 1 || len(asked) != 2 {
				t.Fatalf("%+v (%v), asked %d times", changes, err, len(asked))
			}
			if again := asked[1]; again.Answer != c.answers[0] || !strings.Contains(again.Refused, `"summary: "`) {
				t.Errorf("the model hears %q of %q", again.Refused, again.Answer)
			}
			if got := changes[0]; !strings.Contains(got.Edits[0].NewText, c.want) || strings.Contains(got.Note, "could not be read") != c.told || got.Warning != "" {
				t.Errorf("got %q, and the user hears %q", got.Edits[0].NewText, got.Note)
			}
		})
	}
}
