package action

import (
	"regexp"
	"slices"
	"strings"
)

// A standing is an entry that a doc comment has, or a section of such entries
// with its heading. Lines from From up to To are its own.
type standing struct {
	part     part
	names    []string // of the parameters or errors; none where there is only one entry of the part
	section  bool
	more     bool // it is about what a catch-all takes
	loose    bool // it need not be about a parameter of the head
	words    bool // it says something
	from, to int
	indent   string // of one that is not there yet
}

var (
	tag     = regexp.MustCompile(`^\s*[@\\](param|tparam|arg|argument|template|typeParam|typeparam|returns?|throws?|exception|yields?)\b(?:\[[^\]]*\])?\s*(.*)$`)
	field   = regexp.MustCompile(`^\s*:(param|parameter|arg|argument|key|keyword|returns?|raises?|raise|except|exception|yields?)\b\s*([^:]*):(.*)`)
	amid    = regexp.MustCompile(`\s+([@\\](?:param|tparam|arg|argument|template|typeParam|typeparam|returns?|throws?|exception|yields?)\s)`)
	typing  = regexp.MustCompile(`^\s*:(?:type\s+([^:]+)|rtype\s*):`)
	other   = regexp.MustCompile(`^\s*([@\\]\w|:\w+[^:]*:)`)
	nameRun = regexp.MustCompile(`^[^\s,]+(?:,\s*[\w$]+)*`) // "a,b", as C++ has them
)

var tagParts = map[string]part{
	"param": parameters, "parameter": parameters, "arg": parameters, "argument": parameters, "key": parameters, "keyword": parameters,
	"tparam": generics, "template": generics, "typeParam": generics, "typeparam": generics,
	"return": returns, "returns": returns, "yield": yields, "yields": yields,
	"throw": raises, "throws": raises, "exception": raises, "raise": raises, "raises": raises, "except": raises,
}

