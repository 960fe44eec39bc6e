package action

import (
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// added is the region's old code with a model's code added to it: in the place
// of the lines that go, else behind it. It is false if that is no place for more
// code, or if the code has something that is there already.
func (r region) added(code string) (string, bool) {
	if !r.open || r.old == "" {
		return "", false
	}
	language := r.Snapshot.Language()
	lines, at, gone := r.opening()
	indent := ""
	if gone > 0 {
		indent = syntax.IndentOf(lines[at], 0)
	}
	fresh := strings.Split(strings.Trim(shifted(strings.Trim(code, "\n"), indent+"x"), "\n"), "\n")
	near := func(n int) string {
		if n < 0 || n >= len(lines) {
			return ""
		}
		return strings.TrimSpace(lines[n])
	}
	directly := near(at+gone) != ""
	joined := func(more []string) string {
		return strings.Join(slices.Concat(lines[:at], more, lines[at+gone:]), "\n")
	}
	if language.Deep() {
		if r.inFunction() {
			return "", false
		}
		more := joined(fresh)
		had, _ := declarations(r.Outline, r.span)
		has, _ := declarations(r.parsed(more), syntax.Span{Start: r.span.Start, End: r.span.Start + len(more)})
		twice := slices.ContainsFunc(has, func(name string) bool { return slices.Contains(had, name) && count(has, name) > count(had, name) })
		declared := len(has) > len(had)
		if twice || directly && !declared {
			return "", false
		}
		if declared {
			apart := make([]string, 1, 2)
			if language.Offside() && indent == "" {
				apart = apart[:2]
			}
			if above := near(at - 1); above != "" && !strings.HasSuffix(above, "{") && !strings.HasSuffix(above, ":") {
				fresh = append(slices.Clone(apart), fresh...)
			}
			if directly {
				fresh = append(fresh, apart...)
			}
		}
	}
	keys := map[string]bool{}
	for _, line := range statements(language, without(r.old, r.drop)) {
		keys[keyOf(language, line)] = true
	}
	if slices.ContainsFunc(statements(language, code), func(line string) bool { return keys[keyOf(language, line)] }) {
		return "", false
	}
	return joined(fresh), true
}

// opening is where more code comes in: the lines of the region, and which of
// them go.
func (r region) opening() (lines []string, at, gone int) {
	lines = strings.Split(r.old, "\n")
	if r.drop == "" && r.dropAt == 0 {
		for at = len(lines); at > 0 && strings.TrimSpace(lines[at-1]) == ""; at-- {
		}
		return lines, at, 0
	}
	at = strings.Count(buffer.LF(r.Snapshot.Text().Slice(r.span.Start, max(r.span.Start, r.dropAt))), "\n")
	return lines, at, 1 + strings.Count(r.drop, "\n")
}

// inFunction reports whether the place for more code is in a function or method.
func (r region) inFunction() bool {
	at := r.span.End
	if r.drop != "" || r.dropAt > 0 {
		at = r.dropAt
	}
	return slices.ContainsFunc(r.Outline.Symbols, func(s syntax.Symbol) bool {
		return (s.Kind == syntax.Function || s.Kind == syntax.Method) && s.Span.Start < at && at < s.Span.End
	})
}

func count(names []string, name string) (n int) {
	for _, other := range names {
		if other == name {
			n++
		}
	}
	return n
}

// keyOf is what makes a statement the same as another: in a language without a
// grammar, what is set or called.
func keyOf(l *syntax.Language, line string) string {
	if l.Deep() {
		return line
	}
	end := strings.IndexAny(line, ":=({")
	if end <= 0 {
		return line
	}
	return strings.TrimSpace(line[:end])
}
