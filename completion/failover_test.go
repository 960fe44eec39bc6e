package completion_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/window"
)

// kinds are the sorts of models that failover must tell apart, each with a
// family of its own and what only prompts of that have in them.
var kinds = []struct {
	name   string
	info   model.Info
	marker string
	blind  bool // what is secret may not reach it
}{
	{"embedded", model.Info{Class: model.Embedded}, "", false},
	{"machine", model.Info{Class: model.Machine, Family: "qwen2.5-coder"}, "<|fim_prefix|>", false},
	{"remote", model.Info{Class: model.Remote, Family: "starcoder"}, "<fim_prefix>", true},
	{"trusted remote", model.Info{Class: model.Remote, Trusted: true, Family: "codellama"}, "<PRE>", false},
}

// Every pair of classes, with the second named as a fallback of the first and
// not: nothing reaches a model that the user has not named for it, and what
// reaches it is made for it.
func TestNothingCrossesToAnotherModelUnlessItIsNamed(t *testing.T) {
	long := strings.Repeat("local function pad(a, b) return a .. b end\n", 100) + secretly
	for _, from := range kinds {
		for _, to := range kinds {
			for _, named := range []bool{false, true} {
				for _, purpose := range []completion.Purpose{completion.Inline, completion.Invoked} {
					name := from.name + " to " + to.name + ", " + string(purpose)
					if named {
						name += ", named"
					}
					t.Run(name, func(t *testing.T) {
						synctest.Test(t, func(t *testing.T) {
							info := from.info
							info.Name, info.ContextTokens, info.Slots = remoteName, 4096, 4
							d, first := newDeskOf(t, info, modeltest.Fails(errBroken), modeltest.Says("of the embedded"))
							info = to.info
							info.Name, info.ContextTokens, info.Slots = "second", 512, 4
							second := modeltest.NewFakeOf(info, modeltest.Says("of the second"))
							stranger := modeltest.NewFakeOf(model.Info{Name: "stranger", Class: to.info.Class, ContextTokens: 512}, modeltest.Says("of a stranger"))
							d.options.Models["second"], d.options.Models["stranger"] = second, stranger
							d.options.Fallback = map[string][]string{"second": {"stranger"}}
							if named {
								d.options.Fallback[remoteName] = []string{"second"}
							}
							d.open("login.lua", long)
							res := d.waits(purpose)
							if len(res.Failures) != 1 || res.Failures[0].Model != remoteName || !errors.Is(res.Failures[0].Err, errBroken) {
								t.Errorf("failures are %v", res.Failures)
							}
							if len(first.Calls()) != 1 || len(stranger.Calls()) != 0 {
								t.Errorf("the first was asked %d times, the stranger %d", len(first.Calls()), len(stranger.Calls()))
							}
							if !named {
								if says(t, res, "of the embedded"); len(second.Calls()) != 0 {
									t.Errorf("the second was asked, and nobody said so: %s", sent(t, second.Calls()[0].Request))
								}
								return
							}
							says(t, res, "of the second")
							calls := second.Calls()
							if len(calls) != 1 {
								t.Fatalf("the second was asked %d times", len(calls))
							}
							req := calls[0].Request
							all := sent(t, req)
							if strings.Contains(all, hidden) == to.blind {
								t.Errorf("the second is sent %s", all)
							}
							if !strings.Contains(req.Prompt, to.marker) || to.marker == "" && req.Prompt != "" {
								t.Errorf("the second is asked by %q, want %s", req.Prompt, to.marker)
							}
							if used := window.Tokens(req.Prompt) + req.MaxTokens; used > 512 {
								t.Errorf("%d tokens are sent to a model that reads 512", used)
							}
						})
					})
				}
			}
		}
	}
}

func TestFallbacksAreAskedInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.Fails(errBroken), modeltest.Says("of the embedded"))
		third := errors.New("also broken")
		for name, script := range map[string]modeltest.Script{"a": modeltest.Fails(third), "b": modeltest.Says("b"), "c": modeltest.Says("c")} {
			d.options.Models[name] = modeltest.NewFakeOf(model.Info{Name: name, Class: model.Machine, ContextTokens: 4096}, script)
		}
		d.options.Fallback = map[string][]string{remoteName: {"a", "gone", remoteName, "b", "c"}}
		d.open("a.lua", "one █")
		res := d.waits(completion.Inline)
		says(t, res, "b")
		if res.Model != "b" || len(res.Failures) != 2 || res.Failures[1].Err != third {
			t.Errorf("%s answers after %v", res.Model, res.Failures)
		}
	})
}

func TestTheFirstErrorIsToldWhereNobodyAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.Fails(errBroken), modeltest.Says())
		d.options.Models["a"] = modeltest.NewFakeOf(model.Info{Name: "a", Class: model.Machine, ContextTokens: 4096}, modeltest.Fails(errors.New("also broken")))
		d.options.Fallback = map[string][]string{remoteName: {"a"}}
		d.open("a.lua", "one █")
		res := d.waits(completion.Invoked)
		if silent(t, res, completion.ReasonFailed); res.Err != errBroken || res.Model != remoteName || len(res.Failures) != 2 {
			t.Errorf("%s failed with %v, in all %v", res.Model, res.Err, res.Failures)
		}
	})
}

// The answer of a fallback is as good as any: it is not asked for again.
func TestAFallbacksAnswerIsRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.Fails(errBroken), modeltest.Says())
		second := modeltest.NewFakeOf(model.Info{Name: "second", Class: model.Machine, ContextTokens: 4096}, modeltest.Says("two three"))
		d.options.Models["second"] = second
		d.options.Fallback = map[string][]string{remoteName: {"second"}}
		d.open("a.lua", "one █")
		says(t, d.waits(completion.Inline), "two three")
		d.types("two")
		says(t, d.waits(completion.Inline), " three")
		if n := len(second.Calls()); n != 1 {
			t.Errorf("it was asked %d times", n)
		}
	})
}
