package completion_test

import (
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// oneSlot is a local server that works on one request at a time.
var oneSlot = model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Slots: 1}

func TestAServerWithOneSlotIsAskedOneThingAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDeskOf(t, oneSlot, modeltest.Driven(), modeltest.Says())
		d.open("a.lua", "one █")
		first := d.asks(completion.Inline)
		call := fake.Await()
		ask := func(session string) <-chan completion.Result {
			req := d.request(completion.Inline)
			req.Session = session
			done := make(chan completion.Result, 1)
			go func() { done <- d.engine.Complete(t.Context(), req) }()
			synctest.Wait()
			return done
		}
		second, third := ask("two"), ask("three")
		if n := len(fake.Calls()); n != 1 {
			t.Fatalf("%d calls at a time", n)
		}
		// The queue is no deeper than one: the newest waits, the other is told.
		silent(t, <-second, completion.ReasonBusy)
		call.Say("1")
		call.End(nil)
		says(t, first.answer(), "1")
		call = fake.Await()
		call.Say("3")
		call.End(nil)
		says(t, <-third, "3")
	})
}

func TestARequestTakesTheSlotFromAGuess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDeskOf(t, oneSlot, modeltest.InTurn(modeltest.Says("= f()"), modeltest.Hangs(), modeltest.Says("> y")), modeltest.Says())
		d.options.Speculate = completion.Unmetered
		d.open("a.lua", "\tx █\n")
		says(t, d.waits(completion.Inline), "= f()")
		fake.Await()
		guess := fake.Await()
		other := d.request(completion.Inline)
		other.Session = "two"
		asked := time.Now()
		done := make(chan completion.Result, 1)
		go func() { done <- d.engine.Complete(t.Context(), other) }()
		says(t, <-done, "= f()") // the cache is everybody's
		d.open("b.lua", "y █\n")
		says(t, d.waits(completion.Inline), "> y")
		<-guess.Done()
		if took := time.Since(asked); !guess.HungUp() || took > 0 {
			t.Errorf("the guess was hung up: %v, after %v", guess.HungUp(), took)
		}
	})
}

func TestAQueryThatIsGivenUpLeavesTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDeskOf(t, oneSlot, modeltest.InTurn(modeltest.Driven(), modeltest.Says("3")), modeltest.Says())
		d.open("a.lua", "one █")
		first := d.asks(completion.Inline)
		call := fake.Await()
		d.open("b.lua", "two █")
		second := d.asks(completion.Inline)
		synctest.Wait()
		second.cancel()
		silent(t, second.answer(), completion.ReasonCancelled)
		<-time.After(time.Second / 10)
		call.Say("1")
		call.End(nil)
		says(t, first.answer(), "1")
		d.open("c.lua", "three █")
		says(t, d.waits(completion.Inline), "3")
		if n := len(fake.Calls()); n != 2 {
			t.Errorf("%d calls, the one that was given up is among them", n)
		}
	})
}

func TestModelsOfOneServerShareItsSlots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := oneSlot
		shared.Server = "http://127.0.0.1:8080"
		d, fake := newDeskOf(t, shared, modeltest.Driven(), modeltest.Says())
		shared.Name = "other"
		other := modeltest.NewFakeOf(shared, modeltest.Says("2"))
		d.options.Models["other"] = other
		d.options.Use[completion.Invoked] = "other"
		d.open("a.lua", "one █")
		first := d.asks(completion.Inline)
		call := fake.Await()
		d.open("b.lua", "two █")
		second := d.asks(completion.Invoked)
		synctest.Wait()
		if n := len(other.Calls()); n > 0 {
			t.Fatalf("the server's only slot was asked for twice at a time")
		}
		call.Say("1")
		call.End(nil)
		says(t, first.answer(), "1")
		says(t, second.answer(), "2")
	})
}
