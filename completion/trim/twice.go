package trim

import "strings"

const (
	twiceLine = 8  // bytes that a line must have to be said twice by mistake
	twicePart = 16 // bytes that must have been said again of lines that the model did not say to their end
)

// Twice takes the second time from a text that says the same lines twice in
// succession and nothing else, but for closers. A single line must be one that
// nobody writes twice: it gives a value to something new, goes on with a line
// and is not begun like it, or leaves the block.
func Twice(site Site, text string) string {
	lead := strings.TrimLeft(text, " \t\n")
	first, rest, more := strings.Cut(lead, "\n")
	if !more || !strings.Contains(rest, strings.TrimSpace(first)) || !site.Language.Balanced() {
		return text
	}
	rows := code(site.rows(text))
	for period := 1; period < len(rows); period++ {
		if r := rows[period]; !r.inside && says(text, rows, period) && site.said(text, rows, period) {
			return text[:rows[period-1].end]
		}
	}
	return text
}

// code are the rows that are not blank.
func code(rows []row) []row {
	kept := rows[:0]
	for _, r := range rows {
		if !r.blank || r.start == 0 {
			kept = append(kept, r)
		}
	}
	return kept
}

// says reports whether all lines from the period on are those before it again,
// as far as the model came, or followed by closers.
func says(text string, rows []row, period int) bool {
	again := 0
	for i, r := range rows[period:] {
		line, like := strings.TrimSpace(text[r.start:r.end]), strings.TrimSpace(text[rows[i].start:rows[i].end])
		last := i+period == len(rows)-1
		switch {
		case line == like:
		case i >= period && closersOnly(line):
		case last && i > 0 && strings.HasPrefix(like, line):
		default:
			return false
		}
		again += len(line)
	}
	return len(rows) >= 2*period || len(rows) > period+1 && 2*len(rows) > 3*period && again >= twicePart
}

// said reports whether the lines of a period are written once, as those are
// that say something.
func (s Site) said(text string, rows []row, period int) bool {
	size, lines := 0, 0
	for _, r := range rows[:period] {
		line := strings.TrimSpace(text[r.start:r.end])
		if closersOnly(line) || !lettered([]string{line}) || strings.HasSuffix(line, ",") {
			continue
		}
		size, lines = size+len(line), lines+1
	}
	if size < twiceLine || lines == 0 {
		return false
	}
	if lines > 1 {
		return true
	}
	line := s.linePrefix() + text[:rows[0].end]
	return strings.TrimSpace(s.linePrefix()) != "" || declaresValue(line) || jumps(firstWord(line))
}

// declaresValue reports whether a line gives a value to something that it
// names for the first time, or again without looking at the old one.
func declaresValue(line string) bool {
	name, value, ok := strings.Cut(line, "=")
	name = strings.TrimSpace(strings.TrimSuffix(name, ":"))
	if !ok || name == "" || value == "" || value[0] == '=' || strings.IndexByte("+-*/%&|^<>!?", name[len(name)-1]) >= 0 {
		return false
	}
	if at := strings.LastIndexAny(name, " \t"); at >= 0 {
		name = name[at+1:]
	}
	return !hasWord(value, name)
}
