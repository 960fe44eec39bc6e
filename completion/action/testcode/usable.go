package testcode

import (
	"errors"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// Reasons for not using what a model has written.
var (
	errNoTest  = errors.New("the answer has no test in it")
	errAgain   = errors.New("the answer has the code under test in it; write the tests alone")
	errStrange = errors.New("the test does not use what it shall test")
	errWide    = errors.New("the answer decides about other tests, too; write the tests alone, without init or TestMain")
)

// Usable says why a model's test cannot be used. It leaves of it what is new, and
// makes it fit into the file: a name that is taken becomes another.
func (t *Test) Usable(p *Piece) error {
	if err := t.unrepeated(p); err != nil {
		return err
	}
	if t.fit != nil {
		if err := t.fit(t, p); err != nil {
			return err
		}
	}
	made, own := map[string]bool{}, len(t.shell[0])
	outline := parsed(t, t.shell[0]+p.code+t.shell[1])
	around := outline.Symbols
	for _, s := range around {
		if s.Span.Start >= own && (s.Parent < 0 || around[s.Parent].Span.Start < own) {
			made[s.Name] = true
		}
	}
	switch {
	case !t.sign.MatchString(p.code):
		return errNoTest
	case made[t.Symbol.Name] && t.shell[1] == "": // a method may have the name of the one that it tests
		return errAgain
	case !t.used(outline, t.shell[0]+p.code):
		return errStrange
	case t.wide != nil && t.wide.MatchString(p.code):
		return errWide
	}
	taken := t.taken()
	if name := t.Symbol.Name; made[name] && taken[name] { // what it tests keeps its name
		n := slices.IndexFunc(around, func(s syntax.Symbol) bool { return s.Span.Start >= own && s.Name == name })
		at := around[n].NameSpan
		p.code = p.code[:at.Start-own] + naming.Unused(name, union(taken, made)) + p.code[at.End-own:]
		delete(made, name)
	}
	for name := range made {
		if taken[name] {
			p.code = naming.Renamed(p.code, name, naming.Unused(name, union(taken, made)))
		}
	}
	return nil
}

// used reports whether a test has the name of what it tests in its code: not in
// a comment, a string or a name that it declares. What Python calls by itself
// goes by the name of its class.
func (t *Test) used(o *syntax.Outline, code string) bool {
	name := t.Symbol.Name
	if n := t.Symbol.Parent; n >= 0 && strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") && !strings.Contains(code, name) {
		name = t.Outline.Symbols[n].Name
	}
	for at := 0; ; at += len(name) {
		n := strings.Index(code[at:], name)
		if n < 0 {
			return false
		}
		at += n
		end := at + len(name)
		whole := (at == 0 || !naming.WordByte(code[at-1]) || !naming.WordByte(name[0])) && (end == len(code) || !naming.WordByte(code[end]))
		declares := slices.ContainsFunc(o.Symbols, func(s syntax.Symbol) bool { return s.NameSpan.Start == at })
		if kind := o.ScopeAt(at); whole && !declares && kind != syntax.ScopeComment && kind != syntax.ScopeString {
			return true
		}
	}
}

// taken are the names that a test must not have.
func (t *Test) taken() map[string]bool {
	if t.names != nil {
		return t.names(t)
	}
	all := map[string]bool{}
	for _, s := range t.outline.Symbols {
		all[s.Name] = true
	}
	return all
}

func union(a, b map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, m := range []map[string]bool{a, b} {
		for name := range m {
			all[name] = true
		}
	}
	return all
}

// forgotten are the imports, of those that a test has by habit, that a piece
// uses and does not bring.
func forgotten(p Piece, usual []string) (missing []string) {
	brought := strings.Join(p.imports, "\n")
	for _, spec := range usual {
		names := slices.DeleteFunc(strings.FieldsFunc(spec, func(r rune) bool { return !syntax.WordRune(r) }), func(word string) bool {
			return slices.Contains(importWords[:], word)
		})
		uses := func(text string) func(name string) bool {
			return func(name string) bool { return naming.Renamed(text, name, "") != text }
		}
		if slices.ContainsFunc(names, uses(p.code)) && !slices.ContainsFunc(names, uses(brought)) {
			missing = append(missing, spec)
		}
	}
	return missing
}

// importWords are not names in any import.
var importWords = [...]string{"import", "from", "use", "const", "require", "as", "type", "static", "include"}
