package action

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"fimble/context/syntax"
)

// A flavour is a convention for doc comments: what stands in them, how it is
// spelled, and in what sort of comment.
type flavour struct {
	name    string
	voice   voice
	shape   shape
	has     map[part]bool
	heading map[part]string // of the sections, where there are any
	rule    bool            // a line of dashes stands below a heading
	hang    int             // more indent of an entry's further lines
	width   int             // of a line; 0 is no limit
	spell   func(e entry) []string
	find    func(lines []string) []standing
}

func parts(all ...part) map[part]bool {
	set := map[part]bool{}
	for _, p := range all {
		set[p] = true
	}
	return set
}

// flavours is the table, by the names in syntax.Style.Docs.
func flavours() map[string]flavour {
	sections := map[part]string{parameters: "Args:", yields: "Yields:", returns: "Returns:", raises: "Raises:"}
	ruled := map[part]string{parameters: "Parameters", yields: "Yields", returns: "Returns", raises: "Raises"}
	python := parts(parameters, yields, returns, raises)
	return map[string]flavour{
		"google": {name: "google", voice: orders, shape: docstring, has: python, heading: sections, hang: 4, spell: spellGoogle, find: findGoogle},
		"numpy":  {name: "numpy", voice: orders, shape: docstring, has: python, heading: ruled, rule: true, spell: spellNumpy, find: findNumpy},
		"sphinx": {name: "sphinx", voice: orders, shape: docstring, has: python, hang: 4, spell: spellSphinx, find: findTags},
		"jsdoc": {name: "jsdoc", voice: tells, shape: stars, has: parts(generics, parameters, yields, returns, raises), hang: 4,
			spell: spellTags(tags{generics: "@typeParam", parameters: "@param", yields: "@yields", returns: "@returns", raises: "@throws"}, " - "), find: findTags},
		"javadoc": {name: "javadoc", voice: tells, shape: stars, has: parts(generics, parameters, returns, raises), hang: 4,
			spell: spellTags(tags{generics: "@param", parameters: "@param", returns: "@return", raises: "@throws"}, " "), find: findTags},
		"doxygen": {name: "doxygen", voice: tells, shape: stars, has: parts(generics, parameters, returns, raises), hang: 4,
			spell: spellTags(tags{generics: "@tparam", parameters: "@param", returns: "@return", raises: "@throws"}, " "), find: findTags},
		"rustdoc": {name: "rustdoc", voice: tells, shape: slashes, has: parts(raises, panics, safety), spell: spellRust, find: findHeadings,
			heading: map[part]string{raises: "# Errors", panics: "# Panics", safety: "# Safety"}},
		"godoc": {name: "godoc", voice: named, shape: goLines},
	}
}

// usualFlavours are those of who has no habit yet, by language.
var usualFlavours = map[string]string{
	"go": "godoc", "python": "google", "rust": "rustdoc", "java": "javadoc", "c": "doxygen", "cpp": "doxygen",
	"typescript": "jsdoc", "typescriptreact": "jsdoc", "javascript": "jsdoc", "javascriptreact": "jsdoc",
}

// flavourOf chooses the flavour of a place: what the project's configuration
// says, else that of the file, else of the other files that are open, else of
// closed ones, else the language's usual one. Of the project it knows what the
// survey has found.
func flavourOf(p Place) (string, bool) {
	l := p.Snapshot.Language()
	usual := usualFlavours[l.ID]
	if usual == "" {
		return "", false
	}
	open := map[string]int{}
	for _, o := range p.Others {
		if o.Language == l && o.Style.Docs != "" {
			open[o.Style.Docs]++
		}
	}
	return cmp.Or(p.survey.named, p.Outline.Style.Docs, mostOf(open, usual), p.survey.closed, usual), true
}

// mostOf is the word that was counted most, or empty. Among equals it is the
// usual one, else the first of the alphabet.
func mostOf(counts map[string]int, usual string) (best string) {
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[word]; n > counts[best] || n == counts[best] && word == usual {
			best = word
		}
	}
	return best
}

var epytext = regexp.MustCompile(`(?m)^\s*@(param|type|return|rtype|raise)\b`)

// flavourFor is the flavour for a declaration as its file writes it: the one
// that a doc comment which is there has itself, if it tells.
func flavourFor(p Place, text string, s syntax.Symbol) (flavour, bool) {
	name, _ := flavourOf(p)
	all := flavours()
	if doc := text[s.Doc.Start:s.Doc.End]; doc != "" && all[name].shape == docstring {
		if epytext.MatchString(doc) {
			return flavour{}, false
		}
		for _, own := range []string{name, "sphinx", "numpy", "google"} {
			if len(all[own].find(strings.Split(doc, "\n"))) > 0 {
				name = own
				break
			}
		}
	}
	f := all[name]
	return f.like(append([]votes{p.survey.own}, p.survey.others...)), true
}

// votes count what tells how the doc comments of a file, or of some, are spelled.
type votes map[string]int

// listing are the words of who lists parameters, of a function or of a type.
var listing = []string{"@template", "@typeParam", "@tparam", `\tparam`, "@param ", `\param `}

// votes counts the comment markers, and in how many comments or files words are.
func (f flavour) votes(text string, symbols []syntax.Symbol) votes {
	v := votes{}
	for _, s := range symbols {
		if s.Doc.End > len(text) {
			continue
		}
		doc := text[s.Doc.Start:s.Doc.End]
		for _, other := range f.shape.others() {
			if strings.HasPrefix(doc, other.open+other.each) || strings.HasPrefix(doc, other.open) && other.open != "" {
				v[other.open+other.each]++
				break
			}
		}
		for _, mark := range []string{`\`, "@"} {
			if slices.ContainsFunc([]string{"param", "tparam", "return", "brief"}, func(word string) bool { return strings.Contains(doc, mark+word) }) {
				v[mark]++
				break
			}
		}
	}
	for _, word := range append([]string{"@param <"}, listing...) {
		if strings.Contains(text, word) {
			v[word]++
		}
	}
	return v
}

// firstOf are the votes of who is asked first and has a word on the matter.
func firstOf(all []votes, matter ...string) votes {
	for _, v := range all {
		if slices.ContainsFunc(matter, func(word string) bool { return v[word] > 0 }) {
			return v
		}
	}
	return nil
}

// like is the flavour as most spell it, of who is asked first: with their
// comment markers, quotes and tags.
func (f flavour) like(all []votes) flavour {
	var markers []string
	for _, other := range f.shape.others() {
		markers = append(markers, other.open+other.each)
	}
	v := firstOf(all, markers...)
	most := v[f.shape.open+f.shape.each]
	for _, other := range f.shape.others() {
		if n := v[other.open+other.each]; n > most {
			most, f.shape = n, other
		}
	}
	f.has = maps.Clone(f.has)
	v = firstOf(all, listing...)
	if f.name == "jsdoc" && v["@template"] > 0 {
		f.spell = spellTags(tags{generics: "@template", parameters: "@param", yields: "@yields", returns: "@returns", raises: "@throws"}, " - ")
	}
	if v["@param "]+v[`\param `] > 0 && v["@template"]+v["@typeParam"]+v["@tparam"]+v[`\tparam`]+v["@param <"] == 0 {
		delete(f.has, generics) // not every project lists them
	}
	if v := firstOf(all, `\`, "@"); v[`\`] > v["@"] {
		spell := f.spell
		f.spell = func(e entry) []string {
			lines := spell(e)
			lines[0] = `\` + strings.TrimPrefix(lines[0], "@")
			return lines
		}
	}
	return f
}