// findTags finds entries that each begin with a tag or a field.
func findTags(lines []string) (found []standing) {
	for i, text := range lines {
		s := standing{from: i, to: i + 1}
		for s.to < len(lines) && strings.TrimSpace(lines[s.to]) != "" && !other.MatchString(lines[s.to]) {
			s.to++
		}
		found = append(found, tagsAmid(text, s)...)
		if m := tag.FindStringSubmatch(text); m != nil {
			s.part = tagParts[m[1]]
			s.readTag(m[2], lines[i+1:s.to])
		} else if m := field.FindStringSubmatch(text); m != nil {
			s.part = tagParts[m[1]]
			words := strings.Fields(m[2])
			s.names = []string{strings.Trim(strings.Join(words[max(0, len(words)-1):], ""), `[]*\`)}
			s.more = strings.HasPrefix(m[1], "key")
			s.words = s.to > i+1 || strings.TrimSpace(m[3]) != ""
			s.withType(lines)
		} else {
			continue
		}
		if s.part == returns || s.part == yields {
			s.names = nil
		}
		s.loose = s.more || slices.ContainsFunc(s.names, func(name string) bool { return !plainName(name) })
		found = append(found, s)
	}
	return found
}

// tagsAmid finds entries that begin within a line. The words in front of them are
// not theirs, so that they stay whatever they are about.
func tagsAmid(text string, line standing) (found []standing) {
	places := amid.FindAllStringSubmatchIndex(text, -1)
	for n, at := range places {
		if strings.TrimSpace(text[:at[2]]) == "" {
			continue
		}
		end := len(text)
		if n+1 < len(places) {
			end = places[n+1][0]
		}
		if m := tag.FindStringSubmatch(text[at[2]:end]); m != nil {
			s := standing{part: tagParts[m[1]], from: line.from, to: line.to}
			if s.readTag(m[2], nil); s.part == returns || s.part == yields {
				s.names = nil
			}
			s.loose = true
			found = append(found, s)
		}
	}
	return found
}

// withType takes the field below that tells the type to the entry.
func (s *standing) withType(lines []string) {
	if s.to == len(lines) {
		return
	}
	m := typing.FindStringSubmatch(lines[s.to])
	if m == nil || s.part == parameters && strings.TrimSpace(m[1]) != s.names[0] || s.part == returns && m[1] != "" || s.part > returns {
		return
	}
	for s.to++; s.to < len(lines) && strings.TrimSpace(lines[s.to]) != "" && !other.MatchString(lines[s.to]); {
		s.to++
	}
}

// readTag takes apart what stands behind a tag: a type, names and words.
func (s *standing) readTag(rest string, below []string) {
	kind, after, ok := typed(rest)
	for ; !ok && len(below) > 0; below = below[1:] { // a type of several lines
		rest += " " + strings.TrimSpace(below[0])
		kind, after, ok = typed(rest)
	}
	after = strings.TrimSpace(after)
	run := nameRun.FindString(after)
	if strings.HasPrefix(after, "[") { // "[name=value]"
		run, _, _ = strings.Cut(after, "]")
		run, _, _ = strings.Cut(run, "=")
	}
	s.more = strings.HasPrefix(kind, "...")
	s.words = len(below) > 0 || strings.Trim(strings.TrimPrefix(after, run), " -:]") != ""
	switch {
	case s.part == parameters && strings.HasPrefix(run, "<"):
		s.part, run = generics, strings.Trim(run, "<>")
	case s.part == raises && kind != "":
		run = strings.ReplaceAll(kind, "|", ",")
	}
	for name := range strings.SplitSeq(run, ",") {
		name = strings.TrimLeft(strings.Trim(name, ` []*\`), ".")
		name, _, _ = strings.Cut(name, "=")
		if s.part != raises {
			name, _, _ = strings.Cut(name, ".") // @param options.depth is about options
		}
		s.names = append(s.names, name)
	}
}

// typed takes the type in braces off the start of what stands behind a tag. It
// is false if the braces do not end there.
func typed(rest string) (kind, after string, ok bool) {
	if !strings.HasPrefix(rest, "{") {
		return "", rest, true
	}
	depth := 0
	for i := range len(rest) {
		switch rest[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return rest[1:i], rest[i+1:], true
			}
		}
	}
	return "", "", false
}

var headings = map[string]part{
	"Args": parameters, "Arguments": parameters, "Parameters": parameters, "Params": parameters, "Keyword Args": parameters,
	"Other Parameters": parameters, "Returns": returns, "Return": returns, "Yields": yields, "Raises": raises,
	"Errors": raises, "Panics": panics, "Safety": safety,
}

// moreHeadings are of sections that tell what a catch-all takes.
var moreHeadings = map[string]bool{"Keyword Args": true, "Other Parameters": true}

var (
	googleEntry = regexp.MustCompile(`^\s+((?:\\?\*){0,2}[\w.]+(?:\s*,\s*(?:\\?\*){0,2}[\w.]+)*)\s*(\(.*\))?\s*:`)
	googleHead  = regexp.MustCompile(`^(\s*)([A-Z][\w ]*):\s*$`)
	remark      = regexp.MustCompile(`^[A-Z][a-z]+$`) // "Note: it is slow", and no parameter
	numpyEntry  = regexp.MustCompile(`^\s*((?:\\?\*){0,2}[\w.]+(?:\s*,\s*(?:\\?\*){0,2}[\w.]+)*)\s*(:.*)?$`)
)

// findGoogle finds sections whose entries are indented more than the heading.
func findGoogle(lines []string) (found []standing) {
	for i, text := range lines {
		m := googleHead.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		p, known := headings[m[2]]
		s := standing{part: p, section: true, more: moreHeadings[m[2]], from: i, to: i + 1}
		for n := i + 1; n < len(lines) && (strings.TrimSpace(lines[n]) == "" || depth(lines[n]) > len(m[1])); n++ {
			if strings.TrimSpace(lines[n]) != "" {
				s.to = n + 1
			}
		}
		if known {
			found = append(append(found, s), entriesIn(lines, s, i+1, googleEntry)...)
		}
	}
	return found
}

// findNumpy finds sections whose headings stand on a line of dashes.
func findNumpy(lines []string) (found []standing) {
	ruled := func(n int) bool {
		return n+1 < len(lines) && strings.HasPrefix(strings.TrimSpace(lines[n+1]), "---")
	}
	for i, text := range lines {
		p, known := headings[strings.TrimSpace(text)]
		if !known || !ruled(i) {
			continue
		}
		s := standing{part: p, section: true, more: moreHeadings[strings.TrimSpace(text)], from: i, to: i + 2}
		for n := i + 2; n < len(lines) && !ruled(n); n++ {
			if strings.TrimSpace(lines[n]) != "" {
				s.to = n + 1
			}
		}
		found = append(append(found, s), entriesIn(lines, s, i+2, numpyEntry)...)
	}
	return found
}

// entriesIn finds the entries of a section: they begin at the least depth that
// any line below the heading has.
func entriesIn(lines []string, s standing, first int, entry *regexp.Regexp) (found []standing) {
	least := -1
	for _, text := range lines[first:s.to] {
		if strings.TrimSpace(text) != "" && (least < 0 || depth(text) < least) {
			least = depth(text)
		}
	}
	if s.part != parameters && s.part != raises {
		return []standing{{part: s.part, from: first, to: s.to}}
	}
	for i := first; i < s.to; i++ {
		m := entry.FindStringSubmatch(lines[i])
		if m == nil || depth(lines[i]) != least {
			continue
		}
		e := standing{part: s.part, more: s.more, from: i, to: i + 1}
		for e.to < s.to && (strings.TrimSpace(lines[e.to]) == "" || depth(lines[e.to]) > least) {
			e.to++
		}
		for name := range strings.SplitSeq(m[1], ",") {
			e.names = append(e.names, strings.TrimLeft(strings.TrimSpace(name), `\*`))
		}
		e.loose = e.more || slices.ContainsFunc(e.names, func(name string) bool { return remark.MatchString(name) || !plainName(name) })
		_, said, _ := strings.Cut(lines[i], ":")
		e.words = entry == googleEntry && strings.TrimSpace(said) != "" || strings.TrimSpace(strings.Join(lines[i+1:e.to], "")) != ""
		found = append(found, e)
	}
	return found
}

// findHeadings finds the sections of rustdoc.
func findHeadings(lines []string) (found []standing) {
	for i, text := range lines {
		p, known := headings[strings.TrimSpace(strings.TrimLeft(text, "#"))]
		if !known || !strings.HasPrefix(text, "#") {
			continue
		}
		s := standing{part: p, section: true, from: i, to: i + 1}
		for n := i + 1; n < len(lines) && !strings.HasPrefix(lines[n], "# "); n++ {
			if lines[n] != "" {
				s.to = n + 1
			}
		}
		found = append(found, s, standing{part: p, from: i + 1, to: s.to})
	}
	return found
}

func depth(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }
