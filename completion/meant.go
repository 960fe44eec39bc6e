package completion

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"fimble/context/syntax"
)

// spoken are names of languages that people use and no editor does.
var spoken = map[string]string{
	"golang": "go", "py": "python", "js": "javascript", "ts": "typescript",
	"rs": "rust", "rb": "ruby", "c#": "csharp", "kt": "kotlin", "shell": "shellscript", "md": "markdown", "yml": "yaml",
}

// LanguageMeant is the LSP identifier of the language that a user means who
// writes another name of it or makes a typo: "golang" and "Go" for "go", "pyton"
// for "python". What means no language that is known is returned as it is, as
// editors have more of them.
func LanguageMeant(id string) string {
	all := syntax.Languages()
	if slices.ContainsFunc(all, func(l *syntax.Language) bool { return l.ID == id || slices.Contains(l.Aliases, id) }) {
		return id
	}
	lower := strings.ToLower(id)
	for _, l := range all {
		if lower == l.ID || lower == strings.ToLower(l.Name) || misspelt(lower, l.ID) {
			return l.ID
		}
	}
	return cmp.Or(spoken[lower], id)
}

// misspelt reports whether a word is an identifier with a typo or two. A short
// one, or another first letter, is another language: vue is not lua, cython not
// python.
func misspelt(word, id string) bool {
	return len(id) >= 6 && word != "" && word[0] == id[0] && levenshtein.ComputeDistance(word, id) <= 2
}
