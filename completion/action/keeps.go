package action

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

const errLost = "%s is not there any more; keep it"

var packageClause = regexp.MustCompile(`(?m)^package[ \t]+[\w.]+`)

// packageLine is that with the rest of its line and the empty ones behind it.
var packageLine = regexp.MustCompile(`(?m)^package[ \t]+[\w.]+[ \t]*;?[ \t]*\n*`)

// keeps says what of the region the code has lost that nobody has said to take
// away: declarations, imports, the package clause, and statements between
// declarations unless the user has selected them.
func (r region) keeps(code string, said wanting) error {
	language := r.Snapshot.Language()
	if language.Deep() {
		after := r.parsed(code)
		span := syntax.Span{Start: r.span.Start, End: r.span.Start + len(code)}
		if name := r.lost(after, span, code, said); name != "" {
			return fmt.Errorf(errLost, name)
		}
		if clause := packageClause.FindString(r.old); clause != "" && !packageClause.MatchString(code) {
			return fmt.Errorf(errLost, clause)
		}
	}
	if r.chosen || said.takesMany() {
		return nil
	}
	had, has := statements(language, without(r.old, r.drop)), statements(language, code)
	if len(has) < len(had) {
		keys := map[string]bool{}
		for _, line := range has {
			keys[keyOf(language, line)] = true
		}
		for _, line := range had {
			if !keys[keyOf(language, line)] && line != said.line {
				return fmt.Errorf(errLost, line)
			}
		}
	}
	return nil
}

// takesMany reports whether the sentence speaks of taking away, of whatever.
func (w wanting) takesMany() bool {
	if w.reported {
		return reported.MatchString(w.words)
	}
	words := spokenWords(w.words)
	for i, word := range words {
		if (removes.MatchString(word) || removesAnywhere.MatchString(word)) && (i == 0 || !negates.MatchString(words[i-1])) {
			return true
		}
	}
	return false
}

// parsed is the outline of the file with other code in the region.
func (r region) parsed(code string) *syntax.Outline {
	parser := syntax.NewParser(r.Snapshot.Language())
	defer parser.Close()
	return parser.Parse(r.Snapshot.Text().Splice(r.span.Start, r.span.End, code).String(), nil, r.span.Start)
}

// lost is a declaration or an import of the region that is not in the same place
// afterwards, or empty.
func (r region) lost(after *syntax.Outline, span syntax.Span, code string, said wanting) string {
	had, top := declarations(r.Outline, r.span)
	if r.torn() {
		for _, name := range heads(r.old) {
			if !slices.Contains(had, name) {
				had = append(had, name)
			}
		}
	}
	has := map[string]int{}
	var fresh []string
	for _, s := range after.Symbols {
		if span.Start <= s.Span.Start && s.Span.End <= span.End {
			if has[s.Name]++; !slices.Contains(had, s.Name) && !slices.Contains(fresh, s.Name) {
				fresh = append(fresh, s.Name)
			}
		}
	}
	for _, name := range had {
		if has[name]--; has[name] >= 0 {
			continue
		}
		n := slices.IndexFunc(fresh, func(other string) bool { return folded(other) == folded(name) || said.renames(other) })
		switch {
		case n >= 0:
			fresh = slices.Delete(fresh, n, n+1)
		case !said.takes(name, had, top == 1):
			return name
		}
	}
	text := r.Snapshot.Text()
	for _, i := range r.Outline.Imports {
		if i.Span.Start < r.span.Start || i.Span.End > r.span.End || slices.ContainsFunc(after.Imports, func(o syntax.Import) bool { return o.Path == i.Path }) {
			continue
		}
		words := strings.FieldsFunc(i.Path, func(c rune) bool { return !syntax.WordRune(c) })
		taken := slices.ContainsFunc(append(words, i.Names...), func(word string) bool { return said.takes(word, append(had, words...), false) })
		if needed := len(i.Names) == 0 || slices.ContainsFunc(i.Names, func(name string) bool { return mentions(code, name) || !usedBeside(r.old, name) }); needed && !taken && !said.takes("imports", nil, false) {
			return strings.Join(strings.Fields(text.Slice(i.Span.Start, i.Span.End)), " ")
		}
	}
	return ""
}

// usedBeside reports whether a name stands in code more than once: in its import
// and in what uses it.
func usedBeside(code, name string) bool {
	n := 0
	for _, word := range strings.FieldsFunc(code, func(r rune) bool { return !syntax.WordRune(r) }) {
		if word == name {
			n++
		}
	}
	return n > 1
}

