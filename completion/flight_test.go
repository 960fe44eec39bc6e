package completion_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func TestNewestRequestWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Driven(), modeltest.Says())
		d.open("a.lua", "one █")
		older := d.asks(completion.Inline)
		call := fake.Await()
		d.types("t")
		newer := d.asks(completion.Inline)
		if res := older.answer(); !res.Superseded {
			t.Errorf("the older request got %+v, want superseded", res)
		}
		synctest.Wait()
		if newer.answered() {
			t.Error("the newer request was answered before the model said anything")
		}
		call.Say("two")
		call.End(nil)
		says(t, newer.answer(), "wo")
		if n := len(fake.Calls()); n != 1 {
			t.Errorf("%d model calls, want the one that the newer request took over", n)
		}
	})
}

func TestTypingAsSuggestedAsksNoModel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says("return nil"), modeltest.Says())
		d.open("a.lua", "\t█\n")
		says(t, d.waits(completion.Inline), "return nil")
		rest := "return nil"
		for range len(rest) - 1 {
			d.types(rest[:1])
			rest = rest[1:]
			res := d.waits(completion.Inline)
			says(t, res, rest)
			if res.Source != completion.FromTyped {
				t.Errorf("source %q, want %q", res.Source, completion.FromTyped)
			}
		}
		if n := len(fake.Calls()); n != 1 {
			t.Errorf("%d model calls, want 1", n)
		}
	})
}

func TestLineByLineAcceptanceAsksNoModel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says("if x {\n\t\ty()\n\t}"), modeltest.Says())
		d.open("a.go", "package a\n\nfunc f() {\n\t█\n}\n")
		says(t, d.waits(completion.Inline), "if x {\n\t\ty()\n\t}")
		d.types("if x {\n")
		says(t, d.waits(completion.Inline), "\t\ty()\n\t}")
		d.types("\t\t")
		says(t, d.waits(completion.Inline), "y()\n\t}")
		if n := len(fake.Calls()); n != 1 {
			t.Errorf("%d model calls, want 1", n)
		}
	})
}

func TestACancelledRequestIsAnsweredAtOnceAndItsFlightWaitsForTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Driven(), modeltest.Says())
		d.open("a.lua", "x = █")
		first := d.asks(completion.Inline)
		call := fake.Await()
		first.cancel()
		silent(t, first.answer(), completion.ReasonCancelled)
		<-time.After(10 * time.Millisecond)
		d.types("y")
		second := d.asks(completion.Inline)
		synctest.Wait()
		<-time.After(time.Second)
		call.Say("y + 1")
		call.End(nil)
		res := second.answer()
		says(t, res, " + 1")
		if res.Source != completion.FromFlight {
			t.Errorf("source %q, want %q", res.Source, completion.FromFlight)
		}
	})
}

func TestAnOrphanedFlightIsHungUpAfterTheGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Hangs(), modeltest.Says())
		d.open("a.lua", "x = █")
		first := d.asks(completion.Inline)
		call := fake.Await()
		first.cancel()
		first.answer()
		cancelled := time.Now()
		<-call.Done()
		if took := time.Since(cancelled); took != 20*time.Millisecond {
			t.Errorf("hung up after %v, want 20ms", took)
		}
	})
}

// An editor may hang up without the user's doing, and not ask again.
func TestAFlightOfARequestThatWasCancelledGoesOnWhileTheTextIsTheSame(t *testing.T) {
	for _, wanted := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			d, fake := newDesk(t, modeltest.Driven(), modeltest.Says())
			d.open("a.lua", "one █")
			later := &laterOn{wanted: wanted}
			d.later = later
			p := d.asks(completion.Inline)
			call := fake.Await()
			p.cancel()
			silent(t, p.answer(), completion.ReasonCancelled)
			<-time.After(time.Second)
			synctest.Wait()
			select {
			case <-call.Done():
				if wanted {
					t.Fatal("hung up, though the text is the same")
				}
				return
			default:
				if !wanted {
					t.Fatal("not hung up, though the text has changed")
				}
			}
			call.Say("two")
			call.End(nil)
			synctest.Wait()
			if later.ready != 1 {
				t.Errorf("told %d times that the answer is there, want once", later.ready)
			}
			says(t, d.waits(completion.Inline), "two")
		})
	}
}

type laterOn struct {
	wanted bool
	ready  int
}

func (l *laterOn) Wanted() bool { return l.wanted }
func (l *laterOn) Ready()       { l.ready++ }

