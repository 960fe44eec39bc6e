package completion_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/action"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
)

func chatting(name string, class model.Class) model.Info {
	return model.Info{Name: name, Class: class, ContextTokens: 4096, Family: prompt.Chat, Slots: 4}
}

// newChatPair is a desk whose model chats and has a fallback that does.
func newChatPair(t *testing.T, script modeltest.Script) (d *desk, first, second *modeltest.Fake) {
	d, first = newDeskOf(t, chatting(remoteName, model.Machine), script, modeltest.Says())
	second = modeltest.NewFakeOf(chatting("second", model.Machine), modeltest.Says("summary: of the second."))
	d.options.Models["second"] = second
	d.options.Fallback = map[string][]string{remoteName: {"second"}}
	d.open("a.go", undocumentedGo)
	return d, first, second
}

// Every pair of classes, as for completions: nothing of the code reaches a
// model that the user has not named for it, and no secret one that may not know
// it.
func TestNoActionCrossesToAnotherModelUnlessItIsNamed(t *testing.T) {
	kinds := kinds[1:] // the embedded engine does not chat
	const token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
	for _, from := range kinds {
		for _, to := range kinds {
			for _, named := range []bool{false, true} {
				name := from.name + " to " + to.name
				if named {
					name += ", named"
				}
				t.Run(name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						info := chatting(remoteName, from.info.Class)
						info.Trusted = from.info.Trusted
						d, first := newDeskOf(t, info, modeltest.Fails(errBroken, "summary: half a"), modeltest.Says("summary: of the embedded."))
						info = chatting("second", to.info.Class)
						info.Trusted = to.info.Trusted
						second := modeltest.NewFakeOf(info, modeltest.Says("summary: of the second."))
						stranger := modeltest.NewFakeOf(chatting("stranger", to.info.Class), modeltest.Says("summary: of a stranger."))
						d.options.Models["second"], d.options.Models["stranger"] = second, stranger
						d.options.Fallback = map[string][]string{"second": {"stranger"}}
						if named {
							d.options.Fallback[remoteName] = []string{"second"}
						}
						d.open("a.go", "package p\n\nfunc to█tal() string { return \""+token+"\" }\n")
						got, err := d.acts(action.Docs)
						if len(first.Calls()) != 1 || len(stranger.Calls()) != 0 {
							t.Errorf("the first was asked %d times, the stranger %d", len(first.Calls()), len(stranger.Calls()))
						}
						if !named {
							if !errors.Is(err, errBroken) || len(second.Calls()) != 0 {
								t.Errorf("the error is %v, and the second was asked %d times", err, len(second.Calls()))
							}
							return
						}
						if err != nil || !strings.Contains(got, "// total of the second.\nfunc total()") {
							t.Fatalf("the file is\n%s (%v)", got, err)
						}
						if asked := second.Calls()[0].Request.Prompt; strings.Contains(asked, token) == to.blind {
							t.Errorf("the second is asked %q", asked)
						}
					})
				})
			}
		}
	}
}

func TestAModelThatOnlyFillsInIsPassedOverForWords(t *testing.T) {
	d, _, _ := newChatPair(t, modeltest.Fails(errBroken))
	filler := modeltest.NewFakeOf(model.Info{Name: "filler", Class: model.Machine, Family: "qwen2.5-coder"}, modeltest.Says("x"))
	d.options.Models["filler"] = filler
	d.options.Fallback[remoteName] = []string{"filler", "second"}
	got, err := d.acts(action.Docs)
	if err != nil || !strings.Contains(got, "total of the second.") || len(filler.Calls()) != 0 {
		t.Errorf("the file is\n%s (%v), and the filler was asked %d times", got, err, len(filler.Calls()))
	}
}

func TestActionsLeaveAModelInPeaceThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newChatPair(t, modeltest.Fails(errBroken))
		for range 5 {
			if got, err := d.acts(action.Docs); err != nil || !strings.Contains(got, "of the second.") {
				t.Fatalf("the file is\n%s (%v)", got, err)
			}
		}
		if n := len(first.Calls()); n != 3 || d.health().State != completion.Resting {
			t.Errorf("it was asked %d times, and is %s", n, d.health().State)
		}
		<-time.After(time.Second)
		d.acts(action.Docs)
		d.acts(action.Docs)
		if n := len(first.Calls()); n != 4 {
			t.Errorf("a second later it was asked %d times", n)
		}
	})
}

func TestAnActionTellsThatAModelIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := true
		d, first, second := newChatPair(t, func(_ context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
			if down {
				return errBroken
			}
			say(model.Chunk{Text: "summary: of the first.", Tokens: 1})
			return nil
		})
		for range 3 {
			d.acts(action.Docs)
		}
		down = false
		<-time.After(time.Second)
		got, err := d.acts(action.Docs)
		if err != nil || !strings.Contains(got, "of the first.") || d.health().State != completion.Answering {
			t.Errorf("the file is\n%s (%v), and the model is %s", got, err, d.health().State)
		}
		if len(first.Calls()) != 4 || len(second.Calls()) != 3 {
			t.Errorf("asked %d and %d times", len(first.Calls()), len(second.Calls()))
		}
	})
}

// Who has nobody else to turn to does not have to wait for the next try: the
// server may just have been started. Only its own wish counts.
func TestWithoutAnotherModelAnActionAsksOneThatRests(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want int
	}{
		"it failed":             {errBroken, 5},
		"it asked for a minute": {&model.Refusal{Status: 429, RetryAfter: time.Minute}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, first, _ := newChatPair(t, modeltest.Fails(c.err))
				d.options.Fallback = nil
				for range 5 {
					if _, err := d.acts(action.Docs); !errors.Is(err, c.err) {
						t.Errorf("the error is %v", err)
					}
				}
				if n := len(first.Calls()); n != c.want {
					t.Errorf("it was asked %d times, want %d", n, c.want)
				}
			})
		})
	}
}

func TestASilentModelIsWaitedForHalfAMinute(t *testing.T) {
	for name, silence := range map[string]modeltest.Script{"it hangs": modeltest.Hangs(), "its probe hangs": nil} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, first, _ := newChatPair(t, silence)
				if silence == nil {
					d.options.Models[remoteName] = silentProber{first}
				}
				began := time.Now()
				got, err := d.acts(action.Docs)
				if took := time.Since(began); err != nil || !strings.Contains(got, "of the second.") || took != 30*time.Second {
					t.Errorf("after %v the file is\n%s (%v)", took, got, err)
				}
				began = time.Now()
				if _, err := d.acts(action.Docs); err != nil || time.Since(began) > 0 {
					t.Errorf("the next one took %v (%v)", time.Since(began), err)
				}
			})
		})
	}
}

func TestABodyComesFromTheNextModelThatFillsIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		info := model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: "qwen2.5-coder", Slots: 4}
		d, first := newDeskOf(t, info, modeltest.Fails(errBroken), modeltest.Says("return embedded"))
		info.Name = "second"
		d.options.Models["second"] = modeltest.NewFakeOf(info, modeltest.Says("return read(path)\n"))
		d.options.Fallback = map[string][]string{remoteName: {"second"}}
		d.open("a.py", todoPython)
		for range 4 {
			if got, err := d.acts(action.Body); err != nil || !strings.Contains(got, "    return read(path)\n") {
				t.Fatalf("the file is\n%s (%v)", got, err)
			}
		}
		if n := len(first.Calls()); n != 3 {
			t.Errorf("the first was asked %d times", n)
		}
		d.options.Fallback = nil
		if got, err := d.acts(action.Body); !errors.Is(err, errBroken) || len(first.Calls()) != 4 {
			t.Errorf("without the second the file is\n%s (%v), and the first was asked %d times", got, err, len(first.Calls()))
		}
	})
}

func TestActionThatFailsTellsWhatToDo(t *testing.T) {
	for _, c := range []struct {
		err    error
		family string
		marked string
		kind   completion.ActionKind
		want   string
	}{
		{errBroken, prompt.Chat, undocumentedGo, action.Docs, `ask again, and if that does not help, see what "fimble doctor" says of it`},
		{errBroken, "", "package p\n\nfunc to█tal() int {\n\tpanic(\"todo\")\n}\n", action.Body, `ask again, and if that does not help, see what "fimble doctor" says of it`},
		{&model.Refusal{Status: 503, Words: "Loading model"}, prompt.Chat, undocumentedGo, action.Docs, "ask again when it is there"},
	} {
		info := chatting(remoteName, model.Machine)
		info.Family = c.family
		d, _ := newDeskOf(t, info, modeltest.Fails(c.err), modeltest.Says())
		d.open("a.go", c.marked)
		_, err := d.acts(c.kind)
		if err == nil || !strings.HasPrefix(err.Error(), "the model "+remoteName+" failed: ") || !strings.HasSuffix(err.Error(), c.want) || !errors.Is(err, c.err) {
			t.Errorf("%v: the user is told %v", c.err, err)
		}
	}
}
