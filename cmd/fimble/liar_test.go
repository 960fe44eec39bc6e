package main

import (
	"context"
	"errors"
	"iter"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"fimble/completion/model"
)

// A liar is a model that may be slow, wrong, talkative or dead. What a call
// is like follows from the seed and the number of the call.
type liar struct {
	info    model.Info
	seed    uint64
	books   *books
	archive *archive
	calls   atomic.Uint64
	open    atomic.Int64 // calls under way
}

func (l *liar) Info() model.Info { return l.info }

// leaks are special tokens that models let slip.
func leaks() []string {
	return []string{"<|endoftext|>", "<|im_end|>", "<|fim_suffix|>", "<|file_sep|>", "<｜end▁of▁sentence｜>", "<|eot_id|>"}
}

// A mood is what a call is like, and how many of a hundred are.
type mood struct {
	share int
	speak func(l *liar, c *liarCall) error
}

func moods() []mood {
	return []mood{
		{50, func(l *liar, c *liarCall) error { return c.say(l.books.after(c.dice, c.language(), c.before())) }},
		{10, func(l *liar, c *liarCall) error { return c.say(l.books.any(c.dice, c.language())) }},
		{5, func(l *liar, c *liarCall) error { return c.say(broken(c.dice, l.books.any(c.dice, c.language()))) }},
		{6, func(l *liar, c *liarCall) error {
			return c.say(l.books.after(c.dice, c.language(), c.before()) + leaks()[c.dice.IntN(len(leaks()))] + "user")
		}},
		{3, func(l *liar, c *liarCall) error {
			return c.say("Here is the code:\n```" + c.language() + "\n" + l.books.after(c.dice, c.language(), c.before()) + "\n```\nIt works.")
		}},
		{3, func(l *liar, c *liarCall) error { return c.say(tail(c.before(), 200)) }},
		{3, func(l *liar, c *liarCall) error { return c.say(head(c.after(), 200)) }},
		{3, func(l *liar, c *liarCall) error { return c.say(noise(c.dice)) }},
		{4, func(_ *liar, c *liarCall) error {
			for {
				c.pause = max(c.pause, time.Millisecond)
				if err := c.say(strings.Repeat("again()\n", 4)); err != nil {
					return err
				}
			}
		}},
		{3, func(*liar, *liarCall) error { return nil }},
		{4, func(*liar, *liarCall) error { return errors.New("connection refused") }},
		{2, func(l *liar, c *liarCall) error {
			return errors.Join(c.say(l.books.any(c.dice, c.language())), errors.New("connection reset"))
		}},
		{2, func(*liar, *liarCall) error { return errHang }},
		{2, func(l *liar, c *liarCall) error {
			return errors.Join(c.say(l.books.after(c.dice, c.language(), c.before())), errHang)
		}},
	}
}

var (
	errHang   = errors.New("hang")
	errHungUp = errors.New("hung up")
)

// A liarCall is one call under way.
type liarCall struct {
	dice      *rand.Rand
	ctx       context.Context
	request   model.Request
	candidate int
	pause     time.Duration // before each chunk
	yield     func(model.Chunk, error) bool
}

// Generate audits the request and then does as its mood is.
func (l *liar) Generate(ctx context.Context, req model.Request) iter.Seq2[model.Chunk, error] {
	return func(yield func(model.Chunk, error) bool) {
		l.archive.audit(req)
		l.open.Add(1)
		defer l.open.Add(-1)
		dice := rand.New(rand.NewPCG(l.seed, l.calls.Add(1)))
		c := &liarCall{dice: dice, ctx: ctx, request: req, yield: yield}
		err := c.wait(time.Duration(dice.ExpFloat64() * float64(150*time.Millisecond)))
		for c.candidate = 0; c.candidate < max(1, req.N) && err == nil; c.candidate++ {
			c.pause = time.Duration(dice.IntN(20)) * time.Millisecond
			err = c.mood(l)
		}
		if errors.Is(err, errHang) && !errors.Is(err, errHungUp) {
			<-ctx.Done()
		}
		switch {
		case errors.Is(err, errHungUp):
		case ctx.Err() != nil:
			yield(model.Chunk{}, ctx.Err())
		case err != nil:
			yield(model.Chunk{}, err)
		}
	}
}

func (c *liarCall) mood(l *liar) error {
	n := c.dice.IntN(100)
	for _, m := range moods() {
		if n -= m.share; n < 0 {
			return m.speak(l, c)
		}
	}
	panic("the shares of the moods are less than a hundred")
}

func (c *liarCall) language() string { return c.request.Window.Snapshot.LanguageID() }

// before and after are what stands around the cursor.
func (c *liarCall) before() string {
	return unixLines(c.request.Window.Snapshot.Text().Slice(0, c.request.Window.Offset))
}

func (c *liarCall) after() string {
	text := c.request.Window.Snapshot.Text()
	return unixLines(text.Slice(c.request.Window.Offset, text.Len()))
}

// say streams a text by pieces of some runes.
func (c *liarCall) say(text string) error {
	for text != "" {
		n := min(len(text), 1+c.dice.IntN(16))
		for n < len(text) && text[n]&0xC0 == 0x80 {
			n++
		}
		if err := c.wait(c.pause); err != nil {
			return err
		}
		if !c.yield(model.Chunk{Candidate: c.candidate, Text: text[:n], Tokens: 1, LogProb: -c.dice.ExpFloat64()}, nil) {
			return errHungUp
		}
		text = text[n:]
	}
	return nil
}

func (c *liarCall) wait(d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-c.ctx.Done():
		return c.ctx.Err()
	}
}

// broken is a text with bytes in it that are no UTF-8, and with halves of
// characters.
func broken(dice *rand.Rand, text string) string {
	b := []byte(text)
	for range 1 + dice.IntN(4) {
		if len(b) > 0 {
			b[dice.IntN(len(b))] = []byte{0xff, 0xc3, 0x80, 0xf0, 0, 0x1b}[dice.IntN(6)]
		}
	}
	return string(b)
}

// noise is a text that is none.
func noise(dice *rand.Rand) string {
	var b strings.Builder
	runes := []rune(" \t\n\r(){}[]\"'`;,.<>|=+-*/\\xyzéü変数🙂\u200d\u0301\ufeff")
	for range dice.IntN(60) {
		b.WriteRune(runes[dice.IntN(len(runes))])
	}
	return b.String()
}

// An observer stands before a model that is none of ours to invent.
type observer struct {
	model.Model
	archive *archive
}

func (o observer) Generate(ctx context.Context, req model.Request) iter.Seq2[model.Chunk, error] {
	o.archive.audit(req)
	return o.Model.Generate(ctx, req)
}
