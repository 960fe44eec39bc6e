package completion

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fimble/completion/model"
	"fimble/completion/trim"
)

// fly waits for a place at the model, packs, hides secrets, renders, generates,
// puts the secrets back, and stops the model when enough is there.
func (e *Engine) fly(ctx context.Context, f *flight) error {
	q, pace := f.query, e.pace(f.query.model.Model)
	if err := f.pass(&pace.breaker); err != nil {
		return err
	}
	req, veil, err := e.veiledRequest(ctx, q)
	if err != nil {
		return err
	}
	l := e.lane(q.model.Model)
	if err := l.enter(ctx, f, lanesOf(q.model.Info())); err != nil {
		return err
	}
	defer l.leave(f)
	if req.ReadOnly = f.warm; !f.warm {
		q.turn.pay()
		e.start(f.around.Read) // while the model thinks
	}
	started := time.Now()
	f.mu.Lock()
	f.site.Markers, f.asked = req.Stop, started
	f.mu.Unlock()
	var done []bool
	heard := false
	left := q.Options.MaxTokens * tokenBytes * max(1, req.N)
	for chunk, err := range veil.lift(q.model.Generate(ctx, req)) {
		if err != nil {
			return err
		}
		if !heard {
			pace.breaker.answered(time.Now())
			heard = true
		}
		if left -= len(chunk.Text); left < 0 {
			f.cutOff(done)
			break
		}
		for len(done) <= chunk.Candidate {
			done = append(done, false)
		}
		if done[chunk.Candidate] {
			continue
		}
		done[chunk.Candidate] = f.hear(chunk)
		if len(done) >= req.N && !slices.Contains(done, false) {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	pace.breaker.answered(time.Now())
	if !f.warm {
		pace.answered(time.Since(started))
	}
	return nil
}

// A refused error is why a model was not asked.
type refused struct{ error }

func (r refused) Unwrap() error { return r.error }

// pass asks the model's breaker for leave.
func (f *flight) pass(b *breaker) error {
	why, probe := b.enter(time.Now(), f.query.insists())
	if why != nil {
		return refused{why}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.probe = probe
	return nil
}

// hear takes a chunk in, and reports whether its candidate is complete.
func (f *flight) hear(chunk model.Chunk) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for len(f.raw) <= chunk.Candidate {
		f.raw = append(f.raw, draft{})
	}
	d := &f.raw[chunk.Candidate]
	fresh := strings.TrimSpace(d.text[strings.LastIndexByte(d.text, '\n')+1:]) == ""
	d.add(chunk.Text)
	if f.query.model.info.Class != embeddedClass { // which gives its best first
		d.tokens += chunk.Tokens
		d.logProb += chunk.LogProb
	}
	d.cut = chunk.CutOff || d.tokens >= f.query.Options.MaxTokens
	stop := d.cut
	// A line tells at its start whether it still belongs, and at its end.
	if !stop && (fresh || strings.ContainsAny(chunk.Text, "\n\r")) && strings.Contains(d.text, "\n") {
		var keep int
		if keep, stop = trim.Enough(f.site, d.text); stop {
			d.text = d.text[:keep]
		}
	}
	f.tell()
	return stop
}

// cutOff notes that the candidates that are not complete never will be.
func (f *flight) cutOff(done []bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.raw {
		f.raw[i].cut = f.raw[i].cut || !done[i]
	}
}

// landed judges what a flight brought home and remembers it.
func (e *Engine) landed(f *flight, err error) {
	_, unasked := errors.AsType[refused](err)
	switch {
	case unasked:
		f.land(nil, err)
		return
	case errors.Is(err, context.Canceled), errors.Is(err, errBusy):
		if f.fellSilent() {
			e.failed(f.query.model.Model, silence{f.query.model.info.Name, longestFlight})
		}
		f.land(nil, err)
		return
	case err != nil:
		e.failed(f.query.model.Model, err)
		f.land(nil, err)
		return
	case f.warm:
		f.land(nil, nil)
		return
	}
	f.mu.Lock()
	drafts, site := f.raw, f.site
	f.mu.Unlock()
	if f.query.deed && len(drafts) > 0 && drafts[0].cut {
		f.land(nil, errCutShort)
		return
	}
	texts := judge(site, f.around, drafts, f.query.Purpose.explicit())
	if len(texts) > 0 || f.query.model.info.Class != embeddedClass {
		e.cache.keep(f.query, texts, f.ahead)
	}
	f.land(texts, nil)
}
