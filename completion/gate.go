package completion

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fimble/completion/model"
	"fimble/completion/trim"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

const (
	siteBefore = 32 << 10 // bytes before the cursor that trims look at: the enclosing function and more
	siteAfter  = 8 << 10  // bytes after it: trims compare with the lines below
	binaryHead = 8 << 10  // bytes looked at for a NUL, as git does
)

// A query is a request that has passed the gate, with what the later stages
// find out about it.
type query struct {
	Request
	snapshot *buffer.Snapshot // with the popup's selected entry in place, if there is one
	offset   int
	outline  *syntax.Outline // newest that was known when the query came, moved by the edits since
	site     trim.Site
	place    place
	turn     *turn
	model    routed
	rest     []model.Model // those that answer when it fails
	failures []Failure     // of those before it
	probe    bool          // whether it answers again is to be seen
	deed     bool          // for an action, which nobody does if no model of the user's does
	late     bool          // the user has waited for a model that failed
	number   int           // among the requests for the document
	deadline time.Time     // when patience ends, however often the model is asked
	said     bool          // the user has just typed the last of a suggestion
}

// gate turns away what needs no model: it costs no parse and no allocation
// worth speaking of. Explicit requests pass everything but privacy and sense.
func (e *Engine) gate(req Request) (*query, Reason) {
	s, ok := req.View.Snapshot(req.URI)
	switch {
	case !req.Options.Enabled || !req.Options.Automatic && req.Purpose == Inline:
		return nil, ReasonDisabled
	case !ok:
		return nil, ReasonUnknown
	case req.Offset < 0 || req.Offset > s.Text().Len():
		return nil, ReasonPosition
	case slices.Contains(req.Options.DisabledLanguages, s.Language().ID) || slices.Contains(req.Options.DisabledLanguages, s.LanguageID()):
		return nil, ReasonLanguage
	case s.Text().Len() > req.Options.MaxFile && !req.Purpose.explicit():
		return nil, ReasonLarge
	case strings.ContainsRune(s.Text().Slice(0, min(binaryHead, s.Text().Len())), 0):
		return nil, ReasonBinary
	case !e.allowed(req.Options, s):
		return nil, ReasonDenied
	}
	q := &query{Request: req, snapshot: s, offset: req.Offset}
	if sel := req.Selected; sel != nil {
		if sel.Span.Start < 0 || sel.Span.Start > sel.Span.End || sel.Span.End > s.Text().Len() {
			return nil, ReasonPosition
		}
		q.snapshot = s.With([]buffer.Edit{{Span: sel.Span, NewText: sel.Text}})
		q.offset = sel.Span.Start + len(sel.Text)
	}
	q.look()
	q.parse()
	q.turn = e.turn(q.Session, q.URI)
	if req.Purpose.explicit() {
		return q, ""
	}
	return q, q.untimely()
}

// chosen is the entry that the editor's popup has selected, which every answer
// begins with.
func (q *query) chosen() string {
	if q.Selected == nil {
		return ""
	}
	return q.Selected.Text
}

// look takes the text around the cursor, with the line ends that models know.
func (q *query) look() {
	text := q.snapshot.Text()
	q.site = trim.Site{
		Language: q.snapshot.Language(),
		Prefix:   buffer.LF(text.Slice(max(0, q.offset-siteBefore), q.offset)),
		Suffix:   buffer.LF(text.Slice(q.offset, min(text.Len(), q.offset+siteAfter))),
		Lines:    q.Purpose == Invoked,
	}
	q.place = placeOf(q.site)
}

// parse adds what is known of the syntax without waiting.
func (q *query) parse() {
	q.outline = q.snapshot.Outline(0)
	q.site.Indent = q.outline.Style.Indent
	q.site.Scope = q.outline.ScopeAt(q.offset)
}

// allowed reports whether a document may be completed, and be read for others.
func (e *Engine) allowed(o *Options, s *buffer.Snapshot) bool {
	return e.readable(o, s.Root(), s.URI())
}

// readable is the same for a document that may not be open any more.
func (e *Engine) readable(o *Options, root *buffer.Root, uri buffer.URI) bool {
	return e.denied(o, root, uri) == ""
}

// denied says why a document may not be read, or "" when it may.
func (e *Engine) denied(o *Options, root *buffer.Root, uri buffer.URI) string {
	path, ok := uri.Path()
	switch {
	case !ok:
		return ""
	case workspace.Matches(o.Denied, root, path):
		return "a pattern of the settings names it"
	}
	return e.workspace.Denied(root, path)
}

// whyNot is a reason against an action, for the user.
func (e *Engine) whyNot(req Request, reason Reason) error {
	if s, ok := req.View.Snapshot(req.URI); ok && reason == ReasonDenied {
		return fmt.Errorf(errDenied, e.denied(req.Options, s.Root(), s.URI()))
	}
	return errors.New(string(reason))
}
