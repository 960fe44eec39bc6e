package completion_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// tries reports whether a call gave the model the small hole.
func tries(c *modeltest.Call) bool { return strings.Contains(c.Request.Prompt, "func largest") }

func TestAModelIsTriedOnceBeforeItReads(t *testing.T) {
	for _, c := range []struct {
		name  string
		class model.Class
		when  completion.When
		tries bool
	}{
		{"a model on the machine", model.Machine, completion.Unmetered, true},
		{"switched off", model.Machine, completion.Never, false},
		{"a hosted model", model.Remote, completion.Always, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				info := qwen
				info.Class = c.class
				d, fake := newDeskOf(t, info, modeltest.Says("if n > most {"), modeltest.Says())
				d.options.WarmUp = c.when
				for _, file := range []string{"a.lua", "b.lua"} {
					d.open(file, "one █")
					d.engine.Opened(d.request(completion.Inline))
					synctest.Wait()
				}
				tried := 0
				for i, call := range fake.Calls() {
					if tries(call) {
						tried++
						if i > 0 {
							t.Errorf("it is tried in call %d", i)
						}
					}
				}
				if (tried == 1) != c.tries {
					t.Errorf("tried %d times", tried)
				}
			})
		})
	}
}

func TestATrialGivesWayToWhoeverAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		info := qwen
		info.Slots = 1
		d, fake := newDeskOf(t, info, modeltest.InTurn(modeltest.Hangs(), modeltest.Says("= f()")), modeltest.Says())
		d.options.WarmUp = completion.Unmetered
		d.open("a.lua", "\tx █\n")
		d.engine.Opened(d.request(completion.Inline))
		trial := fake.Await()
		p := d.asks(completion.Inline)
		says(t, p.answer(), "= f()")
		if !tries(trial) || !trial.HungUp() || p.took > 0 {
			t.Errorf("the trial was hung up: %v, the answer took %v", trial.HungUp(), p.took)
		}
	})
}

// A silent prober never tells what it runs.
type silentProber struct{ *modeltest.Fake }

func (silentProber) Probe(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestTheEmbeddedEngineAnswersWhileAModelIsTried(t *testing.T) {
	for name, silent := range map[string]bool{"the answer hangs": false, "the probe hangs": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, fake := newDeskOf(t, qwen, modeltest.Hangs(), modeltest.Says("= local()"))
				if silent {
					d.options.Models[remoteName] = silentProber{fake}
				}
				d.options.WarmUp = completion.Unmetered
				d.open("a.lua", "\tx █\n")
				d.engine.Opened(d.request(completion.Inline))
				synctest.Wait()
				p := d.asks(completion.Inline)
				says(t, p.answer(), "= local()")
				if p.took > 400*time.Millisecond {
					t.Errorf("it took %v", p.took)
				}
			})
		})
	}
}

func TestATrialLeavesAModelInPeaceThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDeskOf(t, qwen, modeltest.Fails(errBroken), modeltest.Says())
		d.options.WarmUp = completion.Unmetered
		opens := func(file string) {
			d.open(file, "one █")
			d.engine.Opened(d.request(completion.Inline))
			synctest.Wait()
		}
		opens("a.lua")
		for range 3 {
			d.next(completion.Inline)
			synctest.Wait()
		}
		asked := len(fake.Calls())
		if h := d.health(); h.State != completion.Resting {
			t.Fatalf("it is %+v", h)
		}
		opens("b.lua")
		if n := len(fake.Calls()); n != asked {
			t.Errorf("it was asked %d times more", n-asked)
		}
		<-time.After(time.Minute)
		opens("c.lua")
		if n := len(fake.Calls()); n != asked+1 || !tries(fake.Calls()[asked]) {
			t.Errorf("a minute later it was asked %d times more", n-asked)
		}
	})
}

func TestATrialTellsWhetherAModelAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		script modeltest.Script
		want   completion.State
	}{"it does": {modeltest.InTurn(modeltest.Says("if n > most {"), modeltest.Hangs()), completion.Answering}, "it fails": {modeltest.InTurn(modeltest.Fails(errBroken), modeltest.Hangs()), completion.Failing}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, fake := newDeskOf(t, qwen, c.script, modeltest.Says())
				d.options.WarmUp = completion.Unmetered
				d.open("a.lua", "one █")
				d.engine.Opened(d.request(completion.Inline))
				fake.Await()
				synctest.Wait()
				if h := d.health(); h.State != c.want {
					t.Errorf("it is %+v, want %s", h, c.want)
				}
			})
		})
	}
}
