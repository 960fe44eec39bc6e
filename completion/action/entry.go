package action

import (
	"regexp"
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
	if m := rustResult.FindStringSubmatch(h.Returns); m != nil && f.name == "rustdoc" {
		add(entry{part: raises, kind: secondOf(m[1])})
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

// rustResult is a type that is a Result itself, with its arguments. What has it
// in a type, as T::Result, may be anything.
var rustResult = regexp.MustCompile(`^(?:[a-z_]\w*::)*Result(?:<(.*)>)?$`)

// secondOf is the second of a type's arguments, or empty: io::Result has but one.
func secondOf(arguments string) string {
	depth := 0
	for i, r := range arguments {
		switch r {
		case '<', '(', '[':
			depth++
		case '>':
			if i > 0 && arguments[i-1] == '-' { // an arrow
				continue
			}
			depth--
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				return strings.Trim(arguments[i+1:], " ,")
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
