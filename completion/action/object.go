package action

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

var (
	// aims are prepositions of verbs that are not done to something by themselves.
	aims = map[string]string{"listen": "on", "wait": "for", "reply": "to", "respond": "to", "subscribe": "to", "unsubscribe": "from", "look": "at", "iterate": "over"}
	// dangling are prepositions that a name may end with, as a parameter follows.
	dangling = naming.Set("at by for from in into of on over to with")
	// restful are verbs that nothing is done by to what has the method.
	restful = naming.Set("exit fail go leave look return sleep wait work yield")
	// plumbing are parameters that no sentence is about.
	plumbing = naming.Set("ctx context t tb self cls this args kwargs options opts")
	// places are parameters that say where something is.
	places  = naming.Set("i j n idx index pos position offset at")
	sources = naming.Set("r reader rd src source in input iprot stream")
	sinks   = naming.Set("w writer wr dst out output oprot stream")
	held    = naming.Set("get set put remove delete insert swap replace update")
	reads   = naming.Set("decode read parse load scan unmarshal deserialize import receive")
	// acts are verbs that are done to the one thing that a function is given.
	acts = naming.Set(`add analyze append archive assert check clean clear close compile compress convert copy count decode decompress delete describe
		deserialize destroy display dispose draw emit encode encrypt decrypt enqueue escape evaluate execute extract flatten format free handle hash
		hide inspect invert join log marshal measure negate normalize parse persist pop print process prune publish push quote reduce release remove
		render reverse sanitize save send serialize show shuffle simplify sort split store strip submit summarize swap tokenize transform translate traverse
		trim truncate unmarshal unquote unwrap update upload validate verify visit walk wrap write`)
	// given are those of them that a method does to what it is given, and not to
	// what has it.
	given = naming.Set("add append emit enqueue log print publish push send")
	// means are the last words of parameters that say how, where or how much, or
	// which one, so that nothing is done to them.
	means = naming.Set(`key keys path paths filename name names id ids index predicate pred condition cmp compare comparator fn func function functions callback
		callbacks cb done next handler listener selector project projector visitor fixer mapper reducer factory sep separator delimiter glue host hostname
		port url uri address addr endpoint times count number n max min most least limit timeout delay interval duration seconds ms size length
		depth level width height factor rate ratio amount offset position start end from to by other others that rhs lhs left right
		a b type kind mode flag flags option options opts config settings params parameters props properties args argv arguments env format encoding
		charset locale language pattern regex prefix suffix dir directory folder dirname secret password salt seed token user reader writer
		reporter logger verbose recursive force strict deep generic match fmt self this`)
	// aimed are what such a verb is aimed at, if a parameter says so.
	aimed = map[string]map[string]bool{
		"listen": naming.Set("port address addr host socket path url endpoint"), "wait": naming.Set("condition event process signal task future promise"),
		"subscribe": naming.Set("topic channel event queue subject"), "unsubscribe": naming.Set("topic channel event queue subject"),
		"iterate": naming.Set("list items elements entries rows children nodes"),
	}
	lively = naming.Set("run start stop close open reset init initialize shutdown destroy dispose free release cancel pause resume lock unlock clear connect disconnect cleanup copy clone")
	writes = naming.Set("encode write print dump save marshal serialize export send render")
)

// alone is a verb without an object, which a parameter or what has the method
// stands for, if one is sure to.
func (y saying) alone(verb string) string {
	says := func(more ...string) string { return strings.Join(append([]string{y.verb(verb)}, more...), " ") }
	p := y.parameters()
	switch {
	case len(p) == 0 && slices.ContainsFunc(y.head.Parameters, func(p syntax.Parameter) bool { return p.Name != "ctx" && p.Name != "context" }):
		return says()
	case len(p) == 0:
		if y.owner == "" || restful[verb] || agent(y.owner) && !lively[verb] || y.gives() && verb != "copy" && verb != "clone" {
			return says()
		}
		return says(withArticle("the", spokenType(y.owner)))
	}
	first := p[0]
	name := strings.Join(first, " ")
	switch {
	case held[verb] && places[name]:
		return says("the element at", articled(first))
	case reads[verb] && sources[name]:
		return says("from", articled(first))
	case writes[verb] && sinks[name]:
		return says("to", articled(first))
	case aimed[verb][name]:
		return says(aims[verb], withArticle("the", first))
	case y.object(verb):
		return says(withArticle("the", first))
	}
	return says()
}

// callable is a type of what is called.
var callable = regexp.MustCompile(`=>|\b(?:func|Fn|FnMut|FnOnce|Callable|Function|BiFunction|Predicate|Comparator|Consumer|Supplier|Runnable|BooleanConstructor)\b|\bfn\(|std::function`)

// object reports whether a verb is surely done to the parameter: the only one, a
// thing, and of a function that nothing else has. Silence is better than a guess.
func (y saying) object(verb string) bool {
	p := y.parameters()
	if len(p) != 1 || !acts[verb] && !(y.owner == "" && lively[verb]) || y.owner != "" && !given[verb] && !namedFor(y.owner, verb) {
		return false
	}
	if n := len(p[0]); len(strings.Join(p[0], "")) < 3 || means[strings.ToLower(p[0][n-1])] {
		return false
	}
	return !slices.ContainsFunc(y.head.Parameters, func(p syntax.Parameter) bool { return callable.MatchString(p.Type) })
}

// articled is a parameter's name, as it is if that is a letter.
func articled(words []string) string {
	if len(words) == 1 && len(words[0]) == 1 {
		return words[0]
	}
	return withArticle("the", words)
}

