package server

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Layer is one place where options are set, as a TOML or JSON reader has
// left it: tables are map[string]any, numbers int64 or float64.
type Layer struct {
	Name    string // where it comes from, for messages: a path, "editor settings"
	Values  map[string]any
	Project bool // came with the files, so it may only narrow

	// Lines tell where in a file options stand, by their dotted paths.
	Lines map[string]int
}

// Where is the place of an option, by its dotted path, or of the table that it
// is in, as far as that is known.
func (l Layer) Where(option string) string {
	_, line := l.find(option)
	return Problem{Layer: l.Name, Line: line}.Place()
}

// find is the option, or the table that it is in, and its line, or nothing if no
// line is known.
func (l Layer) find(option string) (found string, line int) {
	for option != "" && l.Lines[option] == 0 {
		option = option[:max(0, strings.LastIndexByte(option, '.'))]
	}
	return option, l.Lines[option]
}

// Merge makes settings of the defaults and the layers, later ones counting
// more. An option that cannot be taken is left as it was and reported, in the
// order of the layers and of their lines. Merge is pure.
func Merge(layers []Layer) (Settings, []Problem) {
	m := merge{rows: options(), settings: DefaultSettings()}
	for _, layer := range layers {
		m.layer = layer
		m.table(nil, layer.Values)
	}
	return m.settings, InOrder(m.problems, layers)
}

type merge struct {
	rows     []option
	layer    Layer
	settings Settings
	problems []Problem
}

// table takes what stands under path.
func (m *merge) table(path []string, values map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		value := values[key]
		here := append(slices.Clone(path), key)
		row, name, isTable := m.find(here)
		nested, nests := value.(map[string]any)
		switch {
		case value == nil: // what an editor sends for an option that is not set
		case row != nil:
			m.take(row, here, name, value)
		case isTable && plain(dotted(here)) == "route":
			m.rules(here, value)
		case isTable && nests:
			if len(here) == 2 && plain(here[0]) == "models" && len(nested) == 0 && !m.layer.Project { // [models.NAME], with nothing in it yet
				m.settings.Models[key] = m.settings.model(key)
			}
			m.table(here, nested)
		case isTable:
			m.report(here, " is %s: it takes a table", show(value))
		default:
			m.unknown(here)
		}
	}
}

// find is the row of a path, and what stands for its "*". isTable tells that
// there are rows below it.
func (m *merge) find(path []string) (row *option, name string, isTable bool) {
	for i := range m.rows {
		r := &m.rows[i]
		if len(path) > len(r.path) {
			continue
		}
		name = ""
		matches := true
		for j, key := range path {
			if r.path[j] == "*" && slices.Contains(r.names(key), key) {
				name = key
			} else if plain(key) != plain(r.path[j]) {
				matches = false
			}
		}
		if matches && len(path) == len(r.path) {
			return r, name, false
		}
		isTable = isTable || matches
	}
	return nil, "", isTable
}

// plain is the name of an option without what TOML and JSON writers differ in.
func plain(key string) string { return strings.ToLower(strings.ReplaceAll(key, "_", "")) }

// take sets one option, if the value fits and the layer may.
func (m *merge) take(row *option, path []string, name string, value any) {
	if m.layer.Project && row.narrows == nil {
		m.refuse(path, ": a project cannot set this, only your own fimble.toml or your editor's settings can")
		return
	}
	after := m.settings.clone()
	if !row.set(&after, name, value) {
		m.report(path, " is %s: it takes %s", showAt(path, value), row.takes)
		return
	}
	if m.layer.Project && !row.narrows(&m.settings, &after, name) {
		why := "a project can only narrow what your own settings allow"
		if row.takes == takesModel {
			why = "a project can only choose among the models that your own settings name"
		}
		m.refuse(path, " is %s: %s", show(value), why)
		return
	}
	m.settings = after
	m.languages(path, value)
}

// report says what is wrong with the value of an option, whose name comes first.
func (m *merge) report(path []string, format string, args ...any) {
	m.add(Problem{Text: dotted(path) + fmt.Sprintf(format, args...), Option: dotted(path), Mistake: WrongValue})
}

// refuse says why a project may not set an option, whose name comes first.
func (m *merge) refuse(path []string, format string, args ...any) {
	m.add(Problem{Text: dotted(path) + fmt.Sprintf(format, args...), Option: dotted(path), Mistake: NotForProject})
}

func (m *merge) add(p Problem) {
	p.Layer = m.layer.Name
	_, p.Line = m.layer.find(p.Option)
	m.problems = append(m.problems, p)
}

func dotted(path []string) string { return strings.Join(path, ".") }

// showAt is show, unless the option is one that holds a key.
func showAt(path []string, value any) string {
	last := plain(path[len(path)-1])
	if _, isText := value.(string); isText && path[0] == "models" && last == "headers" {
		return "a text"
	}
	return show(value)
}

// show is a value in a message: what was written if that is short, else what
// sort of thing it is.
func show(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("%.40q", v)
	case bool, int64, float64:
		return fmt.Sprint(v)
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return fmt.Sprintf("a %T", value)
}
