package action

import (
	"regexp"
	"strings"

	"fimble/context/syntax"
)

var (
	// goOrder is a comment that tells Go's tools something, as they know it.
	goOrder = regexp.MustCompile(`^//([a-z0-9]+:[a-z0-9]|(line|export|extern|nolint)\b)`)
	// nextLine is a comment that means what stands on the line below it.
	nextLine = regexp.MustCompile(`^(//|/\*+|#|\{/\*)\s*(@ts-(ignore|expect-error)|(eslint|oxlint|tslint:)-?disable-next-line|(prettier|biome|deno-lint)-ignore|` +
		`(istanbul|c8|v8|node:coverage) ignore|noinspection|NOLINTNEXTLINE|@__(PURE|NO_SIDE_EFFECTS)__|cspell:disable-next-line|\$Flow)`)
	rustDocs = regexp.MustCompile(`(?m)^\s*(/\*\*[^*/]|/\*!|//!|#!?\[\s*doc\s*=)`)
	// inherited is in docs that have their entries from elsewhere.
	inherited = regexp.MustCompile(`(?i)\{?[@\\](inheritdoc|copydoc|copydetails)\b`)
	overload  = regexp.MustCompile(`(?m)^\s*@([\w.]+\.)?overload\s*$`)
)

// docsOf is the doc comment of a declaration. It is false if none is to be
// written: there is one that no action adds to, or none belongs there.
func docsOf(p Place, s syntax.Symbol) (doc syntax.Span, ok bool) {
	text, language := p.Snapshot.Text(), p.Snapshot.Language().ID
	if doc = docOf(p, s); doc.Len() > 0 {
		said := text.Slice(doc.Start, doc.End)
		if language == "go" && onlyOrders(said) {
			doc = syntax.Span{}
		}
		return doc, (language != "rust" || starred(said)) && !inherited.MatchString(said)
	}
	head := text.Slice(s.Span.Start, s.NameSpan.Start)
	switch language {
	case "go":
		return doc, true
	case "rust":
		return doc, !rustDocs.MatchString(text.Slice(s.Doc.Start, s.Doc.End)) && !rustDocs.MatchString(head)
	case "python":
		return doc, !overload.MatchString(head) && !joined(text.Slice(s.Body.Start, min(s.Body.End, s.Body.Start+codeLimit)))
	}
	return docWithin(p, s, head)
}

// starred reports whether each line of a block begins with a star, so that
// further ones can: a block with some that do shows them.
func starred(doc string) bool {
	for line := range strings.Lines(doc) {
		if line = strings.TrimSpace(line); strings.HasPrefix(doc, "/*") && !strings.HasPrefix(line, "/*") && !strings.HasPrefix(line, "*") {
			return false
		}
	}
	return true
}

// onlyOrders reports whether a run of comments says nothing to people.
func onlyOrders(doc string) bool {
	for line := range strings.Lines(doc) {
		if !goOrder.MatchString(strings.TrimSpace(line)) {
			return false
		}
	}
	return true
}

// docWithin finds the doc comment that stands between the annotations of a
// declaration and what they are put on.
func docWithin(p Place, s syntax.Symbol, head string) (doc syntax.Span, ok bool) {
	at := strings.LastIndex(head, "/**")
	if at < 0 || strings.HasPrefix(head[at:], "/**/") {
		return doc, true
	}
	before := head[:at]
	if strings.Count(before, "(") != strings.Count(before, ")") || strings.Count(before, "{") != strings.Count(before, "}") {
		return doc, true // of something within an annotation
	}
	found, ok := stars.last(head)
	if !ok || found.Start != at {
		return doc, false
	}
	doc = syntax.Span{Start: s.Span.Start + found.Start, End: s.Span.Start + found.End}
	return doc, !inherited.MatchString(head[found.Start:found.End])
}

// joined reports whether a body of Python begins with a docstring that is
// written in several pieces, or in parentheses.
func joined(body string) bool {
	rest, parenthesized := strings.CutPrefix(body, "(")
	blanks := " \t\\\r\n"
	pieces := 0
	for {
		if pieces > 0 && !parenthesized {
			if end := strings.TrimLeft(rest, " \t"); end == "" || strings.ContainsAny(end[:1], "\r\n;#") {
				return pieces > 1
			}
		}
		rest = strings.TrimLeft(rest, blanks)
		if parenthesized && pieces > 0 && strings.HasPrefix(rest, ")") {
			end := strings.TrimLeft(rest[1:], " \t")
			return end == "" || strings.ContainsAny(end[:1], "\r\n;#")
		}
		piece := pythonString.FindString(rest)
		if piece == "" {
			return false
		}
		rest, pieces = rest[len(piece):], pieces+1
	}
}

var pythonString = regexp.MustCompile(`^(?s:[rRuU]?("""(?:[^\\]|\\.)*?"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))`)

// aboveOrders is where a doc comment goes that is to stand above an offset: not
// under a comment that means the very next line.
func aboveOrders(text string, at int) int {
	for {
		end := strings.LastIndexByte(text[:at], '\n')
		if end < 0 {
			return at
		}
		start := strings.LastIndexByte(text[:end], '\n') + 1
		line := strings.TrimRight(text[start:end], " \t\r")
		said := line[depth(line):]
		if !nextLine.MatchString(said) && !goOrder.MatchString(said) {
			return at
		}
		at = start + depth(line)
	}
}
