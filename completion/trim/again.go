package trim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fimble/context/syntax"
)

const (
	nearLines  = 12 // lines among which a line must be like no other to be taken for repeated
	aloneLine  = 10 // bytes that a single line must have to be taken for repeated: shorter ones repeat for good reasons
	pieceReach = 64 // bytes before the cursor that an answer may begin anew within: longer than nearly all paths
	aloneReach = 3  // bytes of the line so far that an answer must begin with to be taken for repeating them
)

// Again takes from the head of the text what stands before the cursor: the
// line so far, the lines before it, or all from the head of the function on.
func Again(site Site, text string) string {
	if n, complete := linesAgain(site, text); n > 0 && complete {
		line := strings.TrimSpace(site.linePrefix())
		if line == "" {
			return text[n:]
		}
		head := strings.TrimLeft(text[n:], " \t\n")
		return strings.TrimPrefix(strings.TrimPrefix(head, line), strings.TrimLeft(strings.TrimLeft(site.linePrefix(), " \t")[len(line):], "\n"))
	}
	return lineAgain(site, text)
}

// begunAgain reports whether the text so far repeats lines before the cursor,
// and has not come to the cursor yet.
func begunAgain(site Site, text string) bool {
	n, complete := linesAgain(site, text)
	return n > 0 && !complete
}

// linesAgain is how much of the text's head repeats the lines right before the
// cursor's. Until the text is as long as those, it is not complete.
func linesAgain(site Site, text string) (n int, complete bool) {
	above := site.Prefix[:len(site.Prefix)-len(site.linePrefix())]
	first, _, more := strings.Cut(withoutBlankLines(text), "\n")
	if first = strings.TrimSpace(first); !more || first == "" || !strings.Contains(above, first) {
		return 0, false
	}
	line := strings.TrimSpace(site.linePrefix())
	last := strings.TrimRight(above, " \t\n")
	last = strings.TrimSpace(last[strings.LastIndexByte(last, '\n')+1:])
	if last != first && !followsOn(withoutBlankLines(text), above, line) {
		return 0, false
	}
	lines := codeLines(above)
	for k := len(lines); k > 0; k-- {
		if lines[len(lines)-k] != first {
			continue
		}
		at, short := linesMatch(text, lines[len(lines)-k:])
		if at <= 0 {
			continue
		}
		head := strings.TrimLeft(text[at:], " \t\n")
		switch {
		case short, line != "" && strings.HasPrefix(line, strings.TrimSpace(head)):
			n = at // more of it may come
		case line != "" && !strings.HasPrefix(head, line):
		case k > 1 || line != "" || site.writtenOnce(text, above, lines):
			return at, true
		}
	}
	return n, false
}

// followsOn reports whether the second line of a text stands above the cursor
// too, or is the cursor's, as far as it is there. It saves reading all lines.
func followsOn(text, above, line string) bool {
	_, rest, _ := strings.Cut(text, "\n")
	second, _, complete := strings.Cut(strings.TrimLeft(rest, " \t\n"), "\n")
	second = strings.TrimSpace(second)
	return !complete || line != "" && strings.HasPrefix(second, line) || strings.Contains(above, second)
}

// writtenOnce reports whether the last line above the cursor, which a text
// begins with, is not written twice in a row: it comes with its own indent,
// where the cursor's line has one already, it is like no other nearby, or it
// closes what something else closes below.
func (s Site) writtenOnce(text, above string, lines []string) bool {
	last := strings.TrimRight(above, " \t\n")
	last = last[strings.LastIndexByte(last, '\n')+1:]
	first := withoutBlankLines(text)
	if indentOf(last) > 0 && s.linePrefix() != "" && strings.HasPrefix(first, last) {
		return true
	}
	return distinct(lines[max(0, len(lines)-nearLines):]) || closersOnly(last) && s.closesBelow()
}

// linesMatch is where the text goes on behind lines that are the same but for
// blanks; -1 if it begins with others. It is short if it ends before them.
func linesMatch(text string, lines []string) (at int, short bool) {
	for _, want := range lines {
		for {
			if at >= len(text) {
				return at, true
			}
			n := lineLength(text[at:])
			line := strings.TrimSpace(text[at : at+n])
			if line == "" && at+n < len(text) {
				at += n + 1
				continue
			}
			switch {
			case at+n == len(text) && at > 0 && strings.HasPrefix(want, line):
				return at, true
			case at+n == len(text) || line != want:
				return -1, false
			}
			at += n + 1
			break
		}
	}
	return at, false
}

