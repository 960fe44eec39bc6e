package completion

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"fimble/context/syntax"
)

// longLine is how many bytes a line may have on either side of the cursor.
// Nobody types into one that is longer, and it costs more than all the rest.
const longLine = placeReach

// A Place is a sort of place in a file, for which completion while typing is
// switched on or off.
type Place string

const (
	InCode    Place = "code"
	InComment Place = "comment"
	InDoc     Place = "doc"    // comments and strings that document a declaration
	InString  Place = "string" // strings in code
	InImport  Place = "import"
	InProse   Place = "prose" // files that are no code
)

// Places lists them all.
func Places() []Place { return []Place{InCode, InComment, InDoc, InString, InImport, InProse} }

// prose are the languages that are written for people, as editors name them,
// and the names of their files, for editors that do not.
var prose = [...]string{
	"plaintext", "text", "markdown", "restructuredtext", "latex", "tex", "git-commit", "gitcommit", "scminput", "mail",
	".txt", ".md", ".rst", ".tex",
}

// untimely is why nothing should pop up while the user types here, or empty.
func (q *query) untimely() Reason {
	line, _, _ := strings.Cut(q.site.Suffix, "\n")
	next, _ := utf8.DecodeRuneInString(line)
	switch {
	case q.Options.Silent[q.where()]:
		return ReasonPlace
	case len(q.place.line) > longLine || len(line) > longLine:
		return ReasonLongLine
	case syntax.WordRune(next):
		return ReasonMidWord
	case q.Purpose == List:
		return ""
	case !closesLine(line):
		return ReasonMidLine
	}
	q.turn.mu.Lock()
	defer q.turn.mu.Unlock()
	if q.turn.keys.hushed {
		return ReasonNoTyping
	}
	return ""
}

// where tells the sort of place that the cursor is in.
func (q *query) where() Place {
	if slices.Contains(prose[:], cmp.Or(q.snapshot.LanguageID(), path.Ext(q.snapshot.Path()))) {
		return InProse
	}
	if q.site.Scope != syntax.ScopeComment && q.site.Scope != syntax.ScopeString && q.site.Scope != syntax.ScopeImport {
		return InCode
	}
	scopes := q.outline.ScopesAt(q.offset)
	start := scopes[len(scopes)-1].Span.Start
	switch {
	case slices.ContainsFunc(scopes, func(s syntax.Scope) bool { return s.Kind == syntax.ScopeImport }):
		return InImport
	case slices.ContainsFunc(q.outline.Symbols, func(s syntax.Symbol) bool { return s.Doc.Len() > 0 && s.Doc.Contains(start) }):
		return InDoc
	case q.site.Scope == syntax.ScopeComment:
		return InComment
	}
	return InString
}

// closesLine reports whether what follows the cursor on its line only closes
// what stands before it, so that there is room for a suggestion: the closing
// marks of any language, and what opens a block or ends a statement behind
// them.
func closesLine(rest string) bool {
	for {
		rest = strings.TrimLeft(rest, ")]}>\"'`;,:{ \t\r")
		switch mark := closingMark(rest); {
		case rest == "":
			return true
		case mark == 0:
			return false
		default:
			rest = rest[mark:]
		}
	}
}

// closingMark is the length of the mark of several characters, or the closing
// tag, that a text begins with.
func closingMark(text string) int {
	if strings.HasPrefix(text, "</") {
		return strings.IndexByte(text, '>') + 1
	}
	for _, mark := range [...]string{"*/", "-->", "/>", "=>", "->", "?>", "%>"} {
		if strings.HasPrefix(text, mark) {
			return len(mark)
		}
	}
	return 0
}
