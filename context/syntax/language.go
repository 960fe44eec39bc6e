package syntax

import (
	"path"
	"slices"
	"strings"
	"sync"
)

// A Language is one row of the table of languages. It is the same for every
// file of that language and never changes.
type Language struct {
	ID           string    // the languageId of LSP
	Name         string    // for people: "C++"
	Aliases      []string  // other languageIds that editors use for it
	Extensions   []string  // with the dot, in lower case
	Filenames    []string  // whole base names, for files that are known by them
	LineComment  string    // empty if the language has none
	BlockComment [2]string // opener and closer, both empty if the language has none

	keywords   string    // reserved words, separated by blanks
	offside    bool      // indentation closes blocks, no token does
	freeEnd    bool      // statements may end with a semicolon or without
	quotes     bool      // `"` and `'` quote the same kind of string
	formats    string    // letters of which one in front of a string makes "{" begin code in it
	literals   []literal // strings and characters, longer openers first; nil if brackets need not balance
	inner      []string  // kinds of statements that the grammar takes outside of functions, and the language does not
	heads      []string  // words that begin a statement whose block must be opened on the same line
	misread    []string  // reserved words that the grammar takes for names where nothing else fits
	directives bool      // lines that begin with # are for a preprocessor
	docs       func(comment string) string
	brings     func(path string) []string // the names that an import brings when it names none itself
	parsing    func() (*grammar, error)   // nil for a language that is read line by line only
	reserved   map[string]bool
}

// Deep reports whether the language has a grammar, so that its outlines hold
// more than the style of the lines.
func (l *Language) Deep() bool { return l.parsing != nil }

// Offside reports whether indentation closes blocks, and no token does.
func (l *Language) Offside() bool { return l.offside }

// FreeEnd reports whether statements may end without a sign for it.
func (l *Language) FreeEnd() bool { return l.freeEnd || l.offside || l.ID == "go" }

// Directives reports whether lines that begin with # are for a preprocessor.
func (l *Language) Directives() bool { return l.directives }

// Keyword reports whether the word is reserved in the language.
func (l *Language) Keyword(word string) bool { return l.reserved[word] }

// HeadsBlock reports whether a statement that begins with the word has a block
// which must be opened on the same line.
func (l *Language) HeadsBlock(word string) bool { return slices.Contains(l.heads, word) }

// Languages returns all rows of the table, deep ones first.
func Languages() []*Language { return slices.Clone(table().rows) }

// Detect finds the language of a document by what the editor says it is, else
// by its path. It never returns nil: an unknown language is plain text.
func Detect(languageID, file string) *Language {
	t := table()
	if l := t.ids[languageID]; l != nil {
		return l
	}
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	if l := t.filenames[base]; l != nil {
		return l
	}
	if l := t.extensions[strings.ToLower(path.Ext(base))]; l != nil {
		return l
	}
	return t.ids["plaintext"]
}

type languages struct {
	rows                       []*Language
	ids, filenames, extensions map[string]*Language
}

var table = sync.OnceValue(func() *languages {
	t := &languages{
		rows:       slices.Concat(deepRows(), plainRows()),
		ids:        map[string]*Language{},
		filenames:  map[string]*Language{},
		extensions: map[string]*Language{},
	}
	for _, l := range t.rows {
		l.reserved = map[string]bool{}
		for word := range strings.FieldsSeq(l.keywords) {
			l.reserved[word] = true
		}
		for _, id := range append([]string{l.ID}, l.Aliases...) {
			t.ids[id] = l
		}
		for _, name := range l.Filenames {
			t.filenames[name] = l
		}
		for _, ext := range l.Extensions {
			t.extensions[ext] = l
		}
	}
	return t
})
