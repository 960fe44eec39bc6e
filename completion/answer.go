package completion

import (
	"strconv"
	"strings"

	"fimble/context/syntax"
)

// answer makes items of texts that stand at the query's cursor.
func (e *Engine) answer(q *query, texts []string, source Source) Result {
	res := Result{Source: source, Model: q.model.info.Name, Incomplete: q.Purpose == List}
	if len(texts) == 0 {
		res.Reason = ReasonEmpty
		return res
	}
	if q.Purpose != Invoked {
		texts = texts[:1]
	}
	for _, text := range texts {
		e.mu.Lock()
		e.count++
		id := strconv.FormatInt(e.count, 10)
		e.mu.Unlock()
		edit := TextEdit{URI: q.URI, Span: syntax.Span{Start: q.Offset, End: q.Offset + replaced(q, text)}, NewText: text}
		if q.Selected != nil {
			edit.Span, edit.NewText = q.Selected.Span, q.Selected.Text+text
		}
		res.Items = append(res.Items, Item{ID: id, Edits: []TextEdit{edit}, Version: q.snapshot.Version()})
	}
	return res
}

// replaced counts the bytes after the cursor that a text brings itself: the
// rest of the line, if it is nothing but closers and the text closes the same
// in its first line, before it goes on.
func replaced(q *query, text string) int {
	rest, _, _ := strings.Cut(q.site.Suffix, "\n")
	rest = strings.TrimRight(rest, " \t")
	first, _, more := strings.Cut(text, "\n")
	if rest == "" || !more || strings.Trim(rest, ")]}") != "" || closes(first) != rest {
		return 0
	}
	return len(rest)
}

// closes gives the brackets that a text closes without having opened them.
func closes(text string) string {
	var open int
	var closed strings.Builder
	for i := range len(text) {
		switch text[i] {
		case '(', '[', '{':
			open++
		case ')', ']', '}':
			if open > 0 {
				open--
				continue
			}
			closed.WriteByte(text[i])
		}
	}
	return closed.String()
}
