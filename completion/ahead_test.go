package completion_test

import (
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func TestTheNextSuggestionIsThereWhenTheFirstWasTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Says("= f()"), modeltest.Says("\n\tg(x)")), modeltest.Says())
		d.options.Speculate = completion.Unmetered
		d.open("a.lua", "\tx █\n")
		says(t, d.waits(completion.Inline), "= f()")
		synctest.Wait()
		if n := len(fake.Calls()); n != 2 {
			t.Fatalf("%d model calls while the suggestion is shown, want one ahead", n)
		}
		if got := fake.Calls()[1].Request.Window.Prefix(); got != "\tx = f()" {
			t.Errorf("the model was asked ahead for what follows %q", got)
		}
		d.types("= f()")
		res := d.waits(completion.Inline)
		says(t, res, "\n\tg(x)")
		if res.Source != completion.FromCache {
			t.Errorf("source %q, want %q", res.Source, completion.FromCache)
		}
	})
}

func TestAFlightAheadIsBoardedInTheAir(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Says("= f()"), modeltest.Driven()), modeltest.Says())
		d.options.Speculate = completion.Unmetered
		d.open("a.lua", "\tx █\n")
		says(t, d.waits(completion.Inline), "= f()")
		fake.Await()
		ahead := fake.Await()
		d.types("= f()")
		next := d.asks(completion.Inline)
		synctest.Wait()
		ahead.Say("\n\tg(x)")
		ahead.End(nil)
		res := next.answer()
		says(t, res, "\n\tg(x)")
		if res.Source != completion.FromFlight {
			t.Errorf("source %q, want %q", res.Source, completion.FromFlight)
		}
	})
}

func TestAFlightAheadIsHungUpWhenSomethingElseIsTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Says("= f()"), modeltest.Hangs(), modeltest.Says("> y")), modeltest.Says())
		d.options.Speculate = completion.Unmetered
		d.open("a.lua", "\tx █\n")
		says(t, d.waits(completion.Inline), "= f()")
		fake.Await()
		ahead := fake.Await()
		d.types("<")
		typed := time.Now()
		d.asks(completion.Inline)
		<-ahead.Done()
		if took := time.Since(typed); took > 0 || !ahead.HungUp() {
			t.Errorf("hung up: %v, after %v", ahead.HungUp(), took)
		}
	})
}

func TestNothingIsAskedAheadThatCostsMoneyOrIsForNothing(t *testing.T) {
	for _, c := range []struct {
		name  string
		class model.Class
		when  completion.When
		ahead bool
	}{
		{"a model on the machine", model.Machine, completion.Unmetered, true},
		{"a hosted model", model.Remote, completion.Unmetered, false},
		{"a hosted model, asked for", model.Remote, completion.Always, true},
		{"switched off", model.Machine, completion.Never, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: c.class}, modeltest.Says("= f()"), modeltest.Says())
				d.options.Speculate = c.when
				d.open("a.lua", "\tx █\n")
				says(t, d.waits(completion.Inline), "= f()")
				synctest.Wait()
				if asked := len(fake.Calls()) > 1; asked != c.ahead {
					t.Errorf("asked ahead: %v, want %v", asked, c.ahead)
				}
			})
		})
	}
}

func TestAskingAheadEndsWhenItIsForNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says("= f()"), modeltest.Says())
		d.options.Speculate = completion.Unmetered
		d.open("a.lua", "█\n")
		const lines = 30
		for range lines {
			d.waits(completion.Inline)
			synctest.Wait()
			d.types("other()\n") // never what was suggested
			d.types("x")
			<-time.After(time.Second)
		}
		if ahead := len(fake.Calls()) - lines; ahead < 1 || ahead > lines/4 {
			t.Errorf("%d of %d lines were asked ahead of, all for nothing", ahead, lines)
		}
	})
}

func TestALineIsAskedForWhileItsIndentIsTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says("g(x)"), modeltest.Says())
		d.open("a.go", "package a\n\nfunc f(x int) {\n\tg(1)\n\tg(2)\n\tif x > 0 {\n█\n\t}\n}\n")
		silent(t, d.waits(completion.Inline), completion.ReasonIndent)
		synctest.Wait()
		d.types("\t\t")
		res := d.waits(completion.Inline)
		says(t, res, "g(x)")
		if n := len(fake.Calls()); n != 1 || res.Source != completion.FromCache {
			t.Errorf("%d calls, source %q; want the answer to be there", n, res.Source)
		}
	})
}
