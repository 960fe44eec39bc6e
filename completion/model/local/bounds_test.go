package local

import (
	"context"
	"strings"
	"testing"
)

const repeated = `package a

func f() {
	log.Info("start")
	first()
	second()
	log.Warn("start")
	first()
	second()
	log.Info("start")
	first()
	second()
	log.█
}
`

func TestOnlyTheLikeliestAnswerGoesBeyondItsLine(t *testing.T) {
	req := sit(t, nil).request("a.go", repeated)
	req.N = 3
	d := sit(t, nil)
	got := d.answers(req)
	if len(got) < 2 || !strings.Contains(got[0], "\n") {
		t.Fatalf("%q", got)
	}
	for _, other := range got[1:] {
		if strings.Contains(other, "\n") {
			t.Errorf("%q has several lines", other)
		}
	}
}

func TestNoAnswerIsLongerThanItsBounds(t *testing.T) {
	row := strings.Repeat("alpha, ", 200) + "\n"
	d := sit(t, nil)
	req := d.request("a.txt", strings.Repeat(row, 3)+"alpha█")
	req.MaxTokens, req.N = 1000, 3
	got := d.answers(req)
	if len(got) < 2 || len(strings.Fields(got[0])) < 30 {
		t.Fatalf("%q", got)
	}
	for i, most := range []int{firstTokens, otherTokens, otherTokens} {
		if i < len(got) && strings.Count(got[i], "alpha")+strings.Count(got[i], ",") > most {
			t.Errorf("answer %d is %q", i, got[i])
		}
	}
}

func TestDenseFileIsNotReadFurtherThanItsTokens(t *testing.T) {
	d := sit(t, nil)
	row := strings.Repeat("1,", 40) + "\n"
	text := strings.Repeat(row, hereBytes/len(row))
	req := d.request("table.js", text+"█\n"+text)
	d.answers(req)
	dec := d.model.decoders.New().(*decoder)
	dec.set(placeOf(req), "\t", d.model.nothing)
	if n := dec.scene.file.len(); n < hereTokens || n > 2*hereTokens+2 {
		t.Errorf("%d tokens are looked at", n)
	}
	if got := dec.scene.file.ids[dec.scene.file.len()-1]; !isNewline(got) {
		t.Errorf("the end of what stands before the cursor is %q", dec.scene.words.text(got))
	}
}

// A countdown is a context that ends after it has been asked so often.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancelledRequestStopsWithinAToken(t *testing.T) {
	d := sit(t, nil)
	ctx := &countdown{t.Context(), 4}
	for c, err := range d.model.Generate(ctx, d.request("a.go", repeated)) {
		if err == nil {
			t.Errorf("%q is answered to nobody", c.Text)
		}
	}
	if ctx.left < -3 {
		t.Errorf("it went on %d times", -ctx.left)
	}
}
