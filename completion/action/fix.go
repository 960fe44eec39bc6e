package action

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"fimble/completion/action/naming"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Fix changes the code that a diagnostic is about so that it is gone.
const Fix Kind = "quickfix.fimble"

// A Diagnostic is what a compiler or linter says of a stretch of the document.
type Diagnostic struct {
	Span    syntax.Span
	Message string
	Code    string   // the rule's name; empty if it has none
	Source  string   // who says it; empty if nobody says so
	Related []string // what is said of other places
}

const titleWidth = 60 // characters of the message that a menu has room for

// offerFix offers to fix each diagnostic that the editor shows at the place, if
// there is a model that may be able to, or if nothing else is asked for: who
// does that is told which model it needs.
func offerFix(p Place) (offers []Offer) {
	if !p.Chats && p.Named != Fix {
		return nil
	}
	for i, d := range p.Diagnostics {
		message := naming.Shortened(strings.Join(strings.Fields(d.Message), " "), titleWidth)
		offers = append(offers, Offer{Kind: Fix, Title: "Fix: " + message, At: d.Span.Start, Diagnostic: &p.Diagnostics[i]})
	}
	return offers
}

// writeFix has a model write the code around the diagnostic again.
func writeFix(ctx context.Context, p Place, at int, tools Tools) (buffer.Edit, error) {
	if len(p.Diagnostics) != 1 || p.Diagnostics[0].Span.Start != at || !p.holds(p.Diagnostics[0].Span) {
		return buffer.Edit{}, ErrGone
	}
	if tools.Ask == nil {
		return buffer.Edit{}, ErrNeedsChat
	}
	d := p.Diagnostics[0]
	r := regionAround(p, d.Span)
	problem := d.describe(p)
	text := p.Snapshot.Text()
	line := text.LineSpan(text.LineAt(d.Span.Start))
	said := wanting{
		words: d.Message, reported: true, about: text.Slice(d.Span.Start, d.Span.End),
		line: strings.TrimSpace(text.Slice(line.Start, line.End)),
	}
	return r.rewrite(ctx, tools.Ask, Question{Task: "fix", Problem: problem, Declared: r.declared(problem)}, said, func(code string, imports []string) error {
		if !r.touches(d.Span, code) && !d.wants(imports) {
			return errElse
		}
		return nil
	})
}

const inTheLine = "\nin the line: "

// describe is the diagnostic in words, with the line that it stands on.
func (d Diagnostic) describe(p Place) string {
	text := p.Snapshot.Text()
	line := text.LineSpan(text.LineAt(d.Span.Start))
	words := d.Message
	for _, also := range []string{d.Source, d.Code} {
		if also != "" {
			words += " (" + also + ")"
		}
	}
	words += inTheLine + strings.TrimSpace(text.Slice(line.Start, line.End))
	if about := text.Slice(d.Span.Start, min(d.Span.End, line.End)); about != "" {
		words += "\nat: " + about
	}
	for _, related := range d.Related {
		words += "\nalso: " + related
	}
	return words
}

var errElse = errors.New("the change does not touch what the diagnostic is about")

// wants reports whether imports bring a name that the diagnostic is about.
func (d Diagnostic) wants(imports []string) bool {
	apart := func(r rune) bool { return !syntax.WordRune(r) }
	return slices.ContainsFunc(strings.FieldsFunc(strings.Join(imports, " "), apart), func(word string) bool {
		return !slices.Contains(importing[:], word) && mentions(d.Message, word)
	})
}

// importing are words of imports that bring no name.
var importing = [...]string{"import", "from", "use", "include", "static", "type", "as", "crate", "std", "self"}

// touches reports whether a change is near the lines of a span, or is about a
// name that it holds.
func (r region) touches(span syntax.Span, code string) bool {
	start := len(buffer.LF(r.Snapshot.Text().Slice(r.span.Start, span.Start)))
	about := buffer.LF(r.Snapshot.Text().Slice(span.Start, span.End))
	from := strings.LastIndexByte(r.old[:max(0, strings.LastIndexByte(r.old[:start], '\n'))], '\n') + 1 // the line before
	to := start + len(about)
	for range 2 { // the end of its last line, and the line behind
		if n := strings.IndexByte(r.old[min(to, len(r.old)):], '\n'); n >= 0 {
			to += n + 1
		} else {
			to = len(r.old)
		}
	}
	return slices.ContainsFunc(udiff.Strings(r.old, code), func(e udiff.Edit) bool {
		return e.Start <= to && from <= e.End || len(about) > 2 && !strings.ContainsAny(about, " \n") && strings.Contains(e.New, about)
	})
}
