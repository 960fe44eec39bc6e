package server

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
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
	for option != "" {
		if line, ok := l.Lines[option]; ok {
			return fmt.Sprintf("%s:%d", l.Name, line)
		}
		option = option[:max(0, strings.LastIndexByte(option, '.'))]
	}
	return l.Name
}

// A Problem is something about the options that the user should know of.
type Problem struct {
	Text   string
	Option string // that it is about, dotted as it was written
	Minor  bool   // nothing is lost by it: worth a line in the log, not a message
}

// Merge makes settings of the defaults and the layers, later ones counting
// more. An option that cannot be taken is left as it was and reported. Merge
// is pure.
func Merge(layers []Layer) (Settings, []Problem) {
	m := merge{rows: options(), settings: DefaultSettings()}
	for _, layer := range layers {
		m.layer = layer
		m.table(nil, layer.Values)
	}
	return m.settings, m.problems
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
			if r.path[j] == "*" {
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
		m.report(path, ": a project cannot set this, only your own fimble.toml or your editor's settings can")
		return
	}
	after := m.settings.clone()
	if !row.set(&after, name, value) {
		m.report(path, " is %s: it takes %s", showAt(path, value), row.takes)
		return
	}
	if m.layer.Project && !row.narrows(&m.settings, &after, name) {
		m.report(path, " is %s: a project can only narrow what your own settings allow", show(value))
		return
	}
	m.settings = after
}

// report says something of an option, whose name comes first.
func (m *merge) report(path []string, format string, args ...any) {
	option := dotted(path)
	m.problems = append(m.problems, Problem{Text: m.layer.Where(option) + ": " + option + fmt.Sprintf(format, args...), Option: option})
}

// unknown reports an option that is not in the table.
func (m *merge) unknown(path []string) {
	option := dotted(path)
	text := fmt.Sprintf("%s: unknown option %s", m.layer.Where(option), option)
	if near := m.nearest(path); near != "" {
		text += ", did you mean " + near + "?"
	}
	m.problems = append(m.problems, Problem{Text: text, Option: option, Minor: !m.layer.Project && plain(path[0]) != "route"})
}

// nearest is the option that is spelled most like the path, if any is alike.
func (m *merge) nearest(path []string) string {
	const typo = 2 // letters; with three, "use" and "url" would be the same word
	best, found := typo+1, ""
	for _, row := range m.rows {
		for end := len(row.path); end > 0; end-- {
			candidate := slices.Clone(row.path[:end])
			for i := range min(end, len(path)) {
				if candidate[i] == "*" {
					candidate[i] = path[i]
				}
			}
			if d := levenshtein.ComputeDistance(dotted(path), dotted(candidate)); d < best {
				best, found = d, dotted(candidate)
			}
		}
	}
	return found
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