// distinct reports whether the last of some lines is like no other, so that it
// is not written twice in a row.
func distinct(lines []string) bool {
	last := lines[len(lines)-1]
	if len(last) < aloneLine || !strings.ContainsFunc(last, syntax.WordRune) || strings.HasSuffix(last, ",") || strings.HasPrefix(last, "</") {
		return false
	}
	for _, l := range lines[:len(lines)-1] {
		if l == last {
			return false
		}
	}
	return true
}

// codeLines are the lines of a text that are not blank, without the blanks
// around them.
func codeLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// lineAgain takes the line so far from the head of the text, all of it or what
// belongs together at its end.
func lineAgain(site Site, text string) string {
	line := strings.TrimLeft(site.linePrefix(), " \t")
	head := strings.TrimLeft(text, " \t\n")
	if line == "" {
		return text
	}
	if rest, ok := strings.CutPrefix(head, line); ok && lineRepeats(site, line, rest) {
		if last := lastByte(line); last == '(' || last == '[' {
			return strings.TrimLeft(rest, " ")
		}
		return rest
	}
	if bare := strings.TrimRight(line, " \t"); bare != line && strings.TrimSpace(head) == bare {
		return ""
	}
	for start := max(1, len(line)-pieceReach); start < len(line); start++ {
		if rest, ok := strings.CutPrefix(text, line[start:]); ok && piece(site, line, start) {
			return rest
		}
	}
	return text
}

// lineRepeats tells a line that is written again from one that calls itself:
// in `f(` the answer `f(x)` begins anew, and the answer `f(x))` does not. In
// `f(█)` both may be meant by `f(x)`.
func lineRepeats(site Site, line, rest string) bool {
	if letters := strings.IndexFunc(line, syntax.WordRune) >= 0; !letters {
		return site.Language.LineComment != "" && strings.HasSuffix(line, " ") && (strings.HasPrefix(line, site.Language.LineComment) || line == "* ")
	}
	if strings.ContainsAny(strings.TrimSpace(line), " =") {
		return true
	}
	open := surplus(invert(line))
	first, tail := rest[:lineLength(rest)], strings.TrimSpace(site.lineRest())
	switch {
	case tail != "" && strings.HasSuffix(strings.TrimRight(first, " \t"), tail) && (tail[len(tail)-1] == ';' || open+strings.Count(line, `"`)+strings.Count(line, "'") > 1):
		return true // all of the line, which ends a statement or opens too much to be called within itself
	case strings.HasSuffix(line, "<"):
		return strings.Count(rest, ">")-strings.Count(rest, "<") <= strings.Count(line, "<")-strings.Count(line, ">")
	case open == 0:
		return len(line) >= aloneReach && !doubles(line)
	}
	brought := surplus(rest) - surplus(invert(rest)) // closers for what the line has opened
	if (brought == open || surplus(first)-surplus(invert(first)) == open) && strings.Trim(site.lineRest(), ")]};, \t") == "" && !constructs(line) {
		return true // a whole line, where the editor has closed the brackets
	}
	again := open - brought - surplus(site.lineRest())
	return abs(again) < abs(again+open)
}

// constructs reports whether a line begins with a constructor, of which one
// often holds another: Some(Some(x)). Functions and macros are seldom called so.
func constructs(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsUpper(r) && !strings.ContainsAny(line, "._")
}

func abs(n int) int { return max(n, -n) }

// piece reports whether a line has, from an offset on, something that nobody
// writes twice: the word or the path that is being typed, or words with an
// operator between them.
func piece(site Site, line string, start int) bool {
	end := line[start:]
	before := line[start-1]
	switch {
	case !wordByte(end[0]) || wordByte(before) || strings.IndexByte(".:>$@#", before) >= 0 || strings.ContainsAny(end, "([{\"'`"):
		return false
	case strings.HasSuffix(end, " "):
		word := strings.TrimSpace(end)
		return strings.ContainsAny(end, "=") || site.Language.Keyword(word) && !doubles(word)
	case strings.ContainsAny(end, " "):
		return strings.ContainsAny(end, "=")
	case strings.ContainsAny(end, ".:>"):
		return len(end) > 1
	}
	return len(end) >= aloneReach && strings.Trim(end, "0123456789") != ""
}

// doubles reports whether a word may well be written twice in a row.
func doubles(word string) bool {
	word = strings.TrimSpace(word)
	return word == "long" || word == "not"
}

// invert swaps opening and closing brackets and reads backwards, so that the
// openers that nothing closes become closers that nothing opened.
func invert(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return strings.NewReplacer("(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{").Replace(string(b))
}
