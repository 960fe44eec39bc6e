package completion_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// newPair is a desk whose model has a fallback that always answers.
func newPair(t *testing.T, script modeltest.Script) (d *desk, first, second *modeltest.Fake) {
	d, first = newDesk(t, script, modeltest.Says())
	second = modeltest.NewFakeOf(model.Info{Name: "second", Class: model.Machine, ContextTokens: 4096, Slots: 4}, modeltest.Says("two"))
	d.options.Models["second"] = second
	d.options.Fallback = map[string][]string{remoteName: {"second"}}
	d.open("a.lua", "one █")
	return d, first, second
}

// next asks on a new line, and says how long that took.
func (d *desk) next(purpose completion.Purpose) (completion.Result, time.Duration) {
	d.types("x\n")
	p := d.asks(purpose)
	defer p.cancel()
	return p.answer(), p.took
}

// health is that of the desk's own model.
func (d *desk) health() completion.Health {
	for _, h := range d.engine.Health() {
		if h.Model == remoteName {
			return h
		}
	}
	return completion.Health{}
}

func TestAModelThatKeepsFailingIsAskedLessAndLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newPair(t, modeltest.Fails(errBroken))
		began := time.Now()
		var asked []time.Duration
		for len(asked) == 0 || time.Since(began) < 2*time.Minute {
			calls := len(first.Calls())
			res, _ := d.next(completion.Inline)
			says(t, res, "two")
			if len(first.Calls()) > calls {
				asked = append(asked, time.Since(began).Round(time.Second))
			}
			if len(res.Failures) != 1 || !errors.Is(res.Failures[0].Err, errBroken) {
				t.Fatalf("failures are %v", res.Failures)
			}
			if len(asked) >= 3 {
				<-time.After(500 * time.Millisecond)
			}
		}
		// Three in a row, and then after 1, 2, 4, 8, 16 and each 30 seconds.
		want := "[0s 0s 0s 1s 3s 7s 15s 31s 1m1s 1m31s]"
		if got := fmt.Sprint(asked); got != want {
			t.Errorf("asked after %s, want %s", got, want)
		}
	})
}

func TestAModelThatIsLoadedIsAskedEverySecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		loading := &model.Refusal{Status: 503, Words: "Loading model"}
		loaded := time.Now().Add(90 * time.Second)
		d, _ := newDesk(t, func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
			if time.Now().Before(loaded) {
				return loading
			}
			say(model.Chunk{Text: "one", Tokens: 1})
			return nil
		}, modeltest.Says())
		d.open("a.lua", "one █")
		for time.Now().Before(loaded) {
			if res, _ := d.next(completion.Inline); res.Reason != completion.ReasonLoading {
				t.Fatalf("nothing is suggested as %q", res.Reason)
			}
			<-time.After(100 * time.Millisecond)
		}
		<-time.After(time.Second)
		res, _ := d.next(completion.Inline)
		says(t, res, "one")
	})
}

func TestAModelThatIsBackIsAskedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := true
		d, first, _ := newPair(t, func(ctx context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
			if down {
				return errBroken
			}
			say(model.Chunk{Text: "one", Tokens: 1})
			return nil
		})
		for range 3 {
			d.next(completion.Inline)
		}
		if h := d.health(); h.State != completion.Resting || h.Err != errBroken || !h.Since.Equal(time.Now()) || h.Again.Sub(time.Now()) != time.Second {
			t.Errorf("it is %+v", h)
		}
		down = false
		res, took := d.next(completion.Invoked)
		if says(t, res, "two"); took > 0 || len(first.Calls()) != 3 {
			t.Errorf("answered after %v and %d calls", took, len(first.Calls()))
		}
		<-time.After(time.Second)
		for range 5 {
			res, _ := d.next(completion.Inline)
			says(t, res, "one")
		}
		if h := d.health(); h.State != completion.Answering || h.Err != nil || !h.Since.Equal(time.Now()) {
			t.Errorf("it is %+v", h)
		}
	})
}

