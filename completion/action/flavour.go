package action

import (
	"maps"
	"regexp"
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
		"doxygen": {name: "doxygen", voice: tells, shape: stars, has: parts(parameters, returns, raises), hang: 4,
			spell: spellTags(tags{parameters: "@param", returns: "@return", raises: "@throws"}, " "), find: findTags},
		"rustdoc": {name: "rustdoc", voice: tells, shape: slashes, has: parts(raises, panics, safety), spell: spellRust, find: findHeadings,
			heading: map[part]string{raises: "# Errors", panics: "# Panics", safety: "# Safety"}},
		"godoc": {name: "godoc", voice: named, shape: goLines},
	}
}

// flavourOf chooses the flavour of a place: that of the file, else of the other
// files of its language, else the language's usual one.
func flavourOf(p Place) (string, bool) {
	l := p.Snapshot.Language()
	usual := map[string]string{
		"go": "godoc", "python": "google", "rust": "rustdoc", "java": "javadoc", "c": "doxygen", "cpp": "doxygen",
		"typescript": "jsdoc", "typescriptreact": "jsdoc", "javascript": "jsdoc", "javascriptreact": "jsdoc",
	}[l.ID]
	if usual == "" {
		return "", false
	}
	if own := p.Outline.Style.Docs; own != "" {
		return own, true
	}
	seen := map[string]int{}
	best := usual
	for _, o := range p.Others {
		if name := o.Style.Docs; name != "" && o.Language == l {
			if seen[name]++; seen[name] > seen[best] {
				best = name
			}
		}
	}
	return best, true
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
	return all[name].like(text, p.Outline.Symbols), true
}

// like is the flavour as the file writes it: with the comment markers, quotes
// and tags that most of its doc comments have.
func (f flavour) like(text string, symbols []syntax.Symbol) flavour {
	counts := map[string]int{}
	for _, s := range symbols {
		doc := text[s.Doc.Start:s.Doc.End]
		for _, other := range f.shape.others() {
			if strings.HasPrefix(doc, other.open+other.each) || strings.HasPrefix(doc, other.open) && other.open != "" {
				counts[other.open+other.each]++
				break
			}
		}
		if strings.Contains(doc, `\param`) || strings.Contains(doc, `\return`) || strings.Contains(doc, `\brief`) {
			counts[`\`]++
		} else if strings.Contains(doc, "@param") || strings.Contains(doc, "@return") || strings.Contains(doc, "@brief") {
			counts["@"]++
		}
	}
	most := counts[f.shape.open+f.shape.each]
	for _, other := range f.shape.others() {
		if n := counts[other.open+other.each]; n > most {
			most, f.shape = n, other
		}
	}
	f.has = maps.Clone(f.has)
	switch {
	case f.name == "jsdoc" && strings.Contains(text, "@template"):
		f.spell = spellTags(tags{generics: "@template", parameters: "@param", yields: "@yields", returns: "@returns", raises: "@throws"}, " - ")
	case f.name == "jsdoc" && !strings.Contains(text, "@typeParam"),
		f.name == "javadoc" && strings.Contains(text, "@param ") && !strings.Contains(text, "@param <"):
		delete(f.has, generics) // not every project lists them
	}
	if spell := f.spell; counts[`\`] > counts["@"] {
		f.spell = func(e entry) []string {
			lines := spell(e)
			lines[0] = `\` + strings.TrimPrefix(lines[0], "@")
			return lines
		}
	}
	return f
}
