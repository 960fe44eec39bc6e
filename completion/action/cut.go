package action

import (
	"fmt"
	"slices"
	"strings"

	"fimble/completion/action/testcode"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

const errAround = "%s stands outside of the code to change; leave it out"

// own is what of a model's code is for the region: models like to give back the
// whole file, or the class around a method. Imports come apart if the region is
// no place for them.
func (r region) own(code string) (own string, imports []string, err error) {
	language := r.Snapshot.Language()
	if !language.Deep() || r.whole() {
		return code, nil, nil
	}
	code = atMargin(code)
	if before := r.Snapshot.Text().Slice(0, r.span.Start); packageClause.MatchString(before) {
		code = packageLine.ReplaceAllString(code, "")
	}
	if !r.atHead() {
		imports, code = testcode.Lift(language, code)
	}
	code = strings.Trim(code, "\n")
	code, err = r.cut(code)
	return code, imports, err
}

// whole reports whether there is nothing around the region.
func (r region) whole() bool {
	text := r.Snapshot.Text()
	return strings.Trim(text.Slice(0, r.span.Start)+text.Slice(r.span.End, text.Len()), "\ufeff \t\r\n") == ""
}

// atHead reports whether imports may stand in the region.
func (r region) atHead() bool {
	return strings.Trim(r.Snapshot.Text().Slice(0, r.span.Start), "\ufeff \t\r\n") == "" || packageClause.MatchString(r.old) ||
		slices.ContainsFunc(r.Outline.Imports, func(i syntax.Import) bool {
			return r.span.Start <= i.Span.Start && i.Span.End <= r.span.End && syntax.IndentOf(r.Snapshot.Text().Slice(r.Snapshot.Text().LineSpan(r.Snapshot.Text().LineAt(i.Span.Start)).Start, i.Span.End), 0) == ""
		})
}

// atMargin is code without the indent that all of its lines have.
func atMargin(code string) string {
	indent := syntax.IndentOf(code, 0)
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		rest, ok := strings.CutPrefix(line, indent)
		if !ok && strings.TrimSpace(line) != "" {
			return code
		}
		lines[i] = rest
	}
	return strings.Join(lines, "\n")
}

// around is the innermost declaration that the region is only a part of, such as
// the class of a method, or -1.
func (r region) around() int {
	text := r.Snapshot.Text()
	n := -1
	for i, s := range r.Outline.Symbols {
		holds := s.Body.Len() > 0 && s.Span.Start <= r.span.Start && r.span.End <= s.Span.End
		if first := text.LineAt(s.Span.Start); holds && first < text.LineAt(r.span.Start) && s.Kind != syntax.Function && s.Kind != syntax.Method {
			n = i
		}
	}
	return n
}

