package action

import (
	"strconv"
	"strings"

	"fimble/context/syntax"
)

// A part is what an entry of a doc comment is about. Parts stand in this order.
type part int

const (
	generics part = iota
	parameters
	yields
	returns
	raises
	panics
	safety
)

// An entry is one thing that a doc comment tells besides its first sentence.
type entry struct {
	part     part
	name     string // of a parameter, a type parameter or an error
	kind     string // the type, as the code has it; empty if it does not say
	optional bool
	text     string // in words; empty if nobody has any
}

// entriesOf are the entries that the code asks for, in the flavour's parts.
func entriesOf(f flavour, h syntax.Head, w words) []entry {
	var all []entry
	add := func(e entry) {
		if f.has[e.part] {
			e.text = w[e.key()]
			all = append(all, e)
		}
	}
	for _, name := range h.Generics {
		add(entry{part: generics, name: name})
	}
	for i, p := range h.Parameters {
		name := p.Name
		if name == "" {
			name = "param" + strconv.Itoa(i) // as TypeScript's own skeletons call it
		}
		add(entry{part: parameters, name: name, kind: p.Type, optional: p.Optional})
	}
	switch {
	case h.Yields:
		add(entry{part: yields})
	case h.Value:
		add(entry{part: returns, kind: h.Returns})
	}
	if strings.Contains(h.Returns, "Result<") || h.Returns == "Result" || strings.HasSuffix(h.Returns, "::Result") {
		add(entry{part: raises, kind: errorOf(h.Returns)})
	}
	for _, name := range h.Raises {
		if f.has[panics] {
			add(entry{part: panics, name: name})
			break
		}
		add(entry{part: raises, name: name})
	}
	if h.Unsafe {
		add(entry{part: safety})
	}
	return all
}

// errorOf is the E in Result<T, E>, or empty.
func errorOf(result string) string {
	_, rest, _ := strings.Cut(result, "Result<")
	depth := 0
	for i, r := range rest {
		switch r {
		case '<', '(', '[':
			depth++
		case '>', ')', ']':
			depth--
		case ',':
			if depth == 0 {
				end := strings.LastIndexByte(rest, '>')
				return strings.TrimSpace(rest[i+1 : max(end, i+1)])
			}
		}
	}
	return ""
}

// words are what a model has said, by what it was asked for.
type words map[string]string

// wanted lists what a model must find words for.
func wanted(entries []entry) []string {
	asked := []string{"summary"}
	for _, e := range entries {
		asked = append(asked, e.key())
	}
	return asked
}

// key names an entry in a model's answer.
func (e entry) key() string {
	switch e.part {
	case generics:
		return "type " + e.name
	case parameters:
		return "param " + e.name
	case yields:
		return "yields"
	case returns:
		return "returns"
	case panics:
		return "panics"
	case safety:
		return "safety"
	}
	if e.name == "" {
		return "errors"
	}
	return "raises " + e.name
}
