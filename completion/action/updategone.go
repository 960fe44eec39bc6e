package action

import (
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// A claim is what a declaration asks of the doc comment that it has.
type claim struct {
	entries  []entry
	head     string // as the file has it: what it names anywhere is not gone
	patterns bool   // it takes a parameter apart, so that nobody knows by what name the comment calls it
	open     bool   // it may be given more than its head names, or is none to be called
}

// moreTags are tags that make a comment tell of something else than what it
// stands above.
var moreTags = regexp.MustCompile(`[@\\](callback|typedef|overload|interface|class|constructs)\b`)

func (d *document) claim() claim {
	c := claim{entries: entriesOf(d.flavour, d.head, nil)}
	s := d.symbol
	code := d.text[s.Span.Start:s.Span.End]
	c.head = code
	if s.Body.Start > s.Span.Start {
		c.head = d.text[s.Span.Start:s.Body.Start]
	}
	c.open = typeKind(s.Kind) || strings.Contains(c.head, "...") || moreTags.MatchString(d.text[s.Doc.Start:s.Doc.End]) ||
		d.flavour.name == "jsdoc" && naming.Renamed(code, "arguments", "") != code
	for _, p := range d.head.Parameters {
		c.patterns = c.patterns || p.Name == ""
		c.open = c.open || strings.HasPrefix(p.Name, "*")
	}
	return c
}

// missing are the places, among the entries of the part, of those that do not
// stand in the comment.
func (c claim) missing(found []standing, p part) (places []int, all int) {
	for _, e := range c.entries {
		if e.part != p {
			continue
		}
		if !slices.ContainsFunc(found, e.stands) {
			places = append(places, all)
		}
		all++
	}
	return places, all
}

// lost reports whether an entry is about what the head does not have.
func (c claim) lost(s standing) bool {
	if s.section || s.loose || s.part != parameters && s.part != generics || len(s.names) == 0 || c.open || c.patterns {
		return false
	}
	named := func(name string) bool { return naming.Renamed(c.head, name, "") != c.head }
	return !slices.ContainsFunc(s.names, named) && !slices.ContainsFunc(c.entries, func(e entry) bool { return e.stands(s) })
}

// outdated reports whether an entry is about what is surely gone. As long as
// the head has one that the comment does not know, it may be that one under its
// old name, and the user's words for it stay.
func (c claim) outdated(s standing, found []standing) bool {
	if !c.lost(s) {
		return false
	}
	missing, all := c.missing(found, s.part)
	return all > 0 && (len(missing) == 0 || !s.words)
}

// renaming tells the new name of the one parameter that has another now: all
// others are where they were.
func (c claim) renaming(found []standing) (old, by string, ok bool) {
	missing, _ := c.missing(found, parameters)
	if len(missing) != 1 {
		return "", "", false
	}
	var order, lost []string
	for _, s := range found {
		if s.part != parameters || s.section || s.loose {
			continue
		}
		for _, name := range s.names {
			if slices.Contains(order, name) {
				continue
			}
			order = append(order, name)
			if c.lost(s) {
				lost = append(lost, name)
			}
		}
	}
	if len(lost) != 1 || slices.Index(order, lost[0]) != missing[0] {
		return "", "", false
	}
	n := slices.IndexFunc(c.entries, func(e entry) bool { return e.part == parameters })
	return lost[0], c.entries[n+missing[0]].name, true
}

// renamed gives the entries of a parameter its new name. They all stay as they
// are if one of them is written in a way that is not understood.
func (c comment) renamed(found []standing, old, by string) (comment, []standing, bool) {
	raw, after := slices.Clone(c.raw), slices.Clone(found)
	rename := func(n int) bool {
		line, ok := renamedEntry(c.inside[n], old, by)
		if ok {
			at := strings.Index(c.raw[n], c.inside[n])
			raw[n] = c.raw[n][:at] + line + c.raw[n][at+len(c.inside[n]):]
		}
		return ok
	}
	for i, s := range found {
		if !s.section && s.part == parameters && slices.Contains(s.names, old) {
			if !rename(s.from) {
				return c, found, false
			}
			after[i].names = []string{by}
		}
	}
	for n, text := range c.inside {
		if strings.HasPrefix(strings.TrimSpace(text), ":type ") {
			rename(n)
		}
	}
	c.raw = raw
	return c, after, true
}

var entryStart = regexp.MustCompile(`^\s*(?:[@\\]\w+(?:\[[^\]]*\])?\s*|:\w+\s+)?`)

// renamedEntry is the first line of an entry with another name. It is false if
// the name is not where it belongs.
func renamedEntry(line, old, by string) (string, bool) {
	at := len(entryStart.FindString(line))
	switch rest := line[at:]; {
	case strings.HasPrefix(strings.TrimSpace(line), ":"): // ":param int name:"
		words, _, _ := strings.Cut(rest, ":")
		at += strings.LastIndexByte(strings.TrimRight(words, " "), ' ') + 1
	default:
		_, name, ok := typed(rest)
		if !ok {
			return "", false
		}
		at += len(rest) - len(strings.TrimLeft(name, " \t["))
	}
	end := at + len(old)
	if !strings.HasPrefix(line[at:], old) || end < len(line) && (naming.WordByte(line[end]) || line[end] == '$') {
		return "", false
	}
	return line[:at] + by + line[end:], true
}

// plainName reports whether a word can be the name of a parameter.
func plainName(word string) bool {
	return word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !syntax.WordRune(r) && r != '$' })
}
