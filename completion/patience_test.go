package completion_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model/modeltest"
)

func TestAnAutomaticRequestIsAnsweredWhateverTheModelDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.Hangs(), modeltest.Says())
		d.open("a.lua", "one █")
		p := d.asks(completion.Inline)
		silent(t, p.answer(), completion.ReasonSlow)
		if p.took != 1500*time.Millisecond {
			t.Errorf("answered after %v, want 1.5s", p.took)
		}
	})
}

func TestOnTheDeadlineTheCompleteLinesAreShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.Hangs("if x {\n\t\ty()\n\t\tz("), modeltest.Says())
		d.open("a.go", "package a\n\nfunc f() {\n\t█\n}\n")
		if got := texts(d.waits(completion.Inline)); len(got) != 1 || !strings.HasPrefix(got[0], "if x {\n\t\ty()") || strings.Contains(got[0], "z(") {
			t.Errorf("suggests %q", got)
		}
	})
}

func TestTheEmbeddedEngineStepsInForASlowModel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Driven(), modeltest.Says("two"))
		d.open("a.lua", "one █")
		p := d.asks(completion.Inline)
		call := fake.Await()
		res := p.answer()
		says(t, res, "two")
		if res.Source != completion.FromLocal || p.took != 400*time.Millisecond {
			t.Errorf("source %q after %v, want %q after 400ms", res.Source, p.took, completion.FromLocal)
		}
		<-time.After(time.Second)
		call.Say("too late")
		call.End(nil)
		synctest.Wait()
		res = d.waits(completion.Inline)
		says(t, res, "too late")
		if res.Source != completion.FromCache || len(fake.Calls()) != 1 {
			t.Errorf("source %q after %d calls, want the late answer from the cache", res.Source, len(fake.Calls()))
		}
	})
}

func TestTheEmbeddedEngineStepsInForABrokenModel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.Fails(errBroken), modeltest.Says("two"))
		d.open("a.lua", "one █")
		says(t, d.waits(completion.Inline), "two")
	})
}

func TestAListIsAnsweredWithinMilliseconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Driven(), modeltest.Says("local"))
		d.open("a.lua", "one █")
		p := d.asks(completion.List)
		call := fake.Await()
		res := p.answer()
		says(t, res, "local")
		if p.took != 10*time.Millisecond || !res.Incomplete {
			t.Errorf("answered after %v, incomplete %v; want 10ms and true", p.took, res.Incomplete)
		}
		call.Say("remote")
		call.End(nil)
		synctest.Wait()
		says(t, d.waits(completion.List), "remote")
	})
}

func TestTheListAndTheGhostTextShareAFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Driven(), modeltest.Says())
		d.open("a.lua", "one █")
		list := d.asks(completion.List)
		call := fake.Await()
		ghost := d.asks(completion.Inline)
		list.answer()
		call.Say("two")
		call.End(nil)
		says(t, ghost.answer(), "two")
		if n := len(fake.Calls()); n != 1 {
			t.Errorf("%d model calls, want 1", n)
		}
	})
}

func TestTheModelIsStoppedWhenTheLineIsComplete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Driven(), modeltest.Says())
		d.open("a.go", "package a\n\nfunc f() {\n\tx := █\n}\n")
		p := d.asks(completion.Inline)
		call := fake.Await()
		call.Say("g(1)")
		call.Say("\n\ty")
		says(t, p.answer(), "g(1)")
		<-call.Done()
		if !call.HungUp() {
			t.Error("the model was not stopped")
		}
	})
}

func TestAnExplicitRequestGivesSeveralDifferentAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, several("two", "three", "two"), modeltest.Says())
		d.open("a.lua", "one █")
		res := d.waits(completion.Invoked)
		if got := texts(res); len(got) != 2 || got[0] != "two" || got[1] != "three" {
			t.Errorf("suggests %q, want two and three", got)
		}
		if n := fake.Calls()[0].Request.N; n != 3 {
			t.Errorf("asked for %d candidates, want 3", n)
		}
	})
}

func TestOptionsOfAnotherGenerationUseNoOldAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says("two"), modeltest.Says())
		d.open("a.lua", "one █")
		d.waits(completion.Inline)
		d.options.Generation++
		d.waits(completion.Inline)
		if n := len(fake.Calls()); n != 2 {
			t.Errorf("%d model calls, want 2", n)
		}
	})
}
