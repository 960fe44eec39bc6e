package syntax

import (
	"regexp"
	"strings"
)

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// goPackageName guesses the name of the package that an import path brings:
// its last part, without a major version and "go-". It gives no name where that
// is none.
func goPackageName(path string) []string {
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && majorVersion.MatchString(last) {
		last = parts[len(parts)-2]
	}
	if name, version, ok := strings.Cut(last, ".v"); ok && majorVersion.MatchString("v"+version) {
		last = name
	}
	last = strings.TrimPrefix(strings.TrimSuffix(last, "-go"), "go-")
	if last == "" || strings.ContainsAny(last, "-.") {
		return nil
	}
	return []string{last}
}

// firstComponent is the name that "import a.b" brings in Python: a.
func firstComponent(path string) []string {
	first, _, _ := strings.Cut(path, ".")
	return []string{first}
}

// lastComponent is the name that "import a.b.C" brings in Java: C.
func lastComponent(path string) []string {
	return []string{path[strings.LastIndexByte(path, '.')+1:]}
}

// rustUseNames are the names that a use declaration's tree brings: of
// "a::{b, c as d, e::*}" it is b, d and *.
func rustUseNames(path string) []string {
	path = strings.TrimSpace(path)
	if open := strings.IndexByte(path, '{'); open >= 0 && strings.HasSuffix(path, "}") {
		var names []string
		parent := strings.TrimSuffix(path[:open], "::")
		for _, part := range splitOutside(path[open+1 : len(path)-1]) {
			if strings.TrimSpace(part) == "self" {
				part = parent
			}
			names = append(names, rustUseNames(part)...)
		}
		return names
	}
	if _, alias, ok := strings.Cut(path, " as "); ok {
		path = strings.TrimSpace(alias)
	}
	name := path[strings.LastIndexByte(path, ':')+1:]
	if name == "" || name == "_" {
		return nil
	}
	return []string{name}
}

// splitOutside splits at the commas that stand in no braces.
func splitOutside(s string) []string {
	var parts []string
	depth, from := 0, 0
	for i, c := range s {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			if depth == 0 {
				parts, from = append(parts, s[from:i]), i+1
			}
		}
	}
	return append(parts, s[from:])
}
