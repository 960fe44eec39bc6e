package syntax

import (
	"slices"
	"strings"
)

// A Head is what a declaration says of how it is used, in the words of its
// source.
type Head struct {
	Parameters []Parameter // without the receiver
	Generics   []string    // type parameters, where doc comments list them
	Returns    string      // type of what it gives back; empty if none is written
	Value      bool        // it gives something back
	Yields     bool        // it gives values back one after the other
	Raises     []string    // errors that leave it, those declared first; in Rust the macros that panic
	Unsafe     bool        // its caller must see to something
	Branches   []string    // conditions and cases that its statements depend on, each once, as they stand
}

// A Parameter is one of a Head. Its Name is empty where a pattern takes it
// apart.
type Parameter struct {
	Name     string // with the stars of Python
	Type     string // empty if none is written
	Optional bool   // it may be left out
}

// Heads reads the heads of symbols of one file, which is parsed from scratch
// for it. It reports false if that takes too long or the language has no
// grammar.
func (l *Language) Heads(text string, symbols []Symbol) ([]Head, bool) {
	if !l.Deep() || len(symbols) == 0 {
		return nil, false
	}
	grammar, err := l.parsing()
	if err != nil {
		return nil, false
	}
	window := Span{0, len(text)}
	if len(text) > wholeSize {
		window = windowAround(text, symbols[0].NameSpan.Start, wholeSize/2)
	}
	text = text[window.Start:window.End]
	tree := grammar.parseOnce(text, parseLimit)
	if tree == nil {
		return nil, false
	}
	defer tree.Close()
	found := findingsOf(grammar.clues(tree.RootNode(), text))
	heads := make([]Head, len(symbols))
	for i, s := range symbols {
		if s.Span.Start < window.Start || s.Span.End > window.End {
			return nil, false
		}
		s.Span, s.NameSpan, s.Body = s.Span.moved(-window.Start), s.NameSpan.moved(-window.Start), s.Body.moved(-window.Start)
		heads[i] = l.head(text, s, found)
	}
	return heads, true
}

func (l *Language) head(text string, s Symbol, found *findings) Head {
	h := Head{}
	clues, list := found.headOf(s)
	content := func(span Span) string { return fold(text[span.Start:span.End]) }
	var parameters []Span
	var receiver Span
	for _, c := range clues {
		if span, ok := c.spans["returns"]; ok {
			_, pointer := c.spans["pointer"]
			h.Returns, h.Value = content(span), pointer || !nothing[content(span)]
		}
		if span, ok := c.spans["generic"]; ok && !slices.Contains(h.Generics, content(span)) {
			h.Generics = append(h.Generics, content(span))
		}
		if span, ok := c.spans["throws"]; ok && !slices.Contains(h.Raises, content(span)) {
			h.Raises = append(h.Raises, content(span))
		}
		h.Unsafe = h.Unsafe || c.spans["unsafe"].Len() > 0
		if span, ok := c.spans["receiver"]; ok && c.spans["list"] == list {
			receiver = span
		}
		if span, ok := c.parameter(); ok && list.Len() > 0 && c.spans["list"] == list {
			n := slices.Index(parameters, span)
			if n < 0 {
				n = len(parameters)
				parameters, h.Parameters = append(parameters, span), append(h.Parameters, Parameter{})
			}
			p := &h.Parameters[n]
			if _, unnamed := c.spans["unnamed"]; !unnamed {
				p.Name = strings.TrimLeft(content(span), ".")
			}
			if span, ok := c.spans["type"]; ok {
				p.Type = content(span)
			}
			_, optional := c.spans["optional"]
			p.Optional = p.Optional || optional
		}
	}
	h.Parameters = byPlace(h.Parameters, parameters, receiver)
	if own, ok := found.ownFunction(s); ok {
		l.body(text, own, found, &h)
		h.Branches = branches(text, own, found)
	}
	return h
}

// nothing holds the types that say that nothing is given back.
var nothing = map[string]bool{
	"void": true, "None": true, "()": true, "never": true, "undefined": true, "NoReturn": true, "Never": true, "!": true,
	"Promise<void>": true,
}

// byPlace sorts the parameters by their places, and leaves out the receiver.
func byPlace(parameters []Parameter, places []Span, receiver Span) []Parameter {
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return places[a].Start - places[b].Start })
	var sorted []Parameter
	for _, i := range order {
		if places[i] != receiver {
			sorted = append(sorted, parameters[i])
		}
	}
	return sorted
}

// body adds what the statements of the declaration itself tell, and not those
// of a function within it.
func (l *Language) body(text string, own Span, found *findings, h *Head) {
	for _, c := range found.own(own, found.statements) {
		span, _ := c.statement()
		word := strings.TrimRight(fold(text[span.Start:span.End]), " ;")
		switch {
		case c.spans["yield"].Len() > 0:
			h.Yields = true
		case c.spans["value"].Len() > 0 && h.Returns == "":
			h.Value = h.Value || word != "return None" && word != "return undefined"
		case c.spans["raise"].Len() > 0, c.spans["again"].Len() > 0:
			for _, name := range l.raised(text, c, own, found) {
				if !found.caught(text, name, span, own) && !slices.Contains(h.Raises, name) {
					h.Raises = append(h.Raises, name)
				}
			}
		}
	}
}

// branches lists what the statements of the declaration itself depend on.
func branches(text string, own Span, found *findings) (all []string) {
	for _, c := range found.own(own, found.branches) {
		span := c.spans["branch"]
		words := fold(text[span.Start:span.End])
		if encloses(words) {
			words = strings.TrimSpace(words[1 : len(words)-1]) // as C has them
		}
		if !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	return all
}

// encloses reports whether a pair of parentheses is around all of an expression.
func encloses(words string) bool {
	if !strings.HasPrefix(words, "(") || !strings.HasSuffix(words, ")") {
		return false
	}
	depth := 0
	for i, r := range words {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return i == len(words)-1
		}
	}
	return false
}
