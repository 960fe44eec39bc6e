package trim

import "strings"

// Enough tells, while a model streams, how much of the text so far is wanted:
// the length to keep, and whether the model may stop. Wanted is one statement
// with all of the block that it opens, the whole body where the cursor stands
// in an empty one, and all to the end of the block if the site asks for it.
// What a model says before the answer, it may say.
func Enough(site Site, text string) (keep int, stop bool) {
	plain := LineEnds(site, text)
	start, body, ended, begun := head(site, plain)
	if !begun {
		return len(text), ended
	}
	keep, stop = wanted(site, body)
	if !stop && !ended {
		return len(text), false
	}
	return rawLength(text, start+keep), true
}

// head is where the answer begins in a text that still streams, and what there
// is of it. It has not begun while there may be more before it, and has ended
// when what follows it has come.
func head(site Site, text string) (start int, body string, ended, begun bool) {
	body = text
	for _, p := range heads {
		if site.awaits(p, body) {
			return 0, "", false, false
		}
		rest := p.Trim(site, body)
		if !strings.HasSuffix(body, rest) {
			at := strings.LastIndex(body, rest)
			if halfToken(body[at+len(rest):]) {
				return start + at, rest, false, true
			}
			start, body, ended = start+at, rest, true
			continue
		}
		start, body = start+len(body)-len(rest), rest
	}
	return start, body, ended, strings.TrimSpace(body) != ""
}

// awaits reports whether a pass will take more from the head of a text when
// more of it has come.
func (s Site) awaits(p Pass, text string) bool {
	switch p.Name {
	case "preamble": // it may speak of the mark where the answer belongs
		tag := s.asked()
		return tag != "" && strings.Contains(text, holeMark) && !strings.Contains(text, tag)
	case "special tokens":
		return promptAgain(s, text)
	case "greeting":
		return strings.Trim(greeted(s, text), " \t\n`~") == "" && strings.TrimSpace(text) != ""
	case "again":
		return begunAgain(s, text)
	}
	return false
}

// rawLength is how long the first n bytes of a text are with the line ends
// that it came with.
func rawLength(text string, n int) int {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		if strings.HasPrefix(text[at:], "\r\n") {
			at++
		}
		at++
	}
	return at
}

// wanted is how much of an answer is wanted, and whether it has come to that.
func wanted(site Site, text string) (keep int, enough bool) {
	first := lineLength(text)
	stands, lines := standing(site, text)
	switch {
	case first == len(text):
		return len(text), false
	case strings.TrimSpace(text) != "" && stands:
		return len(text), lines > 2
	case site.goesOn() || site.staysOnLine() && (strings.TrimSpace(text[:first]) != "" || !site.comments()):
		return first, true
	case strings.TrimSpace(text[:first]) == "":
		// The line was complete, and the next one is the suggestion.
		keep, enough = wanted(site.below(text[:first+1]), text[first+1:])
		return first + 1 + keep, enough
	}
	if keep, ok := reached(site, text); ok {
		return keep, true
	}
	if site.wantsBody() {
		return body(site, text)
	}
	return statement(site, text)
}

// staysOnLine reports whether the cursor stands in a comment of one line or in
// a string of one line.
func (s Site) staysOnLine() bool {
	if s.Language.LineComment != "" && s.comments() && s.within() == "" {
		return true
	}
	closer := s.within()
	return closer != "" && closer == closerOfLine(closer)
}

// closerOfLine is the closer if it belongs to strings of one line.
func closerOfLine(closer string) string {
	if closer == `"` || closer == "'" {
		return closer
	}
	return ""
}

// below is the site on the line below the cursor's, after a first line of text
// that ends it. What closes behind the cursor then closes behind that.
func (s Site) below(line string) Site {
	s.Prefix += line
	if rest := s.lineRest(); strings.TrimSpace(rest) != "" {
		s.Suffix = "\n" + s.Suffix
	}
	s.Scope = ""
	return s
}

// reached finds where a text has come to the line that follows the cursor, or
// begins to repeat itself.
func reached(site Site, text string) (keep int, ok bool) {
	complete := text[:strings.LastIndexByte(text, '\n')]
	next := strings.TrimSpace(site.nextLine())
	if distinct([]string{next}) {
		rows := site.rows(complete)
		for i, r := range rows {
			line := complete[r.start:r.end]
			if i == 0 {
				line = site.linePrefix() + line
			}
			if r.depth == 0 && !r.inside && strings.TrimSpace(line) == next {
				return max(0, r.start-1), i > 0
			}
		}
	}
	if round := Repetition(site, complete); len(round) < len(complete) {
		return len(strings.TrimRight(round, "\n")), true
	}
	return 0, false
}
