package testcode

import (
	"regexp"
	"strings"
	"sync"

	"fimble/context/syntax"
)

// A dialect is how tests are written in a language.
type dialect struct {
	habit
	// stand is the file by whose name the test of a source is called, if that may
	// be another; may be nil.
	stand func(source string, paths []string) string
	// fresh is where the first test of a project lies.
	fresh func(source string, paths []string) string
	// testable reports whether a function or method can be tested.
	testable func(o *syntax.Outline, s syntax.Symbol) bool
	// sign is what no test is without.
	sign *regexp.Regexp
	// wide is what decides about other tests, too; may be nil.
	wide *regexp.Regexp
	// shell is what code needs around it to be a file of the language.
	shell [2]string
	// settle chooses the file, if that depends on more than its name; may be nil.
	settle func(t *Test) error
	// sketch is a test that the code itself tells.
	sketch func(t *Test) (Piece, error)
	// names are those that a test must not have, if they are more than the file's;
	// may be nil.
	names func(t *Test) map[string]bool
	// read takes a test out of code that a model has written.
	read func(t *Test, code string) Piece
	// lift takes the imports at the margin out of code.
	lift func(t *Test, code string) (imports []string, rest string)
	// bring says what to insert so that the file has imports that it lacks.
	bring func(t *Test, imports []string) []insertion
	// fit makes a model's piece one that the file can take, or says why it cannot
	// be; may be nil.
	fit func(t *Test, p *Piece) error
	// join says what to insert so that a piece stands in the file.
	join func(t *Test, p Piece) []insertion
}

// An insertion is text, with LF, that comes into the test file at an offset.
type insertion struct {
	at   int
	text string
}

// dialects is the table, by language. It is asked at every move of the cursor.
var dialects = sync.OnceValue(func() map[string]dialect {
	js := jsTests()
	return map[string]dialect{
		"go": goTests(), "python": pythonTests(), "rust": rustTests(), "java": javaTests(), "cpp": cppTests(),
		"typescript": js, "typescriptreact": js, "javascript": js, "javascriptreact": js,
	}
})

// Known reports whether tests are written in the language of a source that is no
// test by its name.
func Known(l *syntax.Language, path string) bool {
	d, ok := dialects()[l.ID]
	return ok && !d.tests(path)
}

// Testable reports whether a test could call the symbol.
func Testable(o *syntax.Outline, s syntax.Symbol) bool {
	d, ok := dialects()[o.Language.ID]
	if !ok || s.Kind != syntax.Function && s.Kind != syntax.Method || s.Body.Len() == 0 || s.Name == "" || !d.testable(o, s) {
		return false
	}
	for n := s.Parent; n >= 0; n = o.Symbols[n].Parent {
		if outer := o.Symbols[n].Kind; outer == syntax.Function || outer == syntax.Method {
			return false
		}
	}
	return true
}

// append puts code at the end of the file, with blank lines in front of it.
func (t *Test) append(code string, blank int) insertion {
	text := t.file.Text
	end := len(strings.TrimRight(text, " \t\r\n"))
	code = strings.TrimRight(code, "\n")
	if end == 0 {
		return insertion{0, code + "\n"}
	}
	return insertion{end, strings.Repeat("\n", blank+1) + code + ending(text[end:])}
}

// ending is the line end that a text lacks if this is all that stands behind its
// last word.
func ending(rest string) string {
	if strings.Contains(rest, "\n") {
		return ""
	}
	return "\n"
}