// declarations are the names of what is declared in a span, apart from what is
// local to a function and, within others, from what has no body. Top says how
// many are within no other of them.
func declarations(o *syntax.Outline, within syntax.Span) (names []string, top int) {
	local, inside := map[int]bool{}, map[int]bool{}
	for i, s := range o.Symbols {
		if s.Parent >= 0 {
			over := o.Symbols[s.Parent]
			local[i] = local[s.Parent] || over.Kind == syntax.Function || over.Kind == syntax.Method
		}
		if local[i] || s.Span.Start < within.Start || within.End < s.Span.End {
			continue
		}
		inside[i] = true
		outer := s.Parent < 0 || !inside[s.Parent]
		if outer {
			top++
		}
		if s.Body.Len() > 0 || outer {
			names = append(names, s.Name)
		}
	}
	return names, top
}

// statements are the lines at the margin of the code that are no declarations,
// imports or comments, and do not only close what stands before.
func statements(l *syntax.Language, code string) (lines []string) {
	code = buffer.LF(code)
	var o *syntax.Outline
	if l.Deep() {
		parser := syntax.NewParser(l)
		defer parser.Close()
		o = parser.Parse(code, nil, 0)
	}
	margin := syntax.IndentOf(code, len(code)-len(strings.TrimLeft(code, "\n")))
	at := 0
	for line := range strings.Lines(code) {
		start := at
		at += len(line)
		words := strings.TrimSpace(line)
		if words == "" || !strings.ContainsFunc(words, syntax.WordRune) || syntax.IndentOf(line, 0) != margin || commented(l, words) || packageClause.MatchString(words) {
			continue
		}
		if o != nil && covered(o, start+len(margin)) {
			continue
		}
		lines = append(lines, words)
	}
	return lines
}

// covered reports whether a place is in a declaration, an import or a comment.
func covered(o *syntax.Outline, at int) bool {
	within := func(s syntax.Span) bool { return s.Start <= at && at < s.End }
	return slices.ContainsFunc(o.Symbols, func(s syntax.Symbol) bool { return within(s.Span) || within(s.Doc) }) ||
		slices.ContainsFunc(o.Imports, func(i syntax.Import) bool { return within(i.Span) }) || o.ScopeAt(at) == syntax.ScopeComment || o.ScopeAt(at) == syntax.ScopeImport
}

// commented reports whether a line opens with a sign of a comment.
func commented(l *syntax.Language, line string) bool {
	return l.LineComment != "" && strings.HasPrefix(line, l.LineComment) || strings.HasPrefix(line, "/*") || strings.HasPrefix(line, "<!--")
}

// torn reports whether the code in the region does not parse, so that the parser
// may have taken one declaration for a part of another.
func (r region) torn() bool {
	return slices.ContainsFunc(r.Outline.Defects, func(s syntax.Span) bool { return s.Start <= r.span.End && r.span.Start <= s.End })
}

var (
	head = regexp.MustCompile(`(?m)^([ \t]*)(?:(?:export|default|pub(?:\([^)]*\))?|public|private|protected|static|async|abstract|final|unsafe|const)[ \t]+)*(?:def|class|func|fn|function\*?|interface|struct|enum|trait|record|namespace|type)[ \t]+(?:\([^)\n]*\)[ \t]*)?([\p{L}_$][\p{L}\p{N}_$]*)`)
	// typedHead is that of a method or function whose result stands in front.
	typedHead = regexp.MustCompile(`(?m)^([ \t]*)(?:[A-Za-z_][\w:<>\[\],.]*[ \t*&]+)+([A-Za-z_]\w*)\([^;{}\n]*\)[^;{}\n]*\{`)
	notHeads  = regexp.MustCompile(`^[ \t]*(?:return|else|new|throw|if|for|while|switch|case|catch|do)\b`)
)

// heads are the names of the declarations at the margin of code that no parser
// understands, by what their first lines look like.
func heads(code string) (names []string) {
	margin := syntax.IndentOf(code, 0)
	for _, m := range append(head.FindAllStringSubmatch(code, -1), typedHead.FindAllStringSubmatch(code, -1)...) {
		if len(m[1]) <= len(margin) && !notHeads.MatchString(m[0]) && !slices.Contains(names, m[2]) {
			names = append(names, m[2])
		}
	}
	return names
}
