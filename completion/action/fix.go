package action

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

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

const (
	fixReach   = 6 << 10 // bytes of the declaration that a model writes again; more takes it too long
	fixLines   = 30      // on each side of the diagnostic, where the declaration is larger
	fixImports = 2 << 10 // bytes of the file's imports that it reads
	fixTries   = 2       // the second with what was wrong with the first
	titleWidth = 60      // characters of the message that a menu has room for
)

// offerFix offers to fix each diagnostic that the editor shows at the place, if
// there is a model that may be able to.
func offerFix(p Place) (offers []Offer) {
	if !p.Chats {
		return nil
	}
	for i, d := range p.Diagnostics {
		message := []rune(strings.Join(strings.Fields(d.Message), " "))
		if len(message) > titleWidth {
			message = append(message[:titleWidth-1], '…')
		}
		offers = append(offers, Offer{Kind: Fix, Title: "Fix: " + string(message), At: d.Span.Start, Diagnostic: &p.Diagnostics[i]})
	}
	return offers
}

// writeFix has a model write the code around the diagnostic again.
func writeFix(ctx context.Context, p Place, at int, tools Tools) (buffer.Edit, error) {
	if len(p.Diagnostics) != 1 || p.Diagnostics[0].Span.Start != at || p.Diagnostics[0].Span.End > p.Snapshot.Text().Len() {
		return buffer.Edit{}, ErrGone
	}
	if tools.Ask == nil {
		return buffer.Edit{}, ErrNeedsChat
	}
	r := regionOf(p, p.Diagnostics[0])
	q := Question{
		Task: "fix", Language: p.Snapshot.Language().Name, Path: p.Snapshot.Path(), Code: r.old, Context: importsOf(p), Problem: r.problem(),
	}
	var refused error
	for range fixTries {
		answer, err := tools.Ask(ctx, q)
		if err != nil {
			return buffer.Edit{}, err
		}
		var code string
		if code, refused = rewritten(p.Snapshot.Language(), answer, r.old); refused == nil {
			if refused = r.accepts(code); refused == nil {
				return r.edit(code), nil
			}
		}
		q.Answer, q.Refused = answer, refused.Error()
	}
	return buffer.Edit{}, fmt.Errorf("the model's fix was not used: %w", refused)
}

// A region is the code that is written again: whole lines.
type region struct {
	Place
	diagnostic Diagnostic
	span       syntax.Span // without the last line end
	old        string      // LF
}

// regionOf takes the innermost declaration around the diagnostic that is large
// enough to tell what it is about, else the lines around it.
func regionOf(p Place, d Diagnostic) region {
	text := p.Snapshot.Text()
	first, last := text.LineAt(d.Span.Start), text.LineAt(d.Span.End)
	span := syntax.Span{Start: text.LineSpan(max(0, first-fixLines)).Start, End: text.LineSpan(min(text.Lines()-1, last+fixLines)).End}
	for _, s := range slices.Backward(p.Outline.Symbols) {
		whole := syntax.Span{Start: text.LineSpan(text.LineAt(s.Span.Start)).Start, End: text.LineSpan(text.LineAt(s.Span.End)).End}
		if s.Body.Len() > 0 && whole.Start <= d.Span.Start && d.Span.End <= whole.End {
			if whole.Len() <= fixReach {
				span = whole
			}
			break
		}
	}
	if mark := "\ufeff"; span.Start == 0 && text.Slice(0, len(mark)) == mark {
		span.Start = len(mark) // no model gives it back
	}
	return region{p, d, span, strings.ReplaceAll(text.Slice(span.Start, span.End), "\r\n", "\n")}
}

// problem is the diagnostic in words, with the line that it stands on.
func (r region) problem() string {
	text, d := r.Snapshot.Text(), r.diagnostic
	line := text.LineSpan(text.LineAt(d.Span.Start))
	words := d.Message
	for _, also := range []string{d.Source, d.Code} {
		if also != "" {
			words += " (" + also + ")"
		}
	}
	words += "\nin the line: " + strings.TrimSpace(text.Slice(line.Start, line.End))
	if about := text.Slice(d.Span.Start, min(d.Span.End, line.End)); about != "" {
		words += "\nat: " + about
	}
	for _, related := range r.diagnostic.Related {
		words += "\nalso: " + related
	}
	return words
}

var (
	errSame    = errors.New("the code is the same as before")
	errElse    = errors.New("the change does not touch what the diagnostic is about")
	errInvalid = errors.New("the code does not parse any more")
)

// accepts says what is wrong with new code for the region.
func (r region) accepts(code string) error {
	if code == r.old {
		return errSame
	}
	if !r.touches(code) {
		return errElse
	}
	text := r.Snapshot.Text()
	after := text.Splice(r.span.Start, r.span.End, code)
	if parsesNoWorse(r.Snapshot.Language(), text.String(), after.String()) != nil {
		return errInvalid
	}
	return nil
}

// touches reports whether a change is near the lines of the diagnostic, or is
// about a name that it points at.
func (r region) touches(code string) bool {
	start := len(strings.ReplaceAll(r.Snapshot.Text().Slice(r.span.Start, r.diagnostic.Span.Start), "\r\n", "\n"))
	about := strings.ReplaceAll(r.Snapshot.Text().Slice(r.diagnostic.Span.Start, r.diagnostic.Span.End), "\r\n", "\n")
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

// edit is the least that makes the region the code.
func (r region) edit(code string) buffer.Edit {
	text := r.Snapshot.Text()
	code = strings.ReplaceAll(code, "\n", text.LineEnding())
	return text.Difference(text.Splice(r.span.Start, r.span.End, code).String())
}

// importsOf are the file's imports, so that a model knows what is there.
func importsOf(p Place) string {
	var lines []string
	size := 0
	for _, i := range p.Outline.Imports {
		line := p.Snapshot.Text().Slice(i.Span.Start, i.Span.End)
		if size += len(line); size > fixImports {
			break
		}
		if len(lines) == 0 || lines[len(lines)-1] != line {
			lines = append(lines, line)
		}
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\r\n", "\n")
}
