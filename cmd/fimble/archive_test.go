package main

import (
	"fmt"
	"strings"
	"sync"

	"fimble/completion/model"
	"fimble/context/window"
)

// versionStep leaves room between the versions that are sent for those that a
// server gives to changes without one.
const versionStep = 1 << 7

// archiveSize is how many of the texts are kept that are not the newest of a
// document any more: a model is asked at most a moment after a text was sent.
const archiveSize = 1024

// secretMark stands in files that no model may see.
const secretMark = "hunter2 is the password"

// An archive knows what stood in which version of which document, and what
// was asked about it. Versions are never given twice, so they name the
// document too.
type archive struct {
	mu      sync.Mutex
	sheets  map[int32]*sheet
	old     []int32
	audited int // model calls that were compared
	wrong   error
}

type sheet struct {
	text   string
	asked  map[int]bool    // offsets
	popups map[string]bool // texts with an entry of the editor's popup put in
}

func newArchive() *archive { return &archive{sheets: map[int32]*sheet{}} }

// keep takes in a version.
func (a *archive) keep(version int32, text string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sheets[version] = &sheet{text: text, asked: map[int]bool{}, popups: map[string]bool{}}
}

// outdate tells that a version is not the newest of its document any more.
func (a *archive) outdate(version int32) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.old = append(a.old, version); len(a.old) > archiveSize {
		delete(a.sheets, a.old[0])
		a.old = a.old[1:]
	}
}

// ask notes that something is asked at an offset of a version.
func (a *archive) ask(version int32, offset int, popup *stroke) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := a.sheets[version]
	if s == nil {
		return // not open
	}
	if popup != nil {
		s.popups[s.text[:popup.start]+popup.text+s.text[popup.end:]] = true
		offset = popup.start + len(popup.text)
	}
	s.asked[offset] = true
}

// trial is the document that a model is tried with, which no user wrote.
const trial = "file:///numbers/numbers.go"

// audit compares what a model is asked with what the user wrote.
func (a *archive) audit(req model.Request) {
	if req.Window.Snapshot.URI() == trial {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.audited++
	if err := a.compare(req.Window, req.ReadOnly); err != nil && a.wrong == nil {
		a.wrong = fmt.Errorf("a model is asked about %s, version %d, offset %d: %w",
			req.Window.Snapshot.URI(), req.Window.Snapshot.Version(), req.Window.Offset, err)
	}
	if a.wrong == nil && strings.Contains(req.Prompt, secretMark) {
		a.wrong = fmt.Errorf("a prompt holds what stands in a file that is never read")
	}
}

func (a *archive) compare(w *window.Window, readOnly bool) error {
	s := a.sheets[w.Snapshot.Version()]
	if s == nil {
		return fmt.Errorf("there is no such version")
	}
	text := w.Snapshot.Text().String()
	if text != s.text && !s.popups[text] && !foresees(s.text, text) {
		return fmt.Errorf("its text is not what the user wrote: %s", apart(s.text, text))
	}
	if !readOnly && text == s.text && !s.asked[w.Offset] {
		return fmt.Errorf("nobody asked there")
	}
	if before := unixLines(text[:w.Offset]); !strings.HasSuffix(before, w.Prefix()) {
		return fmt.Errorf("the prefix is %q, and %q stands before the cursor", w.Prefix(), before)
	}
	if after := unixLines(text[w.Offset:]); !strings.HasPrefix(after, w.Suffix()) {
		return fmt.Errorf("the suffix is %q, and %q stands after the cursor", w.Suffix(), after)
	}
	for _, other := range w.Open {
		o := a.sheets[other.Version()]
		switch text := other.Text().String(); {
		case o == nil || o.text != text:
			return fmt.Errorf("%s is another text than the user wrote", other.URI())
		case strings.Contains(text, secretMark):
			return fmt.Errorf("%s is never read", other.URI())
		}
	}
	for _, piece := range w.Pieces {
		if strings.Contains(piece.Text, secretMark) {
			return fmt.Errorf("a piece of the window is from a file that is never read")
		}
	}
	return nil
}

// foresees reports whether a text is the user's with one suggestion taken: put
// in at one place, for nothing but what closes.
func foresees(users, text string) bool {
	s := difference(users, text)
	return s.text != "" && strings.Trim(users[s.start:s.end], closingMarks) == ""
}

// apart shows where two texts part.
func apart(want, got string) string {
	s := difference(want, got)
	return fmt.Sprintf("%q stands for %q behind %q", s.text, want[s.start:s.end], want[max(0, s.start-40):s.start])
}

// err is what an audit found first.
func (a *archive) err() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.wrong
}

func (a *archive) audits() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.audited
}
