package syntax

import (
	"slices"
	"strings"
)

// raised are the errors that a statement surely raises: one that it names, what a
// variable was made as, or what the handler around has caught and hands on.
func (l *Language) raised(text string, c clue, own Span, found *findings) (names []string) {
	statement, _ := c.statement()
	word := func(name string, c clue) string { return fold(text[c.spans[name].Start:c.spans[name].End]) }
	variable := word("variable", c)
	if name := word("error", c); l.errorName(name) {
		return []string{name}
	} else if name != "" {
		variable = name
	}
	if variable == "" && c.spans["again"].Len() == 0 {
		return nil
	}
	made := map[Span]string{}
	for _, set := range found.own(own, found.sets) {
		if word("local", set) == variable {
			made[set.spans["set"]] += word("made", set)
		}
	}
	if len(made) > 0 {
		for _, name := range made {
			if !l.errorName(name) {
				return nil // it may be anything
			}
			names = append(names, name)
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	innermost := Span{}
	for i, handler := range found.handlers.holding(statement) {
		if !own.holds(handler) || variable == "" && innermost != (Span{}) && handler != innermost {
			break
		}
		innermost = handler
		by := found.clues[i]
		name := word("handles", by)
		if (variable == "" || word("alias", by) == variable) && l.errorName(name) && name != strings.ToUpper(name) && !caughtAll[name] && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Reverse(names) // as the handler has them
	return names
}

// errorName tells the name of an error's type from that of a variable, where a
// statement may raise either.
func (l *Language) errorName(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return last != "" && (!l.offside || 'A' <= last[0] && last[0] <= 'Z')
}

// caughtAll are errors that every other one is.
var caughtAll = map[string]bool{"Exception": true, "BaseException": true, "Throwable": true, "std::exception": true}

// caught reports whether what is raised there does not leave the function. An
// error that is caught by the name of a parent is not known for it.
func (f *findings) caught(text, name string, raise, own Span) bool {
	for i, guarded := range f.guarded.holding(raise) {
		by, named := f.clues[i].spans["caught"]
		if own.holds(guarded) && (!named || text[by.Start:by.End] == name || caughtAll[text[by.Start:by.End]]) {
			return true
		}
	}
	return false
}
