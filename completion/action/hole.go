package action

import (
	"context"
	"errors"
	"strings"

	"fimble/completion/trim"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A hole is where a model fills code in: in the place of a span, between what
// comes before it and after it there.
type hole struct {
	Place
	span          syntax.Span
	before, after string // with the line ends of the document
}

// fill has the code written, and once more if what comes is refused or risky. A
// model that fills in code takes no orders, but reads the comment above.
func (h hole) fill(ctx context.Context, fill Fill) (buffer.Edit, error) {
	return askTwice(ctx, h.asking(fill), Question{}, func(code string) (n reading[buffer.Edit]) {
		n.made = buffer.Edit{Span: h.span, NewText: h.before + strings.ReplaceAll(code, "\n", h.Snapshot.Text().LineEnding()) + h.after}
		if n.refused = h.refuses(code, n.made); n.refused == nil {
			n.risky = h.severe(n.made)
		}
		return n
	})
}

// asking puts the hole in the place of a question, of which only the refusal
// counts.
func (h hole) asking(fill Fill) Ask {
	return func(ctx context.Context, q Question) (string, error) {
		above := h.before + h.comment(q.Refused)
		code, err := fill(ctx, []buffer.Edit{{Span: h.span, NewText: above + h.after}}, h.span.Start+len(above))
		if code = strings.TrimSpace(code); err == nil && (code == "" || stub.MatchString(code) || comments(h.Snapshot.Language(), code)) {
			err = ErrNothing
		}
		return code, err
	}
}

// comment is a line above the hole that says what is wrong with an answer. It is
// empty if nothing is, or the language has no such comments.
func (h hole) comment(refused string) string {
	sign := h.Snapshot.Language().LineComment
	if refused == "" || sign == "" {
		return ""
	}
	text := h.Snapshot.Text()
	line := text.Slice(text.LineSpan(text.LineAt(h.span.Start)).Start, h.span.Start) + h.before
	line = line[strings.LastIndexByte(line, '\n')+1:]
	return sign + " Not like this: " + strings.Join(strings.Fields(refused), " ") + text.LineEnding() + line[:depth(line)]
}

// refuses says why the code is of no use.
func (h hole) refuses(code string, made buffer.Edit) error {
	if leavesOut(trim.Site{Language: h.Snapshot.Language()}, code, "") {
		return errElided
	}
	text := h.Snapshot.Text()
	after := text.Splice(made.Span.Start, made.Span.End, made.NewText)
	if err := parsesNoWorse(h.Snapshot.Language(), text.String(), after.String()); errors.Is(err, ErrBroken) {
		return errInvalid
	}
	return nil
}
