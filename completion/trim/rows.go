package trim

import (
	"strings"
	"unicode/utf8"

	"fimble/context/syntax"
)

// A row is a line of a text at the cursor, as someone sees it who counts
// brackets and tells strings from code. The first row begins where the
// cursor's line does.
type row struct {
	start, end int  // in the text, without the line end
	indent     int  // bytes of blanks that it begins with
	blank      bool // there is nothing else
	inside     bool // it begins within a string or a comment of several lines
	comment    bool // it is nothing but a comment
	directive  bool // it is for a preprocessor
	depth      int  // brackets that are open where it begins, or at the cursor, less those around the cursor's line
	low        int  // the least of that within the row
	after      int  // the same where it ends
	closers    int  // brackets that it begins with and that close
	opener     int  // the row that opened what they close; -1 if that was before the cursor's line, or in several rows
	under      int  // the row that opened the innermost bracket that is open where it begins; -1 if that was before the cursor's line
	last       byte // the last byte of its code; 0 if it has none or ends in a string
}

// code reports whether the row begins with code, whose indentation says where
// it belongs.
func (r row) code() bool { return !r.blank && !r.inside && !r.comment && !r.directive }

// hangs reports whether the row ends in a bracket that opens.
func (r row) hangs() bool { return r.last == '{' || r.last == '(' || r.last == '[' }

// A nest is what is open at a place: a bracket, by the row that opened it, or
// a string or comment, by what closes it.
type nest struct {
	closer string
	row    int
}

// follow is what is open behind a mark.
func follow(open []nest, m syntax.Mark, closer string, row int) []nest {
	n := len(open)
	switch {
	case m.Kind == syntax.MarkOpen && m.Bracket:
		return append(open, nest{"", row})
	case m.Kind == syntax.MarkOpen:
		return append(open, nest{closer, row})
	case n == 0 || m.Kind != syntax.MarkClose && m.Kind != syntax.MarkBreak:
		return open
	case m.Bracket == (open[n-1].closer == ""):
		return open[:n-1]
	}
	return open
}

// inside is what closes the string or the comment that is innermost of what is
// open, or empty.
func inside(open []nest) string {
	if len(open) == 0 {
		return ""
	}
	return open[len(open)-1].closer
}

// rows reads a text at the site.
func (s Site) rows(text string) []row {
	rows := bareRows(s, text)
	if !s.Language.Balanced() {
		return rows
	}
	before := s.context()
	source, line := before+text, len(before)-len(s.linePrefix())
	var open []nest
	at, held := 0, 0 // held counts the brackets that the cursor's line has opened before the cursor
	ends := func() {
		rows[at].finish(text, open)
		if at+1 < len(rows) {
			rows[at+1].begin(rows[at].after, open)
		}
	}
	begun := false
	for _, m := range syntax.Marks(s.Language, source) {
		place := m.Span.Start - len(before)
		if place >= 0 && !begun {
			begun = true
			rows[0].begin(held, open)
		}
		for ; at+1 < len(rows) && place >= rows[at+1].start; at++ {
			ends()
		}
		from := -1
		if m.Span.Start >= line {
			from = at
		}
		if place >= 0 {
			rows[at].see(m, place, seen{text, open, s.Language.BlockComment[0]})
		}
		open = follow(open, m, s.closer(m, source), from)
		if m.Bracket && m.Span.Start >= line && m.Kind == syntax.MarkOpen {
			held++
		} else if m.Bracket && m.Span.Start >= line {
			held = max(0, held-1)
		}
	}
	if !begun {
		rows[0].begin(held, open)
	}
	for ; at < len(rows); at++ {
		ends()
	}
	if strings.TrimSpace(s.linePrefix()) != "" {
		rows[0].closers = 0 // the line begins with something else
	}
	return rows
}

// bareRows are the rows as far as their blanks tell.
func bareRows(s Site, text string) []row {
	rows := make([]row, 0, strings.Count(text, "\n")+1)
	for start := 0; start <= len(text); {
		end := start + lineLength(text[start:])
		line := text[start:end]
		if start == 0 {
			line = s.linePrefix() + line
		}
		r := row{start: start, end: end, indent: indentOf(line), blank: strings.TrimSpace(line) == "", opener: -1, under: -1}
		r.directive = s.Language.LineComment != "#" && strings.HasPrefix(line[r.indent:], "#")
		r.last = lastByte(line)
		rows = append(rows, r)
		start = end + 1
	}
	return rows
}

func (r *row) begin(depth int, open []nest) {
	r.depth, r.low, r.after, r.inside = depth, depth, depth, inside(open) != ""
	if n := len(open); n > 0 {
		r.under = open[n-1].row
	}
}

// seen is what surrounds a mark.
type seen struct {
	text  string
	open  []nest
	stars string // what begins a comment of several lines
}

// see takes a mark of the row in, which stands at a place in the text.
func (r *row) see(m syntax.Mark, place int, around seen) {
	text, open := around.text, around.open
	switch {
	case m.Kind == syntax.MarkComment:
		r.comment = r.comment || m.First
		r.last = lastByte(text[r.start:place])
	case m.Kind == syntax.MarkOpen && m.Bracket:
		r.after++
	case m.Kind == syntax.MarkOpen:
		r.comment = r.comment || m.First && around.stars != "" && strings.HasPrefix(text[place:], around.stars)
	case m.Kind == syntax.MarkClose && m.Bracket:
		r.after--
		r.low = min(r.low, r.after)
		if strings.Trim(text[r.start:place], " \t)]}") == "" && !r.inside {
			opener := -1
			if n := len(open); n > 0 {
				opener = open[n-1].row
			}
			if r.closers > 0 && opener != r.opener {
				opener = -1
			}
			r.closers, r.opener = r.closers+1, opener
		}
	}
}

// finish notes whether the row ends in code.
func (r *row) finish(text string, open []nest) {
	if inside(open) != "" {
		r.last = 0
	}
}

func lineLength(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}

func lastByte(s string) byte {
	s = strings.TrimRight(s, " \t\r")
	if s == "" {
		return 0
	}
	return s[len(s)-1]
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func runeLength(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
