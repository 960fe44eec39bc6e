package typing

import (
	"strings"
	"testing"
	"time"
)

// script makes a session in which "ab cd" is typed at 100 ms a key and the
// typist leaves at 500 ms. Times are in milliseconds from the first key.
func script(t *testing.T, m manner) (*session, func(ms int) time.Time) {
	p := marked(t, "x\n█ab cd█\ny\n")
	epoch := time.Unix(0, 0)
	at := func(ms int) time.Time { return epoch.Add(time.Duration(ms) * time.Millisecond) }
	m.gap = 100 * time.Millisecond
	s := &session{manner: m, passage: p, began: at(0), left: at(500)}
	for i := range p.end - p.start {
		s.moments = append(s.moments, moment{
			key: key{p.start + i, p.start + i + 1}, at: at(100 * i), until: at(100 * (i + 1)), agrees: -1,
		})
	}
	return s, at
}

// TestFlightsThatServeNobodyAreLate has a call about the text behind a prefix
// of "ab cd", from one time to another, beside others.
func TestFlightsThatServeNobodyAreLate(t *testing.T) {
	type flight struct {
		typed     string
		from, to  int
		says      string
		when      int
		readsOnly bool
	}
	for name, c := range map[string]struct {
		calls     []flight
		shown     map[int]string // typed text and suggestion, by time
		cancelled bool
		late      int
	}{
		"one that still fits is not":                 {calls: []flight{{typed: "a", from: 0, to: 450}}},
		"one that fits what it says so far is not":   {calls: []flight{{typed: "a", from: 0, to: 450, says: "b c", when: 150}}},
		"one that says something else is":            {calls: []flight{{typed: "a", from: 0, to: 191, says: "x", when: 150}}, late: 1},
		"one that said it before it was typed is":    {calls: []flight{{typed: "a", from: 0, to: 241, says: "bx", when: 50}}, late: 1},
		"one that is closed soon after is not":       {calls: []flight{{typed: "a", from: 0, to: 190, says: "x", when: 150}}},
		"one whose text is asked about anew is":      {calls: []flight{{typed: "a", from: 0, to: 241}, {typed: "ab ", from: 200, to: 300}}, late: 1},
		"one that is closed for the next one is not": {calls: []flight{{typed: "a", from: 0, to: 240}, {typed: "ab ", from: 200, to: 300}}},
		"one that is shown beside the next one is not": {
			calls: []flight{{typed: "a", from: 0, to: 260, says: "b cd", when: 240}, {typed: "ab ", from: 205, to: 300}},
			shown: map[int]string{240: "ab cd"},
		},
		"one beside which the other is shown is": {
			calls: []flight{{typed: "a", from: 0, to: 450, says: "b cd", when: 400}, {typed: "ab ", from: 205, to: 300, says: "cd", when: 300}},
			shown: map[int]string{300: "ab cd"}, late: 1,
		},
		"one about what comes next is not":              {calls: []flight{{typed: "ab ", from: 200, to: 300}, {typed: "ab cd", from: 250, to: 450}}},
		"one about what was not typed then is":          {calls: []flight{{typed: "abx", from: 0, to: 250}}, late: 1},
		"one about what was not typed then, hung up":    {calls: []flight{{typed: "abx", from: 0, to: 240}}},
		"one that goes on when the typist leaves is":    {calls: []flight{{typed: "ab cd", from: 450, to: 600}}, cancelled: true, late: 1},
		"one that goes on for somebody is not":          {calls: []flight{{typed: "ab cd", from: 450, to: 600}}},
		"one that only reads beside another is not":     {calls: []flight{{typed: "a", from: 0, to: 300, readsOnly: true}, {typed: "ab ", from: 200, to: 300}}},
		"one that is never closed is":                   {calls: []flight{{typed: "a", from: 0, to: -1}}, late: 1},
		"one about what follows what is wrong, hung up": {calls: []flight{{typed: "ab ce", from: 250, to: 420}}},
	} {
		s, at := script(t, manner{})
		for _, f := range c.calls {
			made := &call{prefix: "x\n" + f.typed, began: at(f.from), ended: at(f.to), readOnly: f.readsOnly}
			if f.to < 0 {
				made.ended = time.Time{}
			}
			if f.says != "" {
				made.said = []saying{{f.says, at(f.when)}}
			}
			s.calls = append(s.calls, made)
		}
		for ms, text := range c.shown {
			s.shown = append(s.shown, showing{at(ms), "x\n" + text})
		}
		s.cancelled = c.cancelled
		if got := len(s.late()); got != c.late {
			t.Errorf("%s: %d are late, want %d", name, got, c.late)
		}
	}
}

