package action

import (
	"slices"
	"strings"
)

// A comment is a doc comment that is there, line by line, as it stands in the
// file without the line ends.
type comment struct {
	shape  shape
	indent string
	ends   string   // what ends a new line, without the line feed
	raw    []string // the first without its indent
	inside []string // what each line says; the closer, if it has a line, says nothing
}

// readComment takes a comment apart. One on a single line, or whose closer stands
// behind words, is first written as one that has room. Lines that are new end as
// those of the file.
func readComment(doc, indent, eol string) (comment, bool) {
	doc = tripled(doc)
	s, ok := shapeOf(doc)
	if !ok {
		return comment{}, false
	}
	c := comment{shape: s, indent: indent, ends: strings.TrimSuffix(eol, "\n"), raw: strings.Split(doc, "\n")}
	last := len(c.raw) - 1
	if closer := strings.TrimSpace(s.close); closer != "" {
		head := strings.TrimRight(strings.TrimSuffix(c.raw[last], closer), " \t")
		words := strings.TrimSpace(strings.TrimPrefix(head, s.open))
		switch {
		case last == 0 && !s.glued:
			c.raw = []string{s.open + c.ends}
			for line := range strings.SplitSeq(amid.ReplaceAllString(words, "\n$1"), "\n") {
				c.raw = append(c.raw, indent+s.line(line)+c.ends)
			}
			c.raw = append(c.raw, indent+s.close)
		case last == 0 || words != "" && words != strings.TrimSpace(s.each):
			c.raw[last] = head + c.ends
			c.raw = append(c.raw, indent+s.close)
		}
	}
	for i, text := range c.raw {
		text = strings.TrimSuffix(text, "\r")
		switch {
		case i == 0 && s.open != "":
			text = strings.TrimSpace(strings.TrimPrefix(text, s.open))
		case i == len(c.raw)-1 && s.close != "":
			text = ""
		default:
			text = s.inside(text, indent)
		}
		c.inside = append(c.inside, text)
	}
	return c, true
}

// tripled is a docstring of one line in three quotes, where it has room for more.
func tripled(doc string) string {
	for _, quote := range []string{`"`, `'`} {
		inner := strings.TrimSuffix(strings.TrimPrefix(doc, quote), quote)
		if len(inner) == len(doc)-2 && !strings.HasPrefix(inner, quote) && !strings.Contains(inner, `"""`) && !strings.Contains(inner, "\n") {
			return docstring.open + inner + docstring.close
		}
	}
	return doc
}

// end is where the lines end that say something.
func (c comment) end() int {
	n := len(c.inside)
	if c.shape.close != "" {
		n--
	}
	for n > 0 && c.inside[n-1] == "" && !(n == 1 && c.shape.open != "") {
		n--
	}
	return n
}

// updated has the comment's lines with the entries added that are missing, and
// without parameters that are surely gone. It is false if nothing is to be done.
func (c comment) updated(f flavour, claim claim) ([]string, bool) {
	found, entries := f.find(c.inside), claim.entries
	put := map[int][]string{} // lines to go in front of a line
	gone, changed := map[int]bool{}, false
	if old, by, ok := claim.renaming(found); ok {
		c, found, changed = c.renamed(found, old, by)
	}
	for _, s := range found {
		if claim.outdated(s, found) {
			changed = true
			for n := s.from; n < s.to; n++ {
				gone[n] = true
			}
		}
	}
	for i, e := range entries {
		if slices.ContainsFunc(found, e.stands) || e.part == parameters && claim.patterns && strings.HasPrefix(e.name, "param") {
			continue
		}
		changed = true
		at, lines := c.place(f, found, entries, i)
		before := put[at]
		if n := len(before); n > 0 && before[n-1] == "" && lines[len(lines)-1] != "" { // one more entry of a section that was put in
			lines, before = append(lines, ""), before[:n-1]
		}
		put[at] = append(before, lines...)
		first := lines[slices.IndexFunc(lines, e.begins(f))]
		found = append(found, standing{part: e.part, names: []string{strings.TrimLeft(e.name, "*")}, from: at, to: at, indent: first[:depth(first)]})
	}
	c.dropEmpty(found, gone, put)
	var out []string
	add := func(lines []string) {
		for _, text := range lines {
			out = append(out, strings.TrimRight(c.indent+c.shape.line(text), " \t")+c.ends)
		}
	}
	last := len(c.raw) - 1
	for n, raw := range c.raw {
		if add(put[n]); gone[n] {
			continue
		}
		if n == last && len(put[n+1]) > 0 {
			raw += c.ends
		}
		out = append(out, raw)
	}
	add(put[last+1])
	out[len(out)-1] = strings.TrimSuffix(out[len(out)-1], "\r")
	return out, changed
}

