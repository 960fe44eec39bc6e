package completion

import (
	"slices"
	"strconv"
	"strings"

	"fimble/completion/trim"
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
	for i, text := range texts {
		if slices.Contains(texts[:i], text) {
			continue // typing on has made them alike
		}
		e.mu.Lock()
		e.count++
		id := strconv.FormatInt(e.count, 10)
		e.mu.Unlock()
		edit := TextEdit{URI: q.URI, Span: syntax.Span{Start: q.Offset, End: q.Offset + replaced(q.site, text)}, NewText: text}
		if q.Selected != nil {
			edit.Span, edit.NewText = q.Selected.Span, q.Selected.Text+text
		}
		res.Items = append(res.Items, Item{ID: id, Edits: []TextEdit{edit}, Version: q.snapshot.Version()})
	}
	return res
}

// replaced counts the bytes after the cursor that a text brings itself: what
// its first line closes, brackets and quotes that the user has opened, if the
// rest of the line is nothing but closers and begins with the same.
func replaced(site trim.Site, text string) int {
	rest, _, _ := strings.Cut(site.Suffix, "\n")
	if rest = strings.TrimRight(rest, " \t"); strings.Trim(rest, ")]}\"'`;,") != "" {
		return 0
	}
	first, _, more := strings.Cut(text, "\n")
	line := site.Prefix[strings.LastIndexByte(site.Prefix, '\n')+1:]
	closed, due := closes(site.Language, line, first)
	switch {
	case closed == "" || rest == "":
		return 0
	case !more && due != "" && strings.HasPrefix(rest, due):
		return 0 // it opens the like again, which what follows closes
	case strings.HasPrefix(closed, rest):
		return len(rest) // and what was opened further up
	case !strings.HasPrefix(rest, closed):
		return 0
	}
	// What ends the statement or the entry behind those closers is brought, too.
	if end := rest[len(closed):]; strings.Trim(end, ";,") == "" && strings.HasSuffix(strings.TrimRight(first, " \t"), end) {
		return len(rest)
	}
	return len(closed)
}

// closes gives the quotes and brackets that a text closes on a line without
// having opened them, and what is due behind it: closers of brackets that it has
// opened, innermost first. Both are empty if the text ends within a string, or
// within code in it, which then what follows closes.
func closes(l *syntax.Language, line, text string) (closed, due string) {
	quotes := quotesOf(l)
	if end, ok := l.Interpolation(line, text); ok && end < 0 {
		return "", ""
	} else if ok {
		closed, text = "}", text[end+1:]
	}
	quote := openQuote(quotes, line)
	outer := quote != 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\':
			i++
		case quote != 0 && c == quote:
			if outer {
				closed += string(c)
			}
			quote, outer = 0, false
		case quote != 0:
		case strings.IndexByte(quotes, c) >= 0:
			quote = c
		case strings.IndexByte("([{", c) >= 0:
			due = l.Closer(text[i:i+1]) + due
		case strings.IndexByte(")]}", c) >= 0 && due != "":
			due = due[1:]
		case strings.IndexByte(")]}", c) >= 0:
			closed += string(c)
		}
	}
	if quote != 0 && !outer {
		return "", ""
	}
	return closed, due
}

// quotesOf are the characters that begin and end strings.
func quotesOf(l *syntax.Language) string {
	if l.ID == "rust" {
		return `"` // the other one begins lifetimes
	}
	return "\"'`"
}

// openQuote is the quote of the string that a line ends in, or 0.
func openQuote(quotes, line string) byte {
	var quote byte
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case quote == 0 && strings.IndexByte(quotes, c) >= 0:
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote
}