// parameters are the words of those that a sentence may be about.
func (y saying) parameters() (all [][]string) {
	for _, p := range y.head.Parameters {
		if words := spoken(p.Name); len(words) > 0 && !plumbing[strings.ToLower(strings.Trim(p.Name, "_*&"))] {
			all = append(all, words)
		}
	}
	return all
}

// namedFor reports whether a type is there to do what a verb says, as a Validator
// validates.
func namedFor(owner, verb string) bool {
	words := naming.Split(owner)
	return len(words) > 0 && len(verb) > 4 && strings.HasPrefix(strings.ToLower(words[len(words)-1]), verb[:len(verb)-1]) && agent(owner)
}

// agent reports whether a type is one that does something, which nothing is done
// to, or one of tests.
func agent(name string) bool {
	words := naming.Split(name)
	if len(words) == 0 {
		return true
	}
	last := strings.ToLower(words[len(words)-1])
	return strings.HasSuffix(last, "er") || strings.HasSuffix(last, "or") || strings.HasSuffix(last, "test") || strings.HasSuffix(last, "tests") || last == "suite"
}

// owner is the type that a method is of, or empty.
func (d *document) owner() string {
	if d.symbol.Kind != syntax.Method && d.Snapshot.Language().ID != "cpp" {
		return ""
	}
	if m := receiver.FindStringSubmatch(d.symbol.Signature); m != nil && d.Snapshot.Language().ID == "go" {
		return m[1]
	}
	if at := strings.Index(d.symbol.Signature, "::"+d.symbol.Name+"("); at > 0 && d.Snapshot.Language().ID == "cpp" {
		words := strings.FieldsFunc(d.symbol.Signature[:at], func(r rune) bool { return !syntax.WordRune(r) })
		return words[len(words)-1]
	}
	if d.symbol.Parent >= 0 && d.symbol.Parent < len(d.Outline.Symbols) {
		if name := d.Outline.Symbols[d.symbol.Parent].Name; typeName.MatchString(name) {
			return name
		}
	}
	return ""
}

var (
	receiver = regexp.MustCompile(`^func \(\w*\s*\*?(\w+)`)
	typeName = regexp.MustCompile(`^\w+$`)
)

// made is what a function named new makes.
func (y saying) made() string {
	for _, name := range []string{strings.TrimLeft(y.head.Returns, "*&"), y.owner} {
		name, _, _ = strings.Cut(name, "<")
		if name = name[strings.LastIndexAny(name, ".:")+1:]; typeName.MatchString(name) && name != "Self" && len(name) > 1 {
			return strings.Join(spokenType(name), " ")
		}
	}
	return "one"
}

// names reports whether a name that begins with a verb names a thing: when there
// is a value, there is nothing that the verb would be done to, and the verb is a
// noun as often.
func (y saying) names(words []string) bool {
	if len(words) < 2 || !y.gives() || !nouns[words[0]] {
		return false
	}
	if len(y.head.Parameters) == 0 {
		return true
	}
	last := words[len(words)-1]
	return words[0] == "log" && !slices.ContainsFunc(y.parameters(), func(p []string) bool {
		return slices.Contains(p, last) || slices.Contains(p, strings.TrimSuffix(last, "s"))
	})
}

// nouns are verbs that names begin with as often because of what they are as a
// thing.
var nouns = naming.Set("hash log pad process project queue quote record sample scale schedule score share sign sort time")

// manners are words at the end of a name that say how, and not what.
var manners = map[string]string{
	"async": "asynchronously", "sync": "synchronously", "unchecked": "without a check", "recursive": "recursively",
	"slow": "in the slow way", "fast": "in the fast way",
}

// thirds are verbs as a name has them that asks for a yes or no.
var thirds = sync.OnceValue(func() map[string]bool {
	set := naming.Set("contains exists equals supports overlaps differs needs starts ends belongs includes")
	for verb := range verbs {
		set[third(verb)] = true
	}
	return set
})

var sure = naming.Set("contains exists equals supports overlaps differs belongs includes")

// states are what something may be, which a question for yes or no is about.
var states = naming.Set("valid invalid empty full ready open closed done ok active inactive visible hidden dirty clean busy alive dead idle equal present missing final secure safe")

func state(word string) bool {
	return states[word] || len(word) > 4 && (strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "able") || strings.HasSuffix(word, "ible"))
}

// holds are questions for what something has in it.
var holds = naming.Set("has contains includes")

// whether is what a name asks that wants a yes or no, or empty.
func (y saying) whether(words []string) string {
	last := len(words) - 1
	switch {
	case last == 0 && holds[words[0]] && y.head.Value && (y.asks() || y.head.Returns == ""):
		if p := y.parameters(); len(p) == 1 && len(strings.Join(p[0], "")) > 2 {
			return "it " + words[0] + " " + withArticle("the", p[0])
		}
		return "it " + words[0] + " what is asked for"
	case questions[words[0]] && last > 0 && y.head.Value:
		return "it " + strings.Join(words, " ")
	case y.asks() && thirds()[words[0]] || y.gives() && y.head.Returns == "" && sure[words[0]]:
		return "it " + strings.Join(words, " ")
	case y.asks() && last > 0 && thirds()[words[last]]:
		return withArticle("the", words)
	case y.asks() && last == 0 && state(words[0]) && (!verbs[words[0]] || len(y.head.Parameters) == 0):
		return "it is " + words[0]
	case y.asks() && last > 0 && !verbs[words[0]] && state(words[last]):
		return withArticle("the", words[:last]) + " is " + words[last]
	}
	return ""
}
