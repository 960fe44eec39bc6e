package syntax

import "strings"

// A naming is a way to join the words of a name.
type naming uint8

const (
	unnamed naming = iota // follows no convention: capitals, for one
	oneWord               // lower case: fits every convention but PascalCase
	camelCase
	pascalCase
	snakeCase
	namings
)

// count adds a symbol's name to those that decide on the conventions.
func (f *facts) count(kind SymbolKind, n naming) {
	switch kind {
	case Function, Method:
		f.functions[n]++
	case Class, Struct, Interface, Enum, Type:
		f.types[n]++
	}
}

// convention is the way of naming that most of the names follow.
func convention(names [namings]int) string {
	switch {
	case names[pascalCase] > 0 && names[pascalCase] >= names[camelCase]+names[snakeCase]+names[oneWord]:
		return "PascalCase"
	case names[camelCase] == 0 && names[snakeCase] == 0:
		return ""
	case names[snakeCase] > names[camelCase]:
		return "snake_case"
	}
	return "camelCase"
}

// namingOf tells how a name joins its words.
func namingOf(name string) naming {
	name = strings.Trim(name, "_$#")
	if name == "" {
		return unnamed
	}
	joined, lower, upper := strings.Contains(name, "_"), strings.ToLower(name) == name, strings.ToUpper(name) == name
	switch first := name[:1]; {
	case joined && lower:
		return snakeCase
	case joined || upper:
		return unnamed
	case lower:
		return oneWord
	case first != strings.ToLower(first):
		return pascalCase
	}
	return camelCase
}
