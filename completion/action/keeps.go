package action

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fimble/context/syntax"
)

// An instruction that says that something goes, or gets another name, and of
// what: then a declaration need not be there any more.
var (
	takesAway = regexp.MustCompile(`(?i)\b(delet|remov|drop|renam|nam(e|ing)|inlin|replac|(get|gets|getting) rid|merg|combin|mov(e|ing)|split|extract|convert|turn|transform|comment(ed)? out|un-?used|(never|not) used|redeclar|redefin|duplicat|dead|lösch|entfern|ersetz|benenn|umbenenn|nenn|supprim|renomm|remplac|elimin|borra|renombr|reemplaz)|删|改名|命名|替换|удал|переимен|замен`)
	ofWhat    = regexp.MustCompile(`(?i)\b(f[ou]n[ck]|m[eé]thod|[ck]las|types?\b|struct|interface|enum|declar|defin|helper|wrapper|overload|all\b|every|both|code\b|tests?\b|it\b|this\b|them\b|these\b|those\b|un-?used|dead|duplicat|redeclar|redefin|nam(e|ing))`)
)

const errLost = "%s is not there any more; keep it"

// keeps says which declaration of the region the code has lost that nobody has
// said to take away.
func (r region) keeps(code, said string) error {
	language := r.Snapshot.Language()
	had := declarations(r.Outline, r.span)
	if len(had) == 0 || !language.Deep() {
		return nil
	}
	parser := syntax.NewParser(language)
	defer parser.Close()
	after := parser.Parse(r.Snapshot.Text().Splice(r.span.Start, r.span.End, code).String(), nil, r.span.Start)
	has := map[string]bool{}
	var fresh []string
	for _, s := range after.Symbols {
		if r.span.Start <= s.Span.Start && s.Span.End <= r.span.Start+len(code) {
			if has[s.Name] = true; !slices.Contains(had, s.Name) {
				fresh = append(fresh, s.Name)
			}
		}
	}
	for _, name := range had {
		renamed := slices.ContainsFunc(fresh, func(other string) bool { return folded(other) == folded(name) || mentions(said, other) })
		if !has[name] && !renamed && !(takesAway.MatchString(said) && (ofWhat.MatchString(said) || mentions(said, name))) {
			return fmt.Errorf(errLost, name)
		}
	}
	return nil
}

// declarations are the names of what is declared in a span with a body, apart
// from what is local to a function.
func declarations(o *syntax.Outline, within syntax.Span) (names []string) {
	local := map[int]bool{}
	for i, s := range o.Symbols {
		if s.Parent >= 0 {
			over := o.Symbols[s.Parent]
			local[i] = local[s.Parent] || over.Kind == syntax.Function || over.Kind == syntax.Method
		}
		if !local[i] && s.Body.Len() > 0 && within.Start <= s.Span.Start && s.Span.End <= within.End {
			names = append(names, s.Name)
		}
	}
	return names
}

// folded is a name as it is in every style of names.
func folded(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// mentions reports whether a text has a name as a word.
func mentions(text, name string) bool {
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return !syntax.WordRune(r) }), name)
}
