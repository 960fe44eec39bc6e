package action

import (
	"context"
	"slices"
	"strings"

	"fimble/context/buffer"
)

// longestWords bounds what a model may say of one thing, so that no model's
// monologue becomes a comment.
const longestWords = 600

// find asks for words, where somebody can be asked. A model writes words alone:
// of its answer the lines count that were asked for, and nothing else.
func (d *document) find(ctx context.Context, ask Ask, entries []entry) (words, error) {
	if ask == nil {
		return nil, nil
	}
	asked := wanted(entries)
	s := d.symbol
	code := d.text[s.Span.Start:s.Span.End]
	if len(code) > codeLimit {
		code = strings.ToValidUTF8(code[:codeLimit], "")
	}
	answer, err := ask(ctx, Question{
		Task: "docs", Language: d.Snapshot.Language().Name, Path: d.Snapshot.Path(), Code: buffer.LF(code), Wanted: asked,
	})
	if err != nil {
		return nil, err
	}
	return readWords(answer, asked, d.flavour), nil
}

// readWords takes "name: words" lines out of an answer.
func readWords(answer string, asked []string, f flavour) words {
	w := words{}
	for line := range strings.Lines(answer) {
		line = strings.TrimLeft(strings.TrimSpace(line), "-*• ")
		name, text, ok := strings.Cut(line, ": ")
		name = strings.Trim(strings.TrimSpace(name), "`*")
		if text = f.harmless(withoutTag(name, strings.TrimSpace(text))); !ok || text == "" || len(text) > longestWords || w[name] != "" {
			continue
		}
		if slices.Contains(asked, name) {
			w[name] = text
		}
	}
	return w
}