func TestAModelIsLeftInPeaceForAsLongAsItAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limit := &model.Refusal{Status: 429, Words: "slow down", RetryAfter: time.Minute}
		d, first, _ := newPair(t, modeltest.Fails(limit))
		for range 60 {
			res, _ := d.next(completion.Inline)
			says(t, res, "two")
			<-time.After(time.Second)
		}
		if n := len(first.Calls()); n != 1 {
			t.Errorf("it was asked %d times within the minute", n)
		}
		d.next(completion.Inline)
		if n := len(first.Calls()); n != 2 {
			t.Errorf("it was asked %d times after the minute", n)
		}
	})
}

func TestWhatIsWrongWithOneRequestSaysNothingOfTheModel(t *testing.T) {
	for _, status := range []int{400, 413, 422} {
		synctest.Test(t, func(t *testing.T) {
			d, first, _ := newPair(t, modeltest.Fails(&model.Refusal{Status: status}))
			for range 10 {
				res, _ := d.next(completion.Inline)
				says(t, res, "two")
			}
			if n := len(first.Calls()); n != 10 {
				t.Errorf("%d: it was asked %d times of 10", status, n)
			}
		})
	}
}

func TestOneAnswerMakesUpForFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newPair(t, func(_ context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
			if call.Number%3 < 2 {
				return errBroken
			}
			say(model.Chunk{Text: "one", Tokens: 1})
			return nil
		})
		for range 30 {
			d.next(completion.Inline)
		}
		if n := len(first.Calls()); n != 30 {
			t.Errorf("it was asked %d times of 30", n)
		}
	})
}

func TestASilentModelIsWaitedForThreeTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newPair(t, modeltest.Hangs())
		for range 3 {
			if res, took := d.next(completion.Inline); took != 1500*time.Millisecond {
				t.Errorf("answered after %v because %q", took, res.Reason)
			}
		}
		for range 3 {
			res, took := d.next(completion.Inline)
			if says(t, res, "two"); took > 0 {
				t.Errorf("answered after %v", took)
			}
		}
		if n := len(first.Calls()); n != 3 {
			t.Errorf("it was asked %d times", n)
		}
	})
}

// A model that hangs costs the user a moment, and less and less often.
func TestAProbeThatHangsCostsAMoment(t *testing.T) {
	for _, embedded := range []string{"", "of the embedded"} {
		synctest.Test(t, func(t *testing.T) {
			d, first := newDesk(t, modeltest.Hangs(), modeltest.Says(embedded))
			d.open("a.lua", "one █")
			for range 2 {
				d.next(completion.Invoked)
			}
			began := time.Now()
			var waits []time.Duration
			for time.Since(began) < time.Minute {
				if _, took := d.next(completion.Inline); took > 0 {
					waits = append(waits, took)
				}
				<-time.After(500 * time.Millisecond)
			}
			if len(waits) > 6 || slices.Max(waits) > 400*time.Millisecond {
				t.Errorf("with %q, the user waited for %v, of %d calls", embedded, waits, len(first.Calls()))
			}
		})
	}
}

func TestWhoAsksASilentModelByKeyIsAnsweredByTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _, _ := newPair(t, modeltest.Hangs())
		for i, want := range []time.Duration{5 * time.Second, 0} {
			res, took := d.next(completion.Invoked)
			if says(t, res, "two"); took != want {
				t.Errorf("%d: answered after %v, want %v", i, took, want)
			}
		}
		<-time.After(time.Second)
		res, took := d.next(completion.Invoked)
		if says(t, res, "two"); took != 1500*time.Millisecond {
			t.Errorf("the probe: answered after %v", took)
		}
	})
}

func TestTheEmbeddedEngineHasTheLastWordForWhoAsksByKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t, modeltest.Hangs(), modeltest.Says("of the embedded"))
		d.open("a.lua", "one █")
		p := d.asks(completion.Invoked)
		if says(t, p.answer(), "of the embedded"); p.took > 10*time.Second || len(p.result.Failures) != 1 {
			t.Errorf("answered after %v, with %v", p.took, p.result.Failures)
		}
	})
}

