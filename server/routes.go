package server

import (
	"slices"
	"strconv"

	"fimble/completion"
)

// RouteSettings says which model serves some files and purposes.
type RouteSettings struct {
	// Languages are LSP language identifiers. None means all.
	Languages []string

	// Paths are globs in the form of .gitignore, from the folder that the file
	// lies in. None means all.
	Paths []string

	// Purpose is what the model serves there: "inline", "invoked", "list",
	// "action", or several. None means the first three.
	Purpose []completion.Purpose

	// Model is the name of the model.
	Model string
}

// routeRows are the rows of the options of one rule, which is the first of
// Settings.Route while they are taken.
func routeRows() []option {
	always := func(_, _ *Settings, _ string) bool { return true }
	return []option{
		{[]string{"route", "*", "languages"}, "a list of language identifiers",
			someTexts(func(s *Settings) *[]string { return &s.Route[0].Languages }), always},
		{[]string{"route", "*", "paths"}, "a list of globs", someTexts(func(s *Settings) *[]string { return &s.Route[0].Paths }), always},
		{[]string{"route", "*", "purpose"}, `"inline", "invoked", "list" or "action", or a list of them`, purposes, always},
		{[]string{"route", "*", "model"}, takesModel, aModel(func(s *Settings) *string { return &s.Route[0].Model }),
			func(before, after *Settings, _ string) bool { return before.names(after.Route[0].Model) }},
	}
}

// rules takes a list of rules, which come before those of earlier layers. One
// that is not as it should be is left out as a whole: without a condition it
// would be for files that nobody meant.
func (m *merge) rules(path []string, value any) {
	list, ok := value.([]any)
	if !ok {
		m.report(path, " is %s: it takes a list of tables", show(value))
		return
	}
	earlier := m.settings.Route
	var taken []RouteSettings
	for i, entry := range list {
		here := append(slices.Clone(path), strconv.Itoa(i+1))
		table, ok := entry.(map[string]any)
		if !ok {
			m.report(here, " is %s: it takes a table", show(entry))
			continue
		}
		told := len(m.problems)
		m.settings.Route = make([]RouteSettings, 1)
		m.table(here, table)
		rule := m.settings.Route[0]
		switch {
		case slices.ContainsFunc(m.problems[told:], func(p Problem) bool { return !p.Minor }):
		case rule.Model == "":
			m.report(here, ".model is missing: it takes %s", takesModel)
		default:
			taken = append(taken, rule)
		}
	}
	m.settings.Route = append(taken, earlier...)
}

func someTexts(field func(*Settings) *[]string) func(*Settings, string, any) bool {
	return func(s *Settings, _ string, value any) bool {
		all, ok := texts(value)
		if ok = ok && len(all) > 0; ok {
			*field(s) = all
		}
		return ok
	}
}

func purposes(s *Settings, _ string, value any) bool {
	names, ok := texts(value)
	if one, isOne := value.(string); isOne {
		names, ok = []string{one}, true
	}
	var all []completion.Purpose
	for _, name := range names {
		ok = ok && slices.Contains(completion.Purposes(), completion.Purpose(name))
		all = append(all, completion.Purpose(name))
	}
	if ok = ok && len(all) > 0; ok {
		s.Route[0].Purpose = all
	}
	return ok
}
