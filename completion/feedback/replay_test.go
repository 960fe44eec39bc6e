package feedback_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"go.uber.org/goleak"
	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestRecordedSessionsAreUnderstood replays what real editors sent, through a
// real Store, and compares the counts with what a person wrote down after
// watching the session: testdata/expected.txt has a title and a list of counts
// for each file of testdata/nvim and testdata/vscode.
func TestRecordedSessionsAreUnderstood(t *testing.T) {
	expected := readExpected(t)
	files, err := filepath.Glob("testdata/*/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), ".jsonl")
		want, ok := expected[name]
		delete(expected, name)
		t.Run(name, func(t *testing.T) {
			if !ok {
				t.Fatal("nobody wrote down what happened")
			}
			synctest.Test(t, func(t *testing.T) {
				if got := replay(t, file); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			})
		})
	}
	for name := range expected {
		t.Errorf("%s: there is no such recording", name)
	}
}

// readExpected reads lines like "nvim/accept: what the user does", each with a
// line of counts behind it.
func readExpected(t *testing.T) map[string]string {
	data, err := os.ReadFile("testdata/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]string{}
	name := ""
	for line := range strings.Lines(string(data)) {
		switch line = strings.TrimRight(line, "\n"); {
		case strings.HasPrefix(line, "#") || line == "":
		case strings.HasPrefix(line, "\t"):
			expected[name] = strings.TrimSpace(line)
		default:
			name, _, _ = strings.Cut(line, ":")
		}
	}
	return expected
}

// An event is a line of a recording; editors/e2e/record/tee.js tells what is
// in it.
type event struct {
	MS       int               `json:"ms"`
	Open     *string           `json:"open"`
	Language string            `json:"language"`
	Change   []json.RawMessage `json:"change"`
	Show     []item            `json:"show"`
	At       place             `json:"at"`
	Accepted string            `json:"accepted"`
}

type place struct{ line, character int }

func (p *place) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&p.line, &p.character})
}

// A item is an edit, and an ID if it is a suggestion.
type item struct {
	id       string
	from, to place
	text     string
}

func (i *item) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&i.id, &i.from.line, &i.from.character, &i.to.line, &i.to.character, &i.text})
}

// A replayer plays events to a Ledger. Its editor counts columns in units of
// UTF-16 or, as Neovim, in bytes.
type replayer struct {
	ledger *feedback.Ledger
	store  *buffer.Store
	doc    *buffer.Snapshot
	bytes  bool
}

func (r *replayer) offset(t *buffer.Text, p place) int {
	line := t.LineSpan(p.line)
	if r.bytes {
		return min(line.Start+p.character, line.End)
	}
	units := 0
	text := t.Slice(line.Start, line.End)
	for i, c := range text {
		if units >= p.character {
			return line.Start + i
		}
		units += utf16.RuneLen(c)
	}
	return line.End
}

func (r *replayer) edit(t *buffer.Text, i item) buffer.Edit {
	return buffer.Edit{Span: syntax.Span{Start: r.offset(t, i.from), End: r.offset(t, i.to)}, NewText: i.text}
}

func (r *replayer) play(e event) {
	switch {
	case e.Open != nil:
		r.doc = r.store.Open(buffer.OpenParams{Client: "untitled:x", LanguageID: "go", Text: *e.Open})
	case e.Change != nil:
		var edits []buffer.Edit
		text := r.doc.Text()
		for _, raw := range e.Change {
			var i item
			var whole string
			if json.Unmarshal(raw, &whole) == nil {
				edits = append(edits, text.Difference(whole))
			} else if err := json.Unmarshal(raw, &[]any{&i.from.line, &i.from.character, &i.to.line, &i.to.character, &i.text}); err == nil {
				edits = append(edits, r.edit(text, i))
			}
			text = text.Apply(edits[len(edits)-1:])
		}
		before, after, _ := r.store.Apply(r.doc.URI(), 0, edits)
		r.doc = after
		r.ledger.Changed("s", before, after, edits, time.Now())
	case e.Show != nil:
		r.ledger.Shown(r.showing(e))
	case e.Accepted != "":
		r.ledger.Accepted(e.Accepted)
	}
}

func (r *replayer) showing(e event) feedback.Showing {
	s := feedback.Showing{Session: "s", Snapshot: r.doc, Offset: r.offset(r.doc.Text(), e.At), Model: "m", At: time.Now()}
	for _, i := range e.Show {
		s.Choices = append(s.Choices, feedback.Choice{ID: i.id, Edit: r.edit(r.doc.Text(), i)})
	}
	return s
}

// replay gives the counts of a recording, and whether the first suggestion
// would be refused at its place in the end.
func replay(t *testing.T, file string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &replayer{ledger: feedback.New(nil, zap.NewNop()), store: buffer.NewStore(), bytes: strings.Contains(file, "nvim")}
	defer r.store.Shutdown()
	defer r.ledger.Close()
	start := time.Now()
	var first *feedback.Showing
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		time.Sleep(time.Until(start.Add(time.Duration(e.MS) * time.Millisecond)))
		if e.Show != nil && first == nil {
			s := r.showing(e)
			first = &s
		}
		r.play(e)
	}
	refused := first != nil && r.ledger.Rejected("s", r.doc.URI(), first.Choices[0].Span.Start, first.Choices[0].NewText)
	time.Sleep(31 * time.Second)
	before, after, _ := r.store.Apply(r.doc.URI(), 0, []buffer.Edit{{NewText: "\n"}}) // a key somewhere else
	r.ledger.Changed("s", before, after, []buffer.Edit{{NewText: "\n"}}, time.Now())
	return written(r.ledger.Rate("go", "m"), refused)
}

// written is how a person writes counts down.
func written(c feedback.Counts, refused bool) string {
	text := fmt.Sprintf("shown %d", c.Shown)
	for _, n := range []struct {
		name string
		n    int
	}{{"accepted", c.Accepted}, {"partial", c.Partial}, {"kept", c.Kept}, {"rejected", c.Rejected}, {"taken", c.Taken}} {
		if n.n != 0 {
			text += fmt.Sprintf(", %s %d", n.name, n.n)
		}
	}
	if refused {
		text += ", refused"
	}
	return text
}
