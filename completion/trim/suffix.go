package trim

import (
	"strings"

	"fimble/context/syntax"
)

// SuffixOverlap takes from the end of the text what already follows the
// cursor: the rest of the line, and the closing lines below it.
func SuffixOverlap(site Site, text string) string {
	if rest := strings.TrimSpace(site.lineRest()); rest != "" {
		if cut := restOverlap(text, rest); cut != text {
			return cut
		}
		return site.closedBehind(text, rest)
	}
	return closingLines(site, text)
}

// restOverlap cuts the longest end of the text that the rest of the line
// begins with. A rest that is there in full ends the text also when lines
// follow it: the model wrote the line again and went on.
func restOverlap(text, rest string) string {
	for n := min(len(text), len(rest)); n > 0; n-- {
		if strings.HasSuffix(text, rest[:n]) && repeats(text, rest[:n]) {
			return text[:len(text)-n]
		}
	}
	first, _, more := strings.Cut(text, "\n")
	if more && strings.HasSuffix(first, rest) && repeats(first, rest) {
		return first[:len(first)-len(rest)]
	}
	return text
}

// repeats reports whether the end of a text says again what follows it,
// rather than closing what the text itself has opened: in `bar(█)` the answer
// `foo(x)` keeps its bracket, the answer `x)` does not.
func repeats(text, end string) bool {
	if n := surplus(end); n > 0 {
		return surplus(text) >= n
	}
	if quotes := strings.Count(end, `"`) + strings.Count(end, "'") + strings.Count(end, "`"); quotes == 1 {
		quote := end[strings.IndexAny(end, "\"'`"):][:1]
		return strings.Count(text, quote)%2 == 1
	}
	return len(end) > 1 || !wordByte(end[0])
}

// surplus counts the brackets that a text closes without having opened them.
func surplus(text string) int {
	depth, missing := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				missing++
				depth = 0
			}
		}
	}
	return missing
}

// closingLines cuts lines from the end of the text that the lines below begin
// with, when the text closes with them what it has not opened itself.
func closingLines(site Site, text string) string {
	if end, ok := closedBelow(site, text); ok {
		return text[:end]
	}
	lines := strings.Split(text, "\n")
	next := site.nextLines()
	for n := min(len(lines)-1, len(next)); n > 0; n-- {
		tail := lines[len(lines)-n:]
		if !sameLines(tail, next[:n]) {
			continue
		}
		if closes := surplus(strings.Join(tail, "\n")); closes == 0 || surplus(text) >= closes {
			return strings.Join(lines[:len(lines)-n], "\n")
		}
	}
	return text
}

// sameLines compares indents too: a closer of another depth closes another
// block.
func sameLines(a, b []string) bool {
	for i := range a {
		if strings.TrimRight(a[i], " \t") != strings.TrimRight(b[i], " \t") || strings.TrimSpace(a[i]) == "" {
			return false
		}
	}
	return true
}

func wordByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// closedBelow is where a text begins to close the block around the cursor
// although the next line closes that: it is indented as the line that opens
// the block.
func closedBelow(site Site, text string) (end int, ok bool) {
	next := site.nextLine()
	if code := strings.TrimSpace(next); code == "" || strings.IndexByte(")]}", code[0]) < 0 {
		return 0, false
	}
	rows := site.rows(text)
	around := level(rows)
	for i, r := range rows[1:] {
		if r.low >= around {
			continue
		}
		heads := site.heads()
		if n := len(heads) - 1 + around; n < 0 || syntax.Marks(site.Language, next)[0].Indent != heads[n] {
			return 0, false
		}
		line := text[r.start:r.end]
		return rows[lastCode(rows[:i+1])].end, (closersOnly(line) || r.branches(line)) && !r.inside
	}
	return 0, false
}

// heads are the indentations of the lines above the cursor's with brackets
// that are still open there, one for each bracket, innermost last.
func (s Site) heads() []int {
	above := s.Prefix[:len(s.Prefix)-len(s.linePrefix())]
	var open []nest
	for _, m := range syntax.Marks(s.Language, above) {
		open = follow(open, m, s.closer(m, above), m.Indent)
	}
	var heads []int
	for _, n := range open {
		if n.closer == "" {
			heads = append(heads, n.row)
		}
	}
	return heads
}

// closesBelow reports whether a line below the cursor closes the innermost
// bracket that is open above it.
func (s Site) closesBelow() bool {
	heads := s.heads()
	if len(heads) == 0 {
		return false
	}
	depth := 0
	for _, m := range syntax.Marks(s.Language, s.Suffix) {
		switch {
		case !m.Bracket:
		case m.Kind == syntax.MarkOpen:
			depth++
		case depth > 0:
			depth--
		default:
			return m.First && m.Indent == heads[len(heads)-1]
		}
	}
	return false
}