// begins tells the first line of an entry, whatever its indent.
func (e entry) begins(f flavour) func(line string) bool {
	first := strings.TrimSpace(f.filled(e)[0])
	return func(line string) bool { return strings.TrimSpace(line) == first }
}

// stands reports whether an entry is there.
func (e entry) stands(s standing) bool {
	if s.section || s.part != e.part {
		return false
	}
	return len(s.names) == 0 || e.name == "" || slices.ContainsFunc(s.names, func(name string) bool { return sameName(name, e.name) })
}

// sameName compares names without what stands around them in either place.
func sameName(a, b string) bool {
	last := func(name string) string {
		name = strings.TrimLeft(name, "*")
		return name[strings.LastIndexAny(name, ".:")+1:]
	}
	return last(a) == last(b)
}

// place says in front of which line an entry goes, with what belongs around it.
func (c comment) place(f flavour, found []standing, entries []entry, i int) (int, []string) {
	e := entries[i]
	lines := f.filled(e)
	for _, earlier := range slices.Backward(entries[:i]) {
		if n := slices.IndexFunc(found, earlier.stands); n >= 0 && earlier.part == e.part {
			return found[n].to, c.indented(found[n], lines)
		}
	}
	for _, later := range entries[i+1:] {
		if n := slices.IndexFunc(found, later.stands); n >= 0 && later.part == e.part {
			at := found[n].from
			if at > 0 && later.hasType(c.inside[at-1]) {
				at--
			}
			return at, c.indented(found[n], lines)
		}
	}
	sections := f.heading != nil
	if n := besides(found, e.part); n >= 0 {
		if found[n].section {
			return found[n].to, lines
		}
		return found[n].to, c.indented(found[n], lines)
	}
	if sections {
		lines = append(f.head(e.part), lines...)
	}
	best := -1
	for n, s := range found {
		if s.section == sections && s.part < e.part && (best < 0 || s.to >= found[best].to) {
			best = n
		}
	}
	if best >= 0 {
		if sections {
			lines = append([]string{""}, lines...)
		}
		return found[best].to, lines
	}
	for _, s := range found {
		if s.section == sections && (s.part > e.part || s.part == e.part && s.more) {
			if sections {
				lines = append(lines, "")
			}
			return s.from, lines
		}
	}
	if end := c.end(); !sections && slices.ContainsFunc(c.inside, other.MatchString) {
		return end, lines
	} else {
		return end, append([]string{""}, lines...)
	}
}

// hasType reports whether a line is the field that tells the entry's type.
func (e entry) hasType(line string) bool {
	m := typing.FindStringSubmatch(line)
	return m != nil && strings.TrimSpace(m[1]) == e.name
}

// besides is the last of what stands there of a part, or -1: its last entry, else
// its section. What a catch-all takes does not count.
func besides(found []standing, p part) int {
	best := -1
	for n, s := range found {
		if s.part == p && !s.more && (best < 0 || !s.section || found[best].section) {
			best = n
		}
	}
	return best
}

// indented gives lines the indent of an entry that is there.
func (c comment) indented(like standing, lines []string) []string {
	have, want := depth(lines[0]), like.indent
	if like.from < like.to {
		want = c.inside[like.from][:depth(c.inside[like.from])]
	}
	var out []string
	for _, text := range lines {
		out = append(out, want+text[min(have, depth(text)):])
	}
	return out
}

// dropEmpty takes away the sections that have lost all their entries, with the
// blank line above.
func (c comment) dropEmpty(found []standing, gone map[int]bool, put map[int][]string) {
	for _, s := range found {
		if !s.section || s.part != parameters {
			continue
		}
		lost, left := false, false
		for n := s.from; n < s.to; n++ {
			text := strings.TrimSpace(c.inside[n])
			lost = lost || gone[n]
			left = left || len(put[n]) > 0 || n > s.from && !gone[n] && text != "" && !strings.HasPrefix(text, "---")
		}
		if left = left || len(put[s.to]) > 0; !lost || left {
			continue
		}
		for n := s.from; n < s.to; n++ {
			gone[n] = true
		}
		if s.from > 0 && c.inside[s.from-1] == "" {
			gone[s.from-1] = true
		}
	}
}
