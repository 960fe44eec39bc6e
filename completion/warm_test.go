package completion_test

import (
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func TestAnOpenedFileIsReadByTheModelBeforeAnybodyAsks(t *testing.T) {
	for _, c := range []struct {
		name  string
		file  string
		class model.Class
		when  completion.When
		reads bool
	}{
		{"a model on the machine", "a.lua", model.Machine, completion.Unmetered, true},
		{"a hosted model", "a.lua", model.Remote, completion.Unmetered, false},
		{"a hosted model, asked for", "a.lua", model.Remote, completion.Always, true},
		{"switched off", "a.lua", model.Machine, completion.Never, false},
		{"a secret", ".env", model.Machine, completion.Always, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: c.class}, modeltest.Says(), modeltest.Says())
				d.options.WarmUp = c.when
				d.open(c.file, "one █")
				d.engine.Opened(d.request(completion.Inline))
				synctest.Wait()
				calls := fake.Calls()
				if (len(calls) == 1) != c.reads {
					t.Fatalf("%d calls", len(calls))
				}
				if c.reads && !calls[0].Request.ReadOnly {
					t.Error("the model was made to write")
				}
			})
		})
	}
}

func TestWhereTheUserStopsTheModelReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says(), modeltest.Says())
		d.options.WarmUp = completion.Unmetered
		d.open("a.lua", "one █")
		d.types("if x {\n\ty()\n}\n") // pasted
		silent(t, d.waits(completion.Inline), completion.ReasonNoTyping)
		<-time.After(time.Second)
		synctest.Wait()
		if n := len(fake.Calls()); n > 0 {
			t.Fatalf("%d calls while the user may go on", n)
		}
		<-time.After(time.Second)
		synctest.Wait()
		if calls := fake.Calls(); len(calls) != 1 || !calls[0].Request.ReadOnly {
			t.Fatalf("%d calls, want one that only reads", len(calls))
		}
		if got := fake.Calls()[0].Request.Window.Prefix(); got != "one if x {\n\ty()\n}\n" {
			t.Errorf("the model read %q", got)
		}
	})
}

func TestAUserWhoGoesOnIsNotInterruptedByReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDeskOf(t, oneSlot, modeltest.InTurn(modeltest.Hangs(), modeltest.Says("two")), modeltest.Says())
		d.options.WarmUp = completion.Unmetered
		d.open("a.lua", "one █")
		d.engine.Opened(d.request(completion.Inline))
		reading := fake.Await()
		p := d.asks(completion.Inline)
		says(t, p.answer(), "two")
		if !reading.HungUp() || p.took > 0 {
			t.Errorf("the reading was hung up: %v; the answer took %v", reading.HungUp(), p.took)
		}
	})
}
