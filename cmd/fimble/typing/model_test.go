package typing

import (
	"context"
	"hash/fnv"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

const (
	thinkingTime = 150 * time.Millisecond // from the question to the first token
	tokenTime    = 5 * time.Millisecond   // from token to token
	mostLines    = 6                      // that a model writes that does not stop by itself
)

// An oracle is a model that knows what the typist is about to type, as far as
// it is not made to err. It stops at the end of the line, where it has nothing
// to say then, or, streaming, goes on for some lines as models do that fill in
// the middle.
type oracle struct {
	seed    uint64
	errs    float64 // share of the answers that go wrong at some token of their first line
	streams bool
	slot    chan struct{} // holds as many as are answered at a time; nil for any number

	mu      sync.Mutex
	passage *passage
	calls   []*call
}

// A call is one question to the oracle, and what became of it.
type call struct {
	passage  *passage
	prefix   string // document before the cursor
	ahead    bool   // the cursor stands where the typist was not yet
	readOnly bool
	began    time.Time
	served   time.Time // when it got its slot; zero if it never did
	ended    time.Time // zero while it runs
	said     []saying
}

type saying struct {
	text string
	at   time.Time
}

// heard is what the call has said by a moment.
func (c *call) heard(at time.Time) string {
	var b strings.Builder
	for _, s := range c.said {
		if !s.at.After(at) {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// answer is what the oracle says where the document ends in prefix: token by
// token, and whether all of it is right. It depends on nothing else, so who
// asks twice hears the same.
func (o *oracle) answer(p *passage, prefix string) (pieces []string, right bool) {
	text := p.text
	if !strings.HasPrefix(text, prefix) || len(prefix) < p.start || len(prefix) > p.end {
		// Nobody knows what follows what nobody will type.
		return []string{p.word(o.hash(p, len(prefix)), "")}, false
	}
	offset := len(prefix)
	rest := text[offset:p.end]
	if o.streams {
		rest = firstLines(rest, mostLines)
	} else {
		rest, _, _ = strings.Cut(rest, "\n")
	}
	pieces = tokens(rest)
	roll := o.hash(p, offset)
	if float64(roll%1000) >= o.errs*1000 {
		return pieces, true
	}
	line := len(tokens(firstLines(rest, 1)))
	if line == 0 {
		return pieces, true
	}
	at := int(roll / 1000 % uint64(line))
	pieces[at] = p.mistaken(pieces[at], roll)
	return pieces, false
}

// firstLines is a text up to the end of its n-th line with something on it.
func firstLines(text string, n int) string {
	end := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			n--
		}
		end += len(line)
		if n == 0 {
			return strings.TrimSuffix(text[:end], "\n")
		}
	}
	return text
}

// mistaken is a token that the model takes for the right one: another word of
// the file for a word, a word where there is none.
func (p *passage) mistaken(token string, roll uint64) string {
	blanks := token[:len(token)-len(strings.TrimLeft(token, " \t\n"))]
	return blanks + p.word(roll, strings.TrimSpace(token))
}

// word is a word of the file, but not that one.
func (p *passage) word(roll uint64, not string) string {
	words := strings.FieldsFunc(p.before(), func(r rune) bool { return !wordRune(r) })
	for i := range words {
		if w := words[(roll+uint64(i))%uint64(len(words))]; len(w) > 2 && !strings.HasPrefix(w, not) && (not == "" || w[0] != not[0]) {
			return w
		}
	}
	return "wrong"
}

func (o *oracle) hash(p *passage, offset int) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, strconv.FormatUint(o.seed, 10)+p.path+strconv.Itoa(offset))
	sum := h.Sum64()
	return (sum ^ sum>>33) * 0xff51afd7ed558ccd >> 11
}

// script plays the oracle's part behind a modeltest.Fake.
func (o *oracle) script(ctx context.Context, asked *modeltest.Call, say func(model.Chunk) bool) error {
	c := o.begin(asked.Request)
	defer func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		c.ended = time.Now()
	}()
	if o.slot != nil {
		select {
		case o.slot <- struct{}{}:
			defer func() { <-o.slot }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	o.mu.Lock()
	c.served = time.Now()
	o.mu.Unlock()
	if !pass(ctx, thinkingTime) {
		return ctx.Err()
	}
	if c.readOnly {
		return nil
	}
	pieces, _ := o.answer(c.passage, c.prefix)
	if !o.streams {
		pieces = []string{strings.Join(pieces, "")}
	}
	for i, piece := range pieces {
		if i > 0 && !pass(ctx, tokenTime) {
			return ctx.Err()
		}
		o.mu.Lock()
		c.said = append(c.said, saying{piece, time.Now()})
		o.mu.Unlock()
		if !say(model.Chunk{Text: piece, Tokens: 1}) {
			return nil
		}
	}
	return nil
}

func (o *oracle) begin(req model.Request) *call {
	o.mu.Lock()
	defer o.mu.Unlock()
	w := req.Window
	c := &call{passage: o.passage, prefix: w.Snapshot.Text().Slice(0, w.Offset), readOnly: req.ReadOnly, began: time.Now()}
	o.calls = append(o.calls, c)
	return c
}

// sits tells the oracle which passage is typed now, and gives the calls since
// the last time.
func (o *oracle) sits(p *passage) []*call {
	o.mu.Lock()
	defer o.mu.Unlock()
	calls := o.calls
	o.passage, o.calls = p, nil
	return calls
}

// pass lets virtual time pass; false if ctx ended first.
func pass(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