// A model that takes longer than a key does, and is back, gets through: what
// shows that is not hung up by the next key.
func TestAProbeOutlivesTheNextKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newPair(t, func(ctx context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
			if call.Number < 3 {
				return errBroken
			}
			select {
			case <-time.After(300 * time.Millisecond):
				say(model.Chunk{Text: "one", Tokens: 1})
			case <-ctx.Done():
			}
			return nil
		})
		for range 3 {
			d.next(completion.Inline)
		}
		<-time.After(time.Second)
		for range 5 {
			d.types("x\n")
			p := d.asks(completion.Inline)
			<-time.After(100 * time.Millisecond)
			defer p.cancel()
		}
		if h := d.health(); h.State != completion.Answering {
			t.Errorf("it is %s after %d calls", h.State, len(first.Calls()))
		}
	})
}

// A fallback that stands in for long is asked no more than it would be if it
// were the first.
func TestAFallbackIsAskedNoMoreThanAnyModel(t *testing.T) {
	asked := map[bool]int{}
	for _, standsIn := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			d, _, _ := newPair(t, modeltest.Fails(&model.Refusal{Status: 429, RetryAfter: time.Hour}))
			second := modeltest.NewFakeOf(model.Info{Name: "second", Class: model.Machine, ContextTokens: 4096, Slots: 4},
				func(ctx context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
					select {
					case <-time.After(300 * time.Millisecond):
						say(model.Chunk{Text: "two", Tokens: 1})
					case <-ctx.Done():
					}
					return nil
				})
			d.options.Models["second"] = second
			d.next(completion.Inline)
			if !standsIn {
				d.options.Use[completion.Inline] = "second"
			}
			before := len(second.Calls())
			for range 100 {
				d.types("x")
				p := d.asks(completion.Inline)
				<-time.After(50 * time.Millisecond)
				p.cancel()
			}
			asked[standsIn] = len(second.Calls()) - before
		})
	}
	if asked[true] > asked[false]+2 || asked[true] > 30 { // two flights may begin as a key comes, or after
		t.Errorf("for 100 keys it is asked %d times in another's place, and %d times in its own", asked[true], asked[false])
	}
}

func TestTheHealthIsThatOfTheNewestSetUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newPair(t, modeltest.Fails(errBroken))
		d.next(completion.Inline)
		if h := d.health(); h.State != completion.Failing || h.Err != errBroken {
			t.Errorf("at first it is %+v", h)
		}
		<-time.After(time.Second)
		d.options.Models[remoteName] = modeltest.NewFakeOf(first.Info(), modeltest.Says("one"))
		d.next(completion.Inline)
		if h := d.health(); h.State != completion.Answering || h.Err != nil {
			t.Errorf("then it is %+v", h)
		}
		if n := len(d.engine.Health()); n != 2 {
			t.Errorf("%d models are there, want this one and its fallback", n)
		}
	})
}

func TestAModelThatHasNotAnsweredYetIsUntried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newPair(t, modeltest.Hangs())
		if all := d.engine.Health(); len(all) != 0 {
			t.Errorf("before anything was asked: %+v", all)
		}
		p := d.asks(completion.Inline)
		first.Await()
		if h := d.health(); h.State != completion.Untried || h.Err != nil || !h.Since.IsZero() {
			t.Errorf("while it is asked: %+v", h)
		}
		p.cancel()
	})
}

func TestEveryRequestThatFailsIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, first, _ := newPair(t, modeltest.Fails(errBroken))
		var told atomic.Int64
		d.engine.Watch(func(f completion.Failure) {
			if told.Add(1); f.Model != remoteName || !errors.Is(f.Err, errBroken) {
				t.Errorf("told is %+v", f)
			}
		})
		for range 10 {
			d.next(completion.Inline)
		}
		if calls := int64(len(first.Calls())); told.Load() != calls || calls == 10 {
			t.Errorf("%d failures are told of %d requests, of which there should be fewer than 10", told.Load(), calls)
		}
	})
}