// cut takes out of code what stands around the region, and is there as it is in
// the file. Code that has something else of that is refused.
func (r region) cut(code string) (string, error) {
	parser := syntax.NewParser(r.Snapshot.Language())
	defer parser.Close()
	o := parser.Parse(code, nil, 0)
	lines := strings.Split(code, "\n")
	lineAt := func(at int) int { return strings.Count(code[:at], "\n") }
	from, to := 0, len(lines) // the lines that may stay
	parent := -1
	outer := r.around()
	if outer >= 0 {
		over := r.Outline.Symbols[outer]
		parent = slices.IndexFunc(o.Symbols, func(s syntax.Symbol) bool { return s.Name == over.Name && s.Kind == over.Kind && s.Body.Len() > 0 })
	}
	if parent >= 0 {
		from, to = r.bodyLines(o.Symbols[parent], code)
	}
	const (
		open = iota // belongs to no declaration
		stays
		goes
	)
	mark := make([]int, len(lines))
	// Docs in front of the region are not part of it, and stay as they are.
	doubled, documented := false, slices.ContainsFunc(r.Outline.Symbols, func(s syntax.Symbol) bool {
		return s.Doc.Len() > 0 && s.Doc.End <= r.span.Start && r.span.Start <= s.Span.Start && s.Span.End <= r.span.End
	})
	cuts := parent >= 0
	for i, s := range o.Symbols {
		if s.Parent != parent && s.Parent >= 0 || i == parent {
			continue
		}
		first, last := lineAt(s.Span.Start), lineAt(s.Span.End)
		if s.Doc.Len() > 0 && s.Doc.Start < s.Span.Start {
			first = lineAt(s.Doc.Start)
		}
		sort := stays
		switch same, there := r.outside(s, o, code, outer); {
		case parent >= 0 && s.Parent != parent: // beside the class
			if same, _ = r.outside(s, o, code, -1); !same && !enclosing(r.Outline, outer, s.Name) {
				return "", fmt.Errorf(errAround, s.Name)
			}
			continue
		case same && !r.has(s, code):
			sort, cuts = goes, true
		case there && !r.has(s, ""):
			return "", fmt.Errorf(errAround, s.Name)
		}
		for n := first; n <= last; n++ {
			mark[n] = max(mark[n], sort)
		}
		if head := lineAt(s.Span.Start); sort == stays && first < head && documented {
			for n := first; n < head; n++ {
				mark[n] = goes
			}
			doubled = true
		}
	}
	if !cuts && !doubled || from > to || !slices.Contains(mark[from:to], stays) {
		return code, nil
	}
	text := r.Snapshot.Text()
	beside, within := lineSet(buffer.LF(text.Slice(0, r.span.Start)+"\n"+text.Slice(r.span.End, text.Len()))), lineSet(r.old)
	var kept []string
	blank := 0
	for n, line := range lines {
		words := strings.TrimSpace(line)
		own := from <= n && n < to
		switch {
		case words == "" && mark[n] != stays:
			blank++
			continue
		case own && mark[n] == stays:
		case mark[n] == goes, cuts && beside[words], cuts && !strings.ContainsFunc(words, syntax.WordRune), !own && n < from && parent >= 0 && n >= lineAt(o.Symbols[parent].Span.Start):
			blank = 0
			continue
		case own && (within[words] || !cuts):
		default:
			return "", fmt.Errorf(errAround, words)
		}
		if len(kept) > 0 {
			kept = append(kept, make([]string, blank)...)
		}
		kept, blank = append(kept, line), 0
	}
	return strings.Join(kept, "\n"), nil
}

// bodyLines are the lines of code that are within a class, without its head and
// its end.
func (r region) bodyLines(s syntax.Symbol, code string) (from, to int) {
	body := code[s.Body.Start:s.Body.End]
	from = strings.Count(code[:s.Body.Start], "\n")
	if strings.HasPrefix(body, "{") || strings.TrimSpace(code[strings.LastIndexByte(code[:s.Body.Start], '\n')+1:s.Body.Start]) != "" {
		from++
	}
	to = strings.Count(code[:s.Body.End], "\n") + 1
	if strings.HasSuffix(body, "}") {
		to--
	}
	return from, to
}

// enclosing reports whether a declaration or one around it has a name.
func enclosing(o *syntax.Outline, n int, name string) bool {
	for ; n >= 0; n = o.Symbols[n].Parent {
		if o.Symbols[n].Name == name {
			return true
		}
	}
	return false
}

// outside reports whether the file has a declaration of a model's code outside of
// the region, below the same parent, and whether it is the same there.
func (r region) outside(s syntax.Symbol, o *syntax.Outline, code string, parent int) (same, there bool) {
	text := r.Snapshot.Text()
	for _, other := range r.Outline.Symbols {
		if other.Parent != parent || other.Span.Start < r.span.End && r.span.Start < other.Span.End || other.Name != s.Name || other.Kind != s.Kind {
			continue
		}
		there = there || clash(s, code, other, text.Slice(other.Span.Start, other.NameSpan.End), r.Snapshot.Language())
		same = same || oneLine(code[s.Span.Start:s.Span.End]) == oneLine(text.Slice(other.Span.Start, other.Span.End))
	}
	return same, there
}

// has reports whether the region has a declaration of that name and kind, the
// same one unless code is empty.
func (r region) has(s syntax.Symbol, code string) bool {
	text := r.Snapshot.Text()
	return slices.ContainsFunc(r.Outline.Symbols, func(other syntax.Symbol) bool {
		return r.span.Start <= other.Span.Start && other.Span.End <= r.span.End && other.Name == s.Name && other.Kind == s.Kind &&
			(code == "" || oneLine(code[s.Span.Start:s.Span.End]) == oneLine(text.Slice(other.Span.Start, other.Span.End)))
	})
}

// oneLine is code without what makes no difference to it in most languages.
func oneLine(code string) string { return strings.Join(strings.Fields(code), " ") }

func lineSet(code string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(code) {
		set[strings.TrimSpace(line)] = true
	}
	return set
}
