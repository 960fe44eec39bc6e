package completion_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// slowly says something that no typist types, after a while.
func slowly(d time.Duration) modeltest.Script {
	return func(ctx context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
		select {
		case <-time.After(d):
			say(model.Chunk{Text: "zz()", Tokens: 1})
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// typeAgainst types against every suggestion, a letter each gap, and asks at
// each as editors do.
func (d *desk) typeAgainst(keys int, gap time.Duration) {
	for range keys {
		d.types("a")
		p := d.asks(completion.Inline)
		<-time.After(gap)
		p.cancel()
	}
}

func TestTypingAgainstAModelAsksLessAndLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, slowly(100*time.Millisecond), modeltest.Says())
		d.open("a.lua", "█\n")
		const keys = 200
		d.typeAgainst(keys, 180*time.Millisecond)
		if n := len(fake.Calls()); n < keys/20 || n > keys*15/100 {
			t.Errorf("%d requests for %d keys", n, keys)
		}
	})
}

func TestAPauseInTypingAsksAlsoWhenThePurseIsEmpty(t *testing.T) {
	for _, gap := range []time.Duration{80 * time.Millisecond, 240 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			d, fake := newDesk(t, slowly(150*time.Millisecond), modeltest.Says())
			d.open("a.lua", "█\n")
			d.typeAgainst(60, gap)
			before := len(fake.Calls())
			d.types("a")
			p := d.asks(completion.Inline)
			says(t, p.answer(), "zz()")
			// A quarter more than the user's own gap is a pause.
			if want := gap + gap/4 + 150*time.Millisecond; p.took > want+10*time.Millisecond || len(fake.Calls()) != before+1 {
				t.Errorf("at %v a key: answered after %v, want %v at most", gap, p.took, want)
			}
		})
	}
}

func TestAModelThatAnswersBetweenTwoKeysIsNeverWaitedWith(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, slowly(10*time.Millisecond), modeltest.Says())
		d.open("a.lua", "█\n")
		d.typeAgainst(50, 180*time.Millisecond)
		if n := len(fake.Calls()); n != 50 {
			t.Errorf("%d requests for 50 keys", n)
		}
	})
}

func TestALineThatWasTypedAsSuggestedAsksNothingMoreAtItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Says("ab"), modeltest.Says())
		d.open("a.lua", "x █\n")
		says(t, d.waits(completion.Inline), "ab")
		d.types("a")
		<-time.After(150 * time.Millisecond)
		says(t, d.waits(completion.Inline), "b")
		d.types("b")
		p := d.asks(completion.Inline)
		<-time.After(150 * time.Millisecond)
		d.types("\n")
		p.cancel()
		if n := len(fake.Calls()); n != 1 {
			t.Errorf("%d calls, want 1: the user goes on to the next line", n)
		}
	})
}
