package action

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"fimble/completion/action/naming"
)

// verbs are what the names of functions begin with when they say what is done.
var verbs = naming.Set(`accept acquire activate add adjust advance align allocate allow analyze append apply assert assign attach await
	begin bind block borrow bootstrap broadcast build calculate call cancel capture cast catch change check choose clamp clean cleanup clear
	clone close collapse collect combine commit compare compile complete compose compress compute configure connect construct consume convert copy count
	create cut debug decode decompress decrement decrypt deduplicate dehydrate delete deny dereference deploy describe deserialize destroy detach detect
	determine diff disable discard disconnect dispatch display dispose divide do download drain draw drop dump emit enable encode encrypt
	end enqueue ensure enter enumerate erase escape evaluate evict exclude execute exit expand expect export extend extract fail fetch
	fill filter finalize find finish fire fit fix flatten flush fold follow force fork format free freeze generate get give grab grow handle
	hash hide hydrate ignore implement import include increment indent infer init initialize inject insert inspect install interpolate intersect
	invalidate invert invoke iterate join jump keep kill launch leave link list listen load lock log look lookup make manage mark marshal massage match
	measure merge migrate mock modify monitor mount move multiply mutate negate normalize notify observe open optimize order override
	pack pad parse partition paste patch pause peek perform permit persist pick ping pipe poll pop populate post predict prefetch prepare
	prepend preserve prevent print process produce project prompt propagate provide prune publish pull purge push put query queue quit
	quote raise randomize read rebuild receive reconnect record recover redact redirect redo reduce refresh register reject release
	reload remove rename render repeat replace reply report request require reserve reset resize resolve respond restart restore resume
	retrieve retry return reverse revert rewind rewrite roll rotate round route run sample sanitize save scale scan schedule score scroll
	search seek select send serialize serve set setup share shift shorten show shrink shuffle shutdown sign simplify simulate skip sleep slice solve
	sort spawn split start stop store stream strip submit subscribe subtract suggest suspend swap sync synchronize take tell terminate
	test throw tokenize touch track transfer transform translate traverse trigger trim truncate try undo uninstall unlink unlock unmarshal unmount
	unpack unquote unregister unsubscribe unwrap update upgrade upload use validate verify visit wait walk warn watch wrap write yield
	zip`)

// abbreviations are verbs as programmers write them.
var abbreviations = map[string]string{
	"alloc": "allocate", "calc": "calculate", "cmp": "compare", "del": "delete", "eval": "evaluate", "exec": "execute", "gen": "generate",
	"init": "initialize", "dealloc": "free", "rm": "remove",
}

// certain are verbs that name nothing, so that they are told in the middle of a
// name, too: C puts what a function is about in front.
var certain = naming.Set(`add allocate append clear close compare copy create delete destroy disable enable evaluate execute find free get
	initialize insert load make open parse pop print push read receive register release remove reset save send set start stop
	unlock unregister update write`)

// verbOf is a word as the verb that it is.
func verbOf(word string) (string, bool) {
	word = strings.ToLower(word)
	if whole := abbreviations[word]; whole != "" {
		word = whole
	}
	return word, verbs[word]
}

// questions are what names begin with that ask for a yes or no.
var questions = naming.Set("is are was has have had can could may must should will would needs")

// prepositions stand in front of what has its article already, or needs none.
var prepositions = naming.Set("a all an and any are as at by each every for from if in into is it of off on one or out over the their to up with without")

// wholes are nouns that programmers cut short.
var wholes = map[string]string{"len": "length", "idx": "index", "msg": "message", "tmp": "temporary", "arr": "array", "buf": "buffer", "ptr": "pointer", "addr": "address", "src": "source", "dst": "destination"}

// spoken is split for a sentence: nouns that are cut short are whole, and a
// letter that names wear in front, as in TServer and UInt64, stays at its word.
func spoken(name string) (words []string) {
	at, worn := 0, ""
	all := naming.Split(name)
	for i, word := range all {
		at += strings.Index(strings.ToLower(name[at:]), strings.ToLower(word))
		written := name[at:min(len(name), at+len(word))]
		at += len(word)
		switch {
		case worn != "":
			word, worn = worn+written, ""
		case len(word) == 1 && written != "A" && strings.ToUpper(written) == written && written != strings.ToLower(written) &&
			i+1 < len(all) && at < len(name) && unicode.IsUpper(rune(name[at])):
			worn = written
			continue
		case wholes[word] != "":
			word = wholes[word]
		}
		words = append(words, word)
	}
	return words
}

// spokenType is spoken for a type, which keeps its name if that wears a letter or
// a word.
func spokenType(name string) []string {
	if wearing.MatchString(name) {
		return []string{name}
	}
	return spoken(name)
}

var wearing = regexp.MustCompile(`^([B-Z][A-Z][a-z]|My[A-Z])\w*$`)

// things are what something can be as, one at a time.
var things = naming.Set("array buffer diagnostic dict list map model number object pointer query record reference request response row set slice string struct tuple value vector")

// asThing puts an article in front of words that name a thing.
func asThing(words []string) string {
	if len(words) > 0 && things[words[len(words)-1]] {
		return withArticle("a", words)
	}
	return strings.Join(words, " ")
}

// third is a verb as it is said of somebody.
func third(verb string) string {
	switch verb {
	case "do", "go":
		return verb + "es"
	case "cleanup", "setup", "shutdown", "lookup":
		base := strings.TrimSuffix(strings.TrimSuffix(verb, "up"), "down")
		return third(base) + " " + verb[len(base):]
	}
	n := len(verb)
	switch {
	case strings.HasSuffix(verb, "y") && !strings.ContainsRune("aeiou", rune(verb[n-2])):
		return verb[:n-1] + "ies"
	case slices.ContainsFunc([]string{"s", "x", "z", "ch", "sh"}, func(end string) bool { return strings.HasSuffix(verb, end) }):
		return verb + "es"
	}
	return verb + "s"
}

// withArticle puts an article in front of words that lack one.
func withArticle(article string, words []string) string {
	if len(words) == 0 || prepositions[words[0]] {
		return strings.Join(words, " ")
	}
	if article == "a" && strings.ContainsRune("aeiouAEFHILMNORSX", rune(words[0][0])) && (words[0] == strings.ToUpper(words[0]) || strings.ContainsRune("aeiou", rune(words[0][0]))) {
		article = "an"
	}
	return article + " " + strings.Join(words, " ")
}
