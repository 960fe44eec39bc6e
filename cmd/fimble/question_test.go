package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fimble/server/servertest"
)

// The kinds of a question.
const (
	automatic = "automatic"
	invoked   = "invoked"
	list      = "list"
)

// patienceOf is how long a question may wait for its answer, by what the
// clock of the bubble says: the trunk's own patience and a little.
func patienceOf(kind string) time.Duration {
	const little = 50 * time.Millisecond
	switch kind {
	case automatic:
		return 1500*time.Millisecond + little
	case invoked:
		return 10*time.Second + little
	}
	return 10*time.Millisecond + little
}

// closingMarks are what a suggestion may replace when it brings the same.
const closingMarks = ")]}>\"'`;, \t"

// A question is a request for completion, with all that its answer must fit.
type question struct {
	paper   *paper
	kind    string
	id      int
	number  int // among those for the paper's ghost text
	text    string
	edition int
	offset  int     // bytes, or -1 for a place that does not exist
	popup   *stroke // what the editor's popup has selected, or nil
	denied  bool    // nothing may be suggested
	due     time.Time
	before  *hint // what was on the screen and still fits, or nil
	options int   // how often options have changed
	over    bool  // cancelled: an error is an answer too
}

// ask asks about the cursor.
func (p *paper) ask(kind string, popup *stroke) error {
	s := p.seat
	if p.open != nil && kind != list {
		if s.cancels {
			if err := p.open.cancel(); err != nil {
				return err
			}
		}
		p.open.hurry()
	}
	q := &question{
		paper: p, kind: kind, text: p.text, edition: p.edition, offset: p.cursor, popup: popup,
		denied: !s.wishes.allow(kind, p), before: p.hint, options: s.user.settled(), due: time.Now().Add(patienceOf(kind)),
	}
	s.user.archive.ask(p.version, p.cursor, popup)
	return q.send(servertest.At(p.text, p.cursor, s.unit))
}

// astray asks about a place that does not exist.
func (p *paper) astray(at servertest.Position) error {
	q := &question{paper: p, kind: list, text: p.text, edition: p.edition, offset: -1, denied: true, due: time.Now().Add(patienceOf(list))}
	return q.send(at)
}

func (q *question) send(at servertest.Position) error {
	s := q.paper.seat
	params := map[string]any{"textDocument": map[string]any{"uri": q.paper.uri}, "position": at}
	method := "textDocument/completion"
	if q.kind != list {
		method = "textDocument/inlineCompletion"
		about := map[string]any{"triggerKind": 2}
		if q.kind == invoked {
			about["triggerKind"] = 1
		}
		if q.popup != nil {
			about["selectedCompletionInfo"] = map[string]any{"range": q.paper.extent(q.popup.start, q.popup.end), "text": q.popup.text}
		}
		params["context"] = about
		q.paper.asked++
		q.number, q.paper.open, q.paper.newest = q.paper.asked, q, q
	}
	q.id = s.lastID + 1
	return s.ask(method, params, q.answered)
}

// cancel has the server give up on the question.
func (q *question) cancel() error {
	q.over = true
	q.hurry()
	return q.paper.seat.tell("$/cancelRequest", map[string]any{"id": q.id})
}

// hurry lets the question wait no longer: a newer one has come, or the user
// has gone.
func (q *question) hurry() {
	if now := time.Now(); q.due.After(now) {
		q.due = now.Add(time.Millisecond)
	}
}

// An offer is one suggestion as it came.
type offer struct {
	Label      string
	InsertText string
	FilterText string
	Range      servertest.Range
	TextEdit   *struct {
		Range   servertest.Range
		NewText string
	}
	Command struct{ Arguments []any }
}