func TestAFlightThatSaysSomethingElseIsHungUpAndAskedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Hangs("abc"), modeltest.Says("tat")), modeltest.Says())
		d.open("a.lua", "█")
		d.asks(completion.Inline)
		first := fake.Await()
		synctest.Wait()
		d.types("s")
		says(t, d.waits(completion.Inline), "tat")
		<-first.Done()
		if !first.HungUp() || len(fake.Calls()) != 2 {
			t.Errorf("%d calls, the first hung up: %v", len(fake.Calls()), first.HungUp())
		}
	})
}

func TestAFlightIsLeftWhenItStreamsSomethingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Driven(), modeltest.Says("tat")), modeltest.Says())
		d.open("a.lua", "█")
		d.asks(completion.Inline)
		first := fake.Await()
		d.types("s")
		second := d.asks(completion.Inline)
		synctest.Wait()
		first.Say("abc")
		says(t, second.answer(), "tat")
		<-first.Done()
	})
}

func TestConnectionsDoNotTakeEachOthersPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Driven(), modeltest.Says())
		d.open("a.lua", "one █")
		one := d.asks(completion.Inline)
		call := fake.Await()
		other := d.request(completion.Inline)
		other.Session = "two"
		done := make(chan completion.Result, 1)
		go func() { done <- d.engine.Complete(t.Context(), other) }()
		otherCall := fake.Await()
		for _, c := range []*modeltest.Call{call, otherCall} {
			c.Say("two")
			c.End(nil)
		}
		says(t, one.answer(), "two")
		says(t, <-done, "two")
	})
}

func TestClosingTheDocumentHangsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Hangs(), modeltest.Says())
		d.open("a.lua", "one █")
		one := d.asks(completion.Inline)
		call := fake.Await()
		d.engine.Closed("one", d.uri)
		<-call.Done()
		if res := one.answer(); len(res.Items) > 0 {
			t.Errorf("suggests %q for a closed document", texts(res))
		}
	})
}

func TestAFailingModelIsSilentWhileTypingAndToldWhenAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("connection refused")
		d, _ := newDesk(t, modeltest.Fails(broken), modeltest.Says())
		d.open("a.lua", "one █")
		silent(t, d.waits(completion.Inline), completion.ReasonFailed)
		if res := d.waits(completion.Invoked); !errors.Is(res.Err, broken) {
			t.Errorf("an explicit request got %v, want %v", res.Err, broken)
		}
	})
}

func TestARequestThatComesAfterItsDocumentWasClosedLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says("two"), modeltest.Says())
		d.open("a.lua", "one █")
		late := d.request(completion.Inline)
		d.engine.Closed("one", d.uri)
		says(t, d.engine.Complete(t.Context(), late), "two")
		d.open("a.lua", "one █")
		d.types("three ")
		d.waits(completion.Inline)
		if n := len(fake.Calls()); n != 2 {
			t.Errorf("%d calls, want 2", n)
		}
	})
}

func TestAModelThatDoesNotEndIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
			for say(model.Chunk{Text: "again()\n"}) { // counts no tokens
			}
			return nil
		}, modeltest.Says())
		d.open("a.lua", "one █")
		d.waits(completion.Invoked)
		if call := fake.Calls()[0]; !call.HungUp() {
			t.Error("the model was not stopped")
		}
	})
}

func TestLineEndsOfAModelAreThoseOfTheTrunk(t *testing.T) {
	for _, pieces := range [][]string{{"if x then\r\n\ty()\r\nend"}, {"if x then\r", "\n\ty()", "\r", "\nend\r"}} {
		synctest.Test(t, func(t *testing.T) {
			d, _ := newDesk(t, modeltest.Says(pieces...), modeltest.Says())
			d.open("a.lua", "█\n")
			says(t, d.waits(completion.Invoked), "if x then\n\ty()\nend")
		})
	}
}

func TestAFlightForNobodyHasAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Hangs("x"), modeltest.Says())
		d.open("a.lua", "one █")
		d.waits(completion.Inline)
		answered := time.Now()
		<-fake.Calls()[0].Done()
		if took := time.Since(answered); took > 10*time.Second {
			t.Errorf("it was in the air for %v more", took)
		}
	})
}

func TestAPanicBesideTheRequestsIsOneFailedAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.InTurn(func(context.Context, *modeltest.Call, func(model.Chunk) bool) error {
			panic("of a model")
		}, modeltest.Says("two")), modeltest.Says())
		d.open("a.lua", "one █")
		res := d.waits(completion.Invoked)
		if silent(t, res, completion.ReasonFailed); res.Err == nil {
			t.Error("who asks is not told")
		}
		says(t, d.waits(completion.Invoked), "two")
	})
}
