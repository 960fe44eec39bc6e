package typing

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/context/window"
)

const plan = "alpha beta gamma█\nfor (delta) {\n\tepsilon(zeta)\n}\n\nreturn eta█\nend\n"

func TestTheOracleKnowsTheLineOrTheLines(t *testing.T) {
	p := marked(t, plan)
	for _, c := range []struct {
		streams      bool
		before, want string
	}{
		{false, "alpha beta gamma\nfor (", "delta) {"},
		{false, "alpha beta gamma\nfor (delta) {", ""},
		{true, "alpha beta gamma\nfor (delta) {\n\tepsilon(zeta)\n", "}\n\nreturn eta"},
		{true, p.text[:p.end], ""},
	} {
		o := &oracle{streams: c.streams}
		pieces, right := o.answer(p, c.before)
		if got := strings.Join(pieces, ""); got != c.want || !right {
			t.Errorf("behind %q it says %q, want %q", c.before, got, c.want)
		}
	}
	for _, before := range []string{"alpha", "alpha beta gamma\nfor x"} {
		if pieces, right := (&oracle{}).answer(p, before); right {
			t.Errorf("it knows %q behind %q, which nobody types", pieces, before)
		}
	}
}

func TestAnOracleThatErrsGoesWrongInHalfOfItsAnswersAndAlwaysInTheSame(t *testing.T) {
	o := &oracle{errs: 0.5}
	wrong, all := 0, 0
	for _, p := range (draw{seed: 3, languages: []string{"go"}, files: 8, lines: 4}).passages(t) {
		for at := p.start; at < p.end; at++ {
			pieces, right := o.answer(p, p.text[:at])
			again, _ := o.answer(p, p.text[:at])
			answer, line := strings.Join(pieces, ""), strings.SplitN(p.text[at:p.end], "\n", 2)[0]
			if answer != strings.Join(again, "") || right != (answer == line) {
				t.Errorf("behind %q it says %q, then %q, for %q", p.text[p.start:at], answer, again, line)
			}
			if line == "" {
				continue
			}
			if all++; !right {
				wrong++
			}
		}
	}
	if share := of100(wrong, all); share < 45 || share > 55 {
		t.Errorf("%.1f of 100 answers are wrong", share)
	}
}

// TestOneSlotAnswersOneAfterTheOther asks three times, hangs up the second
// time, and takes the time.
func TestOneSlotAnswersOneAfterTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := marked(t, plan)
		o := &oracle{slot: make(chan struct{}, 1)}
		o.sits(p)
		fake := modeltest.NewFake(o.script)
		store := buffer.NewStore()
		defer store.Shutdown()
		snapshot := store.Open(buffer.OpenParams{Client: "file:///x.txt", Text: p.text})
		began := time.Now()
		ask := func(ctx context.Context) chan time.Duration {
			answered := make(chan time.Duration, 1)
			go func() {
				defer close(answered)
				for range fake.Generate(ctx, model.Request{Window: &window.Window{Snapshot: snapshot, Offset: p.start + 1}}) {
					answered <- time.Since(began)
				}
			}()
			synctest.Wait()
			return answered
		}
		first := ask(t.Context())
		ctx, cancel := context.WithCancel(t.Context())
		second := ask(ctx)
		third := ask(t.Context())
		cancel()
		if got := <-first; got != thinkingTime {
			t.Errorf("the first answer comes after %v", got)
		}
		<-second
		if got := <-third; got != 2*thinkingTime {
			t.Errorf("the third answer comes after %v", got)
		}
		calls := o.sits(nil)
		if len(calls) != 3 || calls[1].ended != began || !calls[1].served.IsZero() {
			t.Errorf("the calls are %+v", calls)
		}
	})
}
