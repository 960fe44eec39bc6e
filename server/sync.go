package server

import (
	"fmt"

	"fimble/completion"
	"fimble/context/buffer"
)

// The parameters of document synchronization are spelled out here because the
// library's own lose two things, the client's spelling of an address and the
// difference between a change without a range and one at the start, and keep
// one: the whole message, for the sake of any short string out of it.

type identifier struct {
	URI string `json:"uri"`
}

func (d identifier) key() buffer.URI { return buffer.Canonical(d.URI) }

type versioned struct {
	identifier
	Version *int32 `json:"version"` // some clients send null
}

type document struct {
	identifier
	LanguageID string `json:"languageId"`
	Version    int32  `json:"version"`
	Text       string `json:"text"`
}

type didOpenParams struct {
	TextDocument document `json:"textDocument"`
}

type didChangeParams struct {
	TextDocument   versioned `json:"textDocument"`
	ContentChanges []change  `json:"contentChanges"`
}

// A change without a Range is the whole new text.
type change struct {
	Range *extent `json:"range"`
	Text  string  `json:"text"`
}

type documentParams struct {
	TextDocument identifier `json:"textDocument"`
}

func (c *connection) didOpen(p *didOpenParams) error {
	c.open(p.TextDocument)
	return nil
}

func (c *connection) open(d document) {
	doc := c.store.Open(buffer.OpenParams{
		Client:     d.URI,
		LanguageID: d.LanguageID,
		Version:    d.Version,
		Text:       d.Text,
	})
	at := c.now()
	c.Engine.Opened(completion.Request{
		Session: c.Session,
		View:    at.view,
		URI:     doc.URI(),
		Options: at.options.of(doc).trunk,
	})
}

func (c *connection) didChange(p *didChangeParams) error {
	return c.change(p.TextDocument, p.ContentChanges)
}

// change makes edits of one message. They count in wire order whatever their
// versions say: the bytes have changed in the editor, and a version that some
// client forgets to raise must not part our text from its.
func (c *connection) change(d versioned, changes []change) error {
	uri := d.key()
	snapshot, ok := c.store.View().Snapshot(uri)
	if !ok {
		return fmt.Errorf("change %s: not open", uri)
	}
	version := snapshot.Version() + 1
	if d.Version != nil {
		version = *d.Version
	}
	edits := make([]buffer.Edit, len(changes))
	text := snapshot.Text()
	for i, ch := range changes {
		if i > 0 {
			text = text.Splice(edits[i-1].Span.Start, edits[i-1].Span.End, edits[i-1].NewText)
		}
		if ch.Range == nil {
			edits[i] = text.Difference(ch.Text)
		} else {
			edits[i] = buffer.Edit{Span: ch.Range.span(text, c.client.unit), NewText: ch.Text}
		}
	}
	before, after, err := c.store.Apply(uri, version, edits)
	if err != nil {
		return err
	}
	c.Engine.Changed(c.Session, before, after, edits)
	return nil
}

// didSave needs nothing: what is saved is open, and the open text counts.
func (c *connection) didSave(*documentParams) error { return nil }

func (c *connection) didClose(p *documentParams) error {
	c.close(p.TextDocument.key())
	return nil
}

func (c *connection) close(uri buffer.URI) {
	c.store.Close(uri)
	c.screen.clear(uri)
	c.Engine.Closed(c.Session, uri)
}
