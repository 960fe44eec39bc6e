package server

import (
	"slices"

	"github.com/agnivade/levenshtein"

	"fimble/completion"
)

// names are what the "*" in the path of an option may stand for, given what
// somebody has written there.
func (o *option) names(written string) []string {
	if o.path[0] != "inline" {
		return []string{written} // the user's own
	}
	var all []string
	for _, place := range completion.Places() {
		all = append(all, string(place))
	}
	return all
}

// unknown reports an option that is not in the table. Among what an editor sends
// there is its own, as "trace".
func (m *merge) unknown(path []string) {
	text := "unknown option " + dotted(path)
	if near := m.nearest(path); near != "" {
		text += ", did you mean " + near + "?"
	}
	m.add(Problem{Text: text, Option: dotted(path), Mistake: UnknownOption, Minor: m.layer.Name == editorLayer && plain(path[0]) != "route"})
}

// nearest is the option that is spelled most like the path, if any is alike.
func (m *merge) nearest(path []string) string {
	const typo = 2 // letters; with three, "use" and "url" would be the same word
	best, found := typo+1, ""
	consider := func(candidate []string) {
		if d := levenshtein.ComputeDistance(dotted(path), dotted(candidate)); d < best {
			best, found = d, dotted(candidate)
		}
	}
	for _, row := range m.rows {
		for end := len(row.path); end > 0; end-- {
			candidate := slices.Clone(row.path[:end])
			star := slices.Index(candidate, "*")
			if star < 0 || star >= len(path) {
				consider(candidate)
				continue
			}
			for _, name := range row.names(path[star]) {
				candidate[star] = name
				consider(candidate)
			}
		}
	}
	return found
}

// languages reports identifiers that no editor uses and that stand for a
// language which has another one. All others may be of languages that Fimble
// does not know.
func (m *merge) languages(path []string, value any) {
	for _, id := range languagesIn(path, value) {
		if known := completion.LanguageMeant(id); known != id {
			m.add(Problem{Text: dotted(path) + ": no language is called " + show(id) + " by editors, did you mean " + show(known) + "?",
				Option: dotted(path), Mistake: OddLanguage, Minor: true})
		}
	}
}

// languagesIn are the languages that an option is about.
func languagesIn(path []string, value any) []string {
	switch {
	case len(path) == 2 && plain(path[0]) == "languages":
		return path[1:]
	case len(path) == 3 && plain(path[0]) == "route" && plain(path[2]) == "languages":
		ids, _ := texts(value)
		return ids
	}
	return nil
}
