package action

import (
	"regexp"
	"strings"
)

// A standing is an entry that a doc comment has, or a section of such entries
// with its heading. Lines from From up to To are its own.
type standing struct {
	part     part
	names    []string // of the parameters or errors; none where there is only one entry of the part
	section  bool
	from, to int
}

var (
	tag   = regexp.MustCompile(`^\s*[@\\](param|tparam|arg|argument|template|typeParam|typeparam|returns?|throws?|exception|yields?)\b(?:\[[^\]]*\])?\s*(?:\{[^}]*\})?\s*(\S*)`)
	field = regexp.MustCompile(`^\s*:(param|parameter|arg|argument|key|keyword|returns?|raises?|raise|except|exception|yields?)\b\s*([^:]*):`)
	other = regexp.MustCompile(`^\s*([@\\]\w|:\w+[^:]*:)`)
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
		m := tag.FindStringSubmatch(text)
		if m == nil {
			if m = field.FindStringSubmatch(text); m != nil {
				words := strings.Fields(m[2])
				m[2] = strings.Join(words[max(0, len(words)-1):], "")
			}
		}
		if m == nil {
			continue
		}
		s := standing{part: tagParts[m[1]], from: i, to: i + 1}
		for s.to < len(lines) && strings.TrimSpace(lines[s.to]) != "" && !other.MatchString(lines[s.to]) {
			s.to++
		}
		name := strings.Trim(m[2], `[]*\`)
		name, _, _ = strings.Cut(name, "=")
		switch {
		case s.part == parameters && strings.HasPrefix(name, "<"):
			s.part, name = generics, strings.Trim(name, "<>")
		case s.part == raises && name == "":
			if _, rest, ok := strings.Cut(text, "{"); ok {
				name, _, _ = strings.Cut(rest, "}")
			}
		}
		if s.part != returns && s.part != yields {
			name, _, _ = strings.Cut(name, ".") // @param options.depth is about options
			s.names = []string{name}
		}
		found = append(found, s)
	}
	return found
}

var headings = map[string]part{
	"Args": parameters, "Arguments": parameters, "Parameters": parameters, "Params": parameters, "Keyword Args": parameters,
	"Other Parameters": parameters, "Returns": returns, "Return": returns, "Yields": yields, "Raises": raises,
	"Errors": raises, "Panics": panics, "Safety": safety,
}

var (
	googleEntry = regexp.MustCompile(`^\s+\*{0,2}\\?([\w.]+)\s*(\([^)]*\))?\s*:`)
	googleHead  = regexp.MustCompile(`^(\s*)([A-Z][\w ]*):\s*$`)
	numpyEntry  = regexp.MustCompile(`^\s*(\*{0,2}[\w.]+(?:\s*,\s*\*{0,2}[\w.]+)*)\s*(:.*)?$`)
)

// findGoogle finds sections whose entries are indented more than the heading.
func findGoogle(lines []string) (found []standing) {
	for i, text := range lines {
		m := googleHead.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		p, known := headings[m[2]]
		s := standing{part: p, section: true, from: i, to: i + 1}
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
		s := standing{part: p, section: true, from: i, to: i + 2}
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
		e := standing{part: s.part, from: i, to: i + 1}
		for e.to < s.to && (strings.TrimSpace(lines[e.to]) == "" || depth(lines[e.to]) > least) {
			e.to++
		}
		for name := range strings.SplitSeq(m[1], ",") {
			e.names = append(e.names, strings.TrimLeft(strings.TrimSpace(name), "*"))
		}
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
