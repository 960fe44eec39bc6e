package action

import (
	"regexp"
	"slices"
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

// testing are what the names of tests begin with, as verbs.
var testing = map[string]string{"test": "test", "benchmark": "measure", "example": "show", "fuzz": "fuzz"}

// googleTest is the head of a test, which a macro names.
var googleTest = regexp.MustCompile(`^TEST(?:_\w+)?\(\s*\w+\s*,\s*(\w+)`)

// A saying is what a sentence is made from: a declaration, whose name says what
// it is for, and what is written around it.
type saying struct {
	voice    voice
	language string
	symbol   syntax.Symbol
	head     syntax.Head
	makes    string // the type that a constructor makes
	owner    string // the type that a method is of
}

// sentence says of the declaration what its name says and no more.
func (d *document) sentence() string {
	y := saying{voice: d.flavour.voice, language: d.Snapshot.Language().ID, symbol: d.symbol, head: d.head, makes: d.makes, owner: d.owner()}
	rest := y.said()
	switch {
	case y.voice != named && typeKind(y.symbol.Kind):
		return naming.Capitalized(strings.TrimPrefix(rest, "is ")) + "."
	case y.voice != named:
		return naming.Capitalized(rest) + "."
	case rest == strings.Join(spoken(y.symbol.Name), " ") && !y.gives() && !typeKind(y.symbol.Kind):
		rest = "performs " + withArticle("the", spoken(y.symbol.Name))
	case rest == strings.Join(spoken(y.symbol.Name), " "):
		rest = "is " + withArticle("the", spoken(y.symbol.Name))
	}
	return y.symbol.Name + " " + rest + "."
}

// verb is one as the voice has it.
func (y saying) verb(verb string) string {
	if y.voice == orders {
		return verb
	}
	return third(verb)
}

// gives reports whether there is a value, and not an error alone.
func (y saying) gives() bool {
	return y.head.Value && !(y.language == "go" && y.head.Returns == "error")
}

// asks reports whether the answer is yes or no.
func (y saying) asks() bool {
	switch y.head.Returns {
	case "bool", "boolean", "Boolean", "bool | undefined":
		return true
	}
	return false
}

// said is the sentence behind its subject.
func (y saying) said() string {
	words := spoken(y.symbol.Name)
	if last := len(words) - 1; last > 0 && manners[words[last]] != "" && !questions[words[0]] && !typeKind(y.symbol.Kind) && y.makes == "" {
		return y.of(words[:last]) + " " + manners[words[last]]
	}
	return y.of(words)
}

// of is what words say that are the name.
func (y saying) of(words []string) string {
	switch {
	case strings.HasPrefix(y.symbol.Name, "~"):
		return y.verb("destroy") + " " + withArticle("the", spokenType(y.symbol.Name[1:]))
	case y.makes != "":
		return y.verb("make") + " " + withArticle("a", spokenType(y.makes))
	case len(words) == 0:
		return y.unnamed(words)
	case typeKind(y.symbol.Kind):
		return "is " + oneOf(spokenType(y.symbol.Name))
	}
	if does, rest, ok := y.customary(); ok {
		return y.verb(does) + " " + rest
	}
	if m := googleTest.FindStringSubmatch(y.symbol.Signature); m != nil {
		return y.verb("test") + " " + strings.Join(spoken(m[1]), " ")
	}
	if said := y.led(words); said != "" {
		return said
	}
	if told := y.whether(words); told != "" {
		return y.verb("tell") + " whether " + told
	}
	if questions[words[0]] && len(words) > 1 {
		return strings.Join(words, " ")
	}
	if does, ok := verbOf(words[0]); ok && !y.names(words) {
		return y.does(does, words[1:])
	}
	if at := slices.Index(words, "to"); at > 0 && at < len(words)-1 && y.head.Value {
		return y.verb("convert") + " " + withArticle("the", words[:at]) + " to " + asThing(words[at+1:])
	}
	if said := y.within(words); said != "" {
		return said
	}
	return y.shown(words)
}

// led is what a name says whose first word tells how the others are meant, or
// empty.
func (y saying) led(words []string) string {
	first, rest := words[0], words[1:]
	switch {
	case len(rest) == 0 && (dangling[first] || questions[first]) && !holds[first]:
		return y.unnamed(words)
	case first == "new" && len(rest) > 0:
		return y.verb("make") + " a new " + strings.Join(rest, " ")
	case first == "new" && y.head.Value:
		return y.verb("make") + " a new " + y.made()
	case first == "on" && len(rest) > 0 && !y.gives():
		return y.verb("handle") + " " + withArticle("the", rest)
	case first == "to" && len(rest) > 0:
		return y.verb("convert") + " it to " + asThing(rest)
	case first == "as" && len(rest) > 0 && y.head.Value:
		return y.verb("return") + " it as " + asThing(rest)
	case first == "from" && len(rest) > 0:
		return y.verb("make") + " one from " + strings.Join(rest, " ")
	case first == "maybe" && len(rest) > 0:
		if does, ok := verbOf(rest[0]); ok {
			return y.does(does, rest[1:]) + " if need be"
		}
	case testing[first] != "" && len(rest) > 0 && !y.gives():
		return y.verb(testing[first]) + " " + strings.Join(rest, " ")
	}
	return ""
}

// within is what a name says that has its verb in the middle, or empty.
func (y saying) within(words []string) string {
	for i, word := range words[1:] {
		if does, _ := verbOf(word); certain[does] && strings.Contains(y.symbol.Name, "_") {
			object := words[i+2:]
			if len(object) == 0 {
				object = words[:i+1]
			}
			return y.verb(does) + " " + withArticle("the", object)
		}
	}
	return ""
}

// shown is what a name without a verb says.
func (y saying) shown(words []string) string {
	first, rest := words[0], words[1:]
	switch {
	case y.head.Yields:
		return y.verb("yield") + " " + withArticle("the", words)
	case y.gives() && first == "with" && len(rest) > 0 && !dangling[rest[len(rest)-1]]:
		return y.verb("return") + " one with " + withArticle("the", rest)
	case len(rest) > 0 && (dangling[first] || first == "on"):
		return strings.Join(words, " ")
	case y.gives():
		return y.verb("return") + " " + withArticle("the", words)
	}
	return strings.Join(words, " ")
}

// unnamed is what can be said of a function whose name says nothing.
func (y saying) unnamed(words []string) string {
	switch p := y.parameters(); {
	case len(words) == 1 && words[0] == "on" && len(p) == 2 && strings.Join(p[0], "") == "event" && means[p[1][len(p[1])-1]]:
		return y.verb("register") + " what is called on the event"
	case len(words) == 1 && words[0] == "at" && len(p) > 0 && places[strings.Join(p[0], " ")] && y.gives():
		return y.verb("return") + " the element at " + articled(p[0])
	case y.asks():
		return y.verb("answer") + " with yes or no"
	case y.gives():
		return y.verb("return") + " what its code says"
	}
	return y.verb("do") + " what its code says"
}

// does says of a verb what it is done to.
func (y saying) does(verb string, object []string) string {
	if len(object) > 1 && (object[0] == "or" || object[0] == "and") {
		if other, ok := verbOf(object[1]); ok {
			return y.verb(verb) + " " + object[0] + " " + y.does(other, object[2:])
		}
	}
	if len(object) == 0 {
		return y.alone(verb)
	}
	if to := aims[verb]; to != "" && !prepositions[object[0]] {
		return y.verb(verb) + " " + to + " " + withArticle("the", object)
	}
	said := y.verb(verb) + " " + withArticle("the", object)
	if dangling[object[len(object)-1]] {
		if p := y.parameters(); len(p) > 0 {
			return said + " " + articled(p[0])
		}
	}
	return said
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
