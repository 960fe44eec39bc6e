package action

import (
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// A voice is how a language's first sentences speak.
type voice int

const (
	tells  voice = iota // "Parses the header."
	orders              // "Parse the header.", as PEP 257 has it
	named               // "parseHeader parses the header.", as Go has it
)

// sentence says of a declaration what its name says and no more.
func sentence(v voice, s syntax.Symbol, h syntax.Head, constructs string) string {
	if v == named {
		rest := said(third, s, h, constructs)
		if rest == strings.Join(naming.Split(s.Name), " ") {
			rest = "is " + withArticle("the", naming.Split(s.Name))
		}
		return s.Name + " " + rest + "."
	}
	if typeKind(s.Kind) {
		return naming.Capitalized(oneOf(naming.Split(s.Name))) + "."
	}
	verb := third
	if v == orders {
		verb = func(verb string) string { return verb }
	}
	return naming.Capitalized(said(verb, s, h, constructs)) + "."
}

// said is the sentence behind its subject.
func said(verb func(string) string, s syntax.Symbol, h syntax.Head, constructs string) string {
	words := naming.Split(s.Name)
	switch {
	case strings.HasPrefix(s.Name, "~"):
		return verb("destroy") + " " + withArticle("the", words)
	case constructs != "":
		return verb("make") + " " + withArticle("a", naming.Split(constructs))
	case len(words) == 0:
		return verb("do") + " what its code says"
	case typeKind(s.Kind):
		return "is " + oneOf(words)
	}
	first, rest := words[0], words[1:]
	switch {
	case first == "new" && len(rest) > 0:
		return verb("make") + " a new " + strings.Join(rest, " ")
	case first == "on" && len(rest) > 0:
		return verb("handle") + " " + withArticle("the", rest)
	case first == "to" && len(rest) > 0:
		return verb("convert") + " it to " + strings.Join(rest, " ")
	case first == "from" && len(rest) > 0:
		return verb("make") + " one from " + strings.Join(rest, " ")
	case questions[first] && len(rest) > 0:
		return verb("tell") + " whether it " + strings.Join(words, " ")
	case first == "test" && len(rest) > 0:
		return verb("test") + " " + strings.Join(rest, " ")
	}
	if does, ok := verbOf(first); ok && len(rest) > 0 {
		return verb(does) + " " + withArticle("the", rest)
	} else if ok {
		return alone(verb, does, h)
	}
	for i, word := range rest {
		if does, _ := verbOf(word); certain[does] && strings.Contains(s.Name, "_") {
			object := rest[i+1:]
			if len(object) == 0 {
				object = words[:i+1]
			}
			return verb(does) + " " + withArticle("the", object)
		}
	}
	switch {
	case h.Yields:
		return verb("yield") + " " + withArticle("the", words)
	case h.Value:
		return verb("return") + " " + withArticle("the", words)
	}
	return strings.Join(words, " ")
}

// alone is a verb without an object, which the first parameter stands for if
// the name of that is a word.
func alone(verb func(string) string, word string, h syntax.Head) string {
	if len(h.Parameters) == 0 {
		return verb(word)
	}
	object := naming.Split(h.Parameters[0].Name)
	if len(object) == 0 || len(object[0]) < 3 {
		return verb(word)
	}
	return verb(word) + " " + withArticle("the", object)
}

// oneOf says that something is one of a sort, or several if the name does.
func oneOf(words []string) string {
	if n := len(words); n > 0 && strings.HasSuffix(words[n-1], "s") && !strings.HasSuffix(words[n-1], "ss") {
		return strings.Join(words, " ")
	}
	return withArticle("a", words)
}

func typeKind(k syntax.SymbolKind) bool {
	switch k {
	case syntax.Class, syntax.Struct, syntax.Interface, syntax.Enum, syntax.Type:
		return true
	}
	return false
}
