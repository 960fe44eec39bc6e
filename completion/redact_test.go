package completion_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

const (
	hidden   = "hunter2secret"
	secretly = "local password = \"" + hidden + "\"\nlocal function login()\n\treturn █\nend\n-- " + hidden + "\n"
)

// sent is all of a request that can go over the wire.
func sent(t *testing.T, req model.Request) string {
	t.Helper()
	w := *req.Window
	text := ""
	if w.Snapshot != nil {
		text = w.Snapshot.Text().String()
	}
	w.Snapshot, w.Outline, w.Open = nil, nil, nil
	packed, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(req.System, req.Prompt, req.Suffix, string(packed), text)
}

func TestOnlyAStrangersModelIsKeptFromSecrets(t *testing.T) {
	for _, c := range []struct {
		name   string
		info   model.Info
		hidden bool
	}{
		{"remote", model.Info{Class: model.Remote}, true},
		{"remote that completes", model.Info{Class: model.Remote, Family: "plain"}, true},
		{"remote that fills in", model.Info{Class: model.Remote, Family: "qwen2.5-coder"}, true},
		{"trusted", model.Info{Class: model.Remote, Trusted: true, Family: "qwen2.5-coder"}, false},
		{"machine", model.Info{Class: model.Machine, Family: "qwen2.5-coder"}, false},
		{"embedded", model.Info{Class: model.Embedded}, false},
	} {
		for _, warm := range []bool{false, true} {
			if warm && c.info.Class == model.Embedded {
				continue
			}
			t.Run(fmt.Sprintf("%s, warm-up %v", c.name, warm), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					c.info.Name, c.info.ContextTokens, c.info.Slots = remoteName, 4096, 4
					d, fake := newDeskOf(t, c.info, modeltest.Says("x"), modeltest.Says())
					if warm {
						d.options.WarmUp = completion.Always
					}
					d.open(hidden+"/login.lua", secretly)
					if warm {
						d.engine.Opened(d.request(completion.Inline))
					} else {
						d.waits(completion.Invoked)
					}
					synctest.Wait()
					calls := fake.Calls()
					call := calls[len(calls)-1] // behind a trial of the model
					if call.Request.ReadOnly != warm {
						t.Errorf("read only: %v", call.Request.ReadOnly)
					}
					if all := sent(t, call.Request); strings.Contains(all, hidden) == c.hidden {
						t.Errorf("the model is sent %s", all)
					} else if !strings.Contains(all, "login") {
						t.Errorf("nothing else is there: %s", all)
					}
				})
			})
		}
	}
}

// The model repeats what it was given in place of the secret, in pieces of any
// size, and two candidates at a time.
func TestSecretsComeBackInTheAnswer(t *testing.T) {
	for size := 1; size < 30; size++ {
		synctest.Test(t, func(t *testing.T) {
			info := model.Info{Name: remoteName, Class: model.Remote, ContextTokens: 4096, Slots: 4}
			says := func(placeholder string, say func(model.Chunk) bool) {
				texts := []string{`check("` + placeholder + `")`, `ask("` + placeholder + `", 1)`}
				for i := 0; i < max(len(texts[0]), len(texts[1])); i += size {
					for n, text := range texts {
						if i < len(text) && !say(model.Chunk{Candidate: n, Text: text[i:min(len(text), i+size)], Tokens: 1}) {
							return
						}
					}
				}
			}
			d, _ := newDeskOf(t, info, repeats(says), modeltest.Says())
			d.options.Candidates, d.options.MaxTokens = 2, 200
			d.open("login.lua", secretly)
			got := texts(d.waits(completion.Invoked))
			want := []string{`check("` + hidden + `")`, `ask("` + hidden + `", 1)`}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("in pieces of %d: %q, want %q", size, got, want)
			}
		})
	}
}

// What ends with the beginning of a placeholder is not lost.
func TestAnAnswerThatEndsLikeAPlaceholderIsWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		info := model.Info{Name: remoteName, Class: model.Remote, ContextTokens: 4096, Slots: 4}
		d, _ := newDeskOf(t, info, modeltest.Says("FIMBLE", "_SEC"), modeltest.Says())
		d.open("login.lua", secretly)
		says(t, d.waits(completion.Invoked), "FIMBLE_SEC")
	})
}

// What is cut because it stands behind the cursor already is found by what the
// user's text is, not by what the model saw of it.
func TestTheTextBehindIsRecognisedThroughTheVeil(t *testing.T) {
	edits := map[model.Class]completion.TextEdit{}
	for _, class := range []model.Class{model.Machine, model.Remote} {
		synctest.Test(t, func(t *testing.T) {
			info := model.Info{Name: remoteName, Class: class, ContextTokens: 4096, Slots: 4}
			repeat := repeats(func(placeholder string, say func(model.Chunk) bool) {
				for _, text := range []string{"login()\n", `print("` + placeholder[:5], placeholder[5:] + "\")\n"} {
					if !say(model.Chunk{Text: text, Tokens: 1}) {
						return
					}
				}
			})
			d, _ := newDeskOf(t, info, repeat, modeltest.Says())
			d.open("login.lua", "local password = \""+hidden+"\"\n█\nprint(\""+hidden+"\")\nlogout()\n")
			res := d.waits(completion.Invoked)
			if len(res.Items) != 1 {
				t.Fatalf("%s: %d items", class, len(res.Items))
			}
			edits[class] = res.Items[0].Edits[0]
		})
	}
	if edits[model.Remote] != edits[model.Machine] || edits[model.Machine].NewText != "login()" {
		t.Errorf("behind the veil %v, without it %v", edits[model.Remote], edits[model.Machine])
	}
}

// repeats plays a call with the placeholder that stands in its window.
func repeats(says func(placeholder string, say func(model.Chunk) bool)) modeltest.Script {
	return func(_ context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		prefix := call.Request.Window.Prefix()
		_, after, ok := strings.Cut(prefix, `password = "`)
		placeholder, _, _ := strings.Cut(after, `"`)
		if remote := call.Request.Window.Snapshot == nil; !ok || remote == (placeholder == hidden) {
			placeholder = "not what the class may see"
		}
		says(placeholder, say)
		return nil
	}
}
