package server

import (
	"context"
	"fmt"
	"strings"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
)

type completionParams struct {
	TextDocument identifier `json:"textDocument"`
	Position     place      `json:"position"`
}

// completion adds to the editor's completion list, for editors that cannot
// show ghost text. The list is never complete: the next letter may find a
// model's answer that this one did not wait for.
func (c *connection) completion(ctx context.Context, at moment, p *completionParams) (any, error) {
	doc, offset, ok := c.find(at, p.TextDocument, p.Position)
	if !ok {
		return nil, nil
	}
	options := at.options.of(doc)
	if !options.Completion.Enabled {
		return nil, nil
	}
	result := c.complete(ctx, completion.Request{
		Session: c.Session,
		View:    at.view,
		URI:     doc.URI(),
		Offset:  offset,
		Purpose: completion.List,
		Options: options.trunk,
	})
	site := newSite(doc, offset)
	list := &protocol.CompletionList{IsIncomplete: true, Items: []protocol.CompletionItem{}}
	for _, item := range result.Items {
		if s, ok := site.entry(item); ok {
			list.Items = append(list.Items, protocol.CompletionItem{
				Label:            label(s.text),
				Kind:             protocol.CompletionItemKindText,
				Detail:           protocol.NewOptional(detail(result)),
				Documentation:    preview(doc, s),
				SortText:         protocol.NewOptional(sortText(options.Completion.First, len(list.Items))),
				FilterText:       protocol.NewOptional(label(s.filter)),
				InsertTextFormat: protocol.InsertTextFormatPlainText,
				TextEdit:         &protocol.TextEdit{Range: rangeOf(doc.Text(), s.span, c.client.unit), NewText: s.text},
				Command:          accepted(item.ID, 0),
			})
		}
	}
	if c.stale(doc) || len(list.Items) == 0 && !result.Incomplete {
		return nil, nil
	}
	return list, nil
}

// detail names the model, where it is another than Fimble's own.
func detail(result completion.Result) string {
	if result.Model == "" || result.Model == "local" {
		return "Fimble"
	}
	return "Fimble, " + result.Model
}

// preview is the line as it will stand there, and what follows.
func preview(doc *buffer.Snapshot, s suggestion) protocol.InlayHintTooltip {
	start := doc.Text().LineSpan(doc.Text().LineAt(s.span.Start)).Start
	text := doc.Text().Slice(start, s.span.Start) + s.text
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return &protocol.MarkupContent{
		Kind:  protocol.MarkupKindMarkdown,
		Value: fence + doc.LanguageID() + "\n" + withLineEnds(text, "\n") + "\n" + fence,
	}
}

// sortText places the nth entry behind those of the language servers, which
// sort by names or numbers, or before them.
func sortText(first bool, n int) string {
	if first {
		return fmt.Sprintf("\t%02d", n)
	}
	return fmt.Sprintf("\uffff%02d", n)
}

// label is the first line with something on it, which is all that a list has room for.
func label(text string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(text, " \t\r\n"), "\n")
	return strings.TrimSpace(line)
}