// answered is the law of every answer.
func (q *question) answered(a arrival) error {
	p := q.paper
	if p.open == q {
		p.open = nil
	}
	if q.kind != list {
		if q.number < p.answered {
			return fmt.Errorf("answered after a newer one")
		}
		p.answered = q.number
	}
	if late := a.at.Sub(q.due); late > 0 {
		return fmt.Errorf("%s: answered %v late", q.kind, late)
	}
	if a.Error != nil {
		if q.over && a.Error.Code == -32800 {
			return nil
		}
		return fmt.Errorf("%s: answered with error %d: %s", q.kind, a.Error.Code, a.Error.Message)
	}
	var result struct{ Items []offer }
	if err := json.Unmarshal(a.Result, &result); err != nil {
		return fmt.Errorf("answered with %s: %w", a.Result, err)
	}
	u := p.seat.user
	u.count("answers", 1)
	if err := q.draw(a, result.Items); err != nil && !known(err) {
		return err
	}
	if len(result.Items) == 0 {
		return nil
	}
	u.count("suggestions", len(result.Items))
	switch {
	case q.denied:
		return fmt.Errorf("%s: %s is suggested where nothing may be", q.kind, a.Result)
	case p.edition != q.edition && a.at.After(p.changed) && p.text != q.text:
		return fmt.Errorf("%s: %s is suggested for a text that is gone", q.kind, a.Result)
	case q.kind == automatic && len(result.Items) > 1:
		return fmt.Errorf("%s: %d suggestions for one place", q.kind, len(result.Items))
	}
	return q.look(result.Items)
}

// draw does what Neovim does with an answer: one that is null changes nothing
// on the screen, and one that is a list is drawn wherever the text has gone to.
// What is drawn for the text as it is must not contradict it.
func (q *question) draw(a arrival, offers []offer) error {
	p := q.paper
	switch {
	case p.seat.cancels || q.kind == list:
		return nil
	case string(a.Result) == "null":
	case len(offers) == 0 || q.popup != nil:
		p.drawn = nil
	default:
		p.drawn = &offers[0]
	}
	if p.drawn == nil || q != p.newest || !q.current() {
		return nil
	}
	start, err := offsetOf(p.text, p.drawn.Range.Start, p.seat.unit)
	if err != nil || start > p.cursor || !strings.HasPrefix(p.drawn.InsertText, unixLines(p.text[start:p.cursor])) {
		line, _ := lineOf(p.text, p.cursor)
		return fmt.Errorf("%q stays drawn for %v, where %q is the line: %s", p.drawn.InsertText, p.drawn.Range, p.text[line:p.cursor], a.Result)
	}
	return nil
}

// current reports whether the cursor and the text are still where they were.
func (q *question) current() bool {
	return q.edition == q.paper.edition && q.offset == q.paper.cursor
}

// look judges what is offered, and lets the paper show the first of it.
func (q *question) look(offers []offer) error {
	p := q.paper
	seen := map[string]bool{}
	for i, o := range offers {
		if o.TextEdit != nil {
			o.InsertText, o.Range = o.TextEdit.NewText, o.TextEdit.Range
		}
		s, err := q.stroke(o)
		if err == nil {
			err = q.judge(s, o)
		}
		if err == nil && seen[o.InsertText] {
			err = errors.New("it is suggested twice")
		}
		seen[o.InsertText] = true
		if err != nil && !known(err) {
			return fmt.Errorf("%s at %q█%q: %q for %v: %w", q.kind, tail(q.text[:q.offset], 60), head(q.text[q.offset:], 60), o.InsertText, o.Range, err)
		}
		if i == 0 && q.current() && p.seat.here == p {
			s.text = p.spelled(s.text)
			err := q.keeps(s)
			if err != nil && !known(err) {
				return err
			}
			p.hint = &hint{stroke: s, kind: q.kind, options: q.options, shown: q.text[:s.start] + s.text + q.text[s.end:]}
			if len(o.Command.Arguments) > 0 {
				p.hint.id, _ = o.Command.Arguments[0].(string)
			}
		}
	}
	return nil
}

