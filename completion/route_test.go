package completion_test

import (
	"strings"
	"testing"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
	"fimble/context/window"
)

// What a prompt adds to the window counts, too: a server refuses one token too
// many.
func TestPromptAndAnswerFitIntoWhatTheModelReads(t *testing.T) {
	const reads = 1024
	for _, family := range prompt.Families() {
		info := model.Info{Name: remoteName, Class: model.Machine, Family: family, ContextTokens: reads}
		d, fake := newDeskOf(t, info, modeltest.Says("x"), modeltest.Says())
		line := "func f(a int) int { return a + 1 } // with a comment\n"
		d.open("a.go", "package a\n\n"+strings.Repeat(line, 200)+"func g() {\n\t█\n}\n"+strings.Repeat(line, 200))
		d.waits(completion.Invoked)
		req := fake.Calls()[0].Request
		used := window.Tokens(req.System + req.Prompt + req.Suffix)
		if total := used + req.MaxTokens; total > reads || used < reads/3 {
			t.Errorf("%s: %d tokens are sent and %d wanted of %d", family, used, req.MaxTokens, reads)
		}
	}
}