func TestAKeyCountsByWhatTheModelIs(t *testing.T) {
	for text, want := range map[string]struct{ knows, errs bool }{
		"b cd":     {true, true},
		"b cd\ny":  {false, true}, // a line that is there already
		"b c":      {false, true},
		"b":        {false, true},
		"":         {false, false},
		"x cd":     {false, false},
		"b xyz":    {false, true},
		"b cd, cd": {false, true},
	} {
		for _, errs := range []float64{0, 0.5} {
			s, _ := script(t, manner{errs: errs})
			m := s.moments[0]
			m.ghost = &ghost{start: m.key.end, end: m.key.end, text: text}
			m.agrees = m.ghost.agrees(s.passage, s.passage.at(m.key.end))
			expected := want.knows
			if errs > 0 {
				expected = want.errs
			}
			if got := s.counts(m); got != expected {
				t.Errorf("%q behind \"a\" counts with %v errors: %v", text, errs, got)
			}
		}
	}
}

func TestSomethingWrongIsOverdueBeyondTheNextKey(t *testing.T) {
	for name, c := range map[string]struct {
		since, until int
		overdue      bool
	}{
		"gone at once":               {100, 100, false},
		"gone before the next key":   {100, 199, false},
		"gone with the next key":     {100, 200, false},
		"gone after the next key":    {100, 201, true},
		"drawn after the last key":   {400, 900, false},
		"came wrong, gone with that": {150, 200, false},
	} {
		s, at := script(t, manner{})
		s.stale = []stretch{{at(c.since), at(c.until)}}
		if got := len(s.overdue()) > 0; got != c.overdue {
			t.Errorf("%s: overdue %v", name, got)
		}
	}
}

func TestCausesSayWhereAKeyWasLost(t *testing.T) {
	s, at := script(t, manner{})
	asked := func(typed string, from int) *call {
		return &call{prefix: "x\n" + typed, began: at(from), served: at(from), ended: at(1000)}
	}
	for name, c := range map[string]struct {
		calls    []*call
		verdicts map[int]verdict
		want     string
	}{
		"nothing is asked":          {want: "nobody is asked"},
		"the model takes its time":  {calls: []*call{asked("ab", 100)}, want: "the model thinks"},
		"the question was late":     {calls: []*call{asked("ab", 150)}, want: "asked late"},
		"another text is asked for": {calls: []*call{asked("ax", 100)}, want: "nobody is asked"},
		"the future is asked for":   {calls: []*call{asked("ab cd", 100)}, want: "asked further on"},
		"the slot is taken":         {calls: []*call{{prefix: "x\nab", began: at(100), ended: at(900)}}, want: "the slot is taken"},
		"what was right is lost":    {calls: []*call{{prefix: "x\na", began: at(0), ended: at(150), said: []saying{{"b cd", at(150)}}}}, want: "had said what is right"},
		"what was right comes late": {calls: []*call{{prefix: "x\na", began: at(0), served: at(0), ended: at(250), said: []saying{{"b cd", at(250)}}}}, want: "the model thinks"},
		"the engine said why":       {verdicts: map[int]verdict{4: {at: at(110), why: "of rain"}}, want: "because of rain"},
	} {
		s.calls, s.verdicts = c.calls, c.verdicts
		if got := s.cause(1); !strings.Contains(got, c.want) {
			t.Errorf("%s: the cause is %q, want %q", name, got, c.want)
		}
	}
}