// keeps is an error unless the suggestion says what was on the screen before,
// or goes on behind it: the user has done nothing but to type what that says.
func (q *question) keeps(s stroke) error {
	was := q.before
	if was == nil || q.kind != automatic || q.popup != nil || was.options != q.options {
		return nil
	}
	q.paper.seat.user.count("typed along", 1)
	rest := strings.TrimPrefix(was.text, q.text[was.start:q.offset])
	if strings.HasPrefix(s.text, q.text[s.start:q.offset]+rest) {
		return nil
	}
	q.paper.seat.user.count("unsteady", 1)
	return fmt.Errorf("at %q it stood: %q (%s), and now %q", tail(q.text[:q.offset], 60), was.text, was.kind, s.text)
}

// known reports whether a complaint is known and not mended yet.
func known(err error) bool {
	return slices.ContainsFunc([]string{"it stood", "stays drawn", "control character"}, func(text string) bool { return strings.Contains(err.Error(), text) })
}

// stroke is what an offer would do to the text that was asked about.
func (q *question) stroke(o offer) (stroke, error) {
	unit := q.paper.seat.unit
	start, err := offsetOf(q.text, o.Range.Start, unit)
	if err != nil {
		return stroke{}, err
	}
	end, err := offsetOf(q.text, o.Range.End, unit)
	if err != nil {
		return stroke{}, err
	}
	switch from, to := lineOf(q.text, q.offset); {
	case start < from || end > to:
		return stroke{}, fmt.Errorf("it leaves the cursor's line")
	case start > q.offset || end < q.offset:
		return stroke{}, fmt.Errorf("it does not touch the cursor")
	}
	return stroke{start, end, o.InsertText}, nil
}

// judge says what is wrong with a suggestion.
func (q *question) judge(s stroke, o offer) error {
	before, after := q.text[s.start:q.offset], q.text[q.offset:s.end]
	written := unixLines(s.text)
	rest, keeps := strings.CutPrefix(written, before)
	switch {
	case q.popup != nil && (s.start != q.popup.start || s.end != q.popup.end || !strings.HasPrefix(written, unixLines(q.popup.text))):
		return fmt.Errorf("the popup has %q selected for %d to %d", q.popup.text, q.popup.start, q.popup.end)
	case q.popup == nil && !keeps:
		return fmt.Errorf("it takes away %q, which the user has written", before)
	case q.popup == nil && (strings.Trim(after, closingMarks) != "" || !inOrder(after, rest)):
		return fmt.Errorf("it takes away %q behind the cursor", after)
	case q.popup == nil && !strings.HasPrefix(o.FilterText, before) && o.TextEdit == nil:
		return fmt.Errorf("editors filter it by %q, which %q does not begin", o.FilterText, before)
	case q.text[s.start:s.end] == s.text:
		return fmt.Errorf("it changes nothing")
	case q.kind == list && (o.Label == "" || strings.ContainsAny(o.Label, "\r\n")):
		return fmt.Errorf("the label is %q", o.Label)
	case q.kind != list && strings.ContainsRune(s.text, '\r'):
		return fmt.Errorf("a line ends in a carriage return")
	}
	return q.foreign(rest)
}

// foreign says what a text holds that is never a part of a program unless the
// user has written such a thing.
func (q *question) foreign(text string) error {
	for _, thing := range slices.Concat([]string{string(utf8.RuneError)}, leaks()) {
		if strings.Contains(text, thing) && !strings.Contains(q.text, thing) && (q.popup == nil || !strings.Contains(q.popup.text, thing)) {
			return fmt.Errorf("it holds %q", thing)
		}
	}
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' && !strings.ContainsRune(q.text, r) {
			return fmt.Errorf("it holds the control character %U", r)
		}
	}
	return nil
}

// inOrder reports whether a text has the runes of another in their order.
func inOrder(runes, text string) bool {
	for _, r := range runes {
		i := strings.IndexRune(text, r)
		if i < 0 {
			return false
		}
		text = text[i+utf8.RuneLen(r):]
	}
	return true
}

func tail(text string, n int) string { return text[nearIn(text, len(text)-n):] }

func head(text string, n int) string { return text[:nearIn(text, n)] }
