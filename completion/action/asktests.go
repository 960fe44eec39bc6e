package action

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// ask has a model write the test, and once more if what comes is refused. It
// gets to see the skeleton, if there is one.
func (t *proof) ask(ctx context.Context, ask Ask, skeleton piece) (piece, error) {
	q := Question{
		Task: "tests", Language: t.Snapshot.Language().Name, Path: t.Snapshot.Path(),
		Code: t.code(), Context: t.sample(), Problem: t.task(skeleton),
	}
	var refused error
	var risky *piece // what there is if nothing better comes: the user is told, and decides
	for range rewriteTries {
		answer, err := ask(ctx, q)
		if err != nil {
			return piece{}, err
		}
		var code string
		if code, refused = rewritten(t.Snapshot.Language(), answer, ""); refused == nil {
			p := t.read(t, code)
			p.imports = append(p.imports, forgotten(p, skeleton.imports)...)
			if refused = t.usable(&p); refused == nil {
				if refused = severe(t.Place, []Change{t.change(p)}); refused == nil || risky != nil {
					return p, nil
				}
				risky = &p
			}
		}
		q.Answer, q.Refused = answer, refused.Error()
	}
	if risky != nil {
		return *risky, nil
	}
	return piece{}, fmt.Errorf("the model's test was not used: %w", refused)
}

// forgotten are the imports, of those that a test has by habit, that a piece
// uses and does not bring.
func forgotten(p piece, usual []string) (missing []string) {
	brought := strings.Join(p.imports, "\n")
	for _, spec := range usual {
		names := slices.DeleteFunc(strings.FieldsFunc(spec, func(r rune) bool { return !syntax.WordRune(r) }), func(word string) bool {
			return slices.Contains(importWords[:], word)
		})
		uses := func(text string) func(name string) bool {
			return func(name string) bool { return renamedWord(text, name, "") != text }
		}
		if slices.ContainsFunc(names, uses(p.code)) && !slices.ContainsFunc(names, uses(brought)) {
			missing = append(missing, spec)
		}
	}
	return missing
}

// importWords are not names in any import.
var importWords = [...]string{"import", "from", "use", "const", "require", "as", "type", "static", "include"}

const (
	sampleReach = 3 << 10 // bytes of another test that a model reads to write like it
	classReach  = 2 << 10 // bytes of the head of the class that a method is of
)

// code is the function, below the head of its class.
func (t *proof) code() string {
	code := t.source[t.symbol.Span.Start:t.symbol.Span.End]
	if len(code) > codeLimit {
		code = strings.ToValidUTF8(code[:codeLimit], "")
	}
	code = indentOf(t.source, t.symbol.Span.Start) + code
	if n := t.symbol.Parent; n >= 0 {
		code = t.Outline.Symbols[n].Signature + "\n" + code
	}
	return buffer.LF(importsOf(t.Place) + "\n\n" + code)
}

// sample is the start of the tests that there are: their imports and the first
// of them.
func (t *proof) sample() string {
	sample := strings.TrimLeft(buffer.LF(t.twins), "\n")
	if len(sample) > sampleReach {
		sample = sample[:sampleReach]
		sample = sample[:strings.LastIndexByte(sample, '\n')+1]
	}
	return strings.TrimRight(sample, "\n")
}

// task says what is wanted.
func (t *proof) task(skeleton piece) string {
	words := "a test of " + t.symbol.Name + " for the file " + t.file.Path
	if t.file.Text == nil {
		words += ", which is new"
	}
	if skeleton.code != "" {
		words += "\n\nIt may begin like this:\n\n" + strings.Join(append(slices.Clone(skeleton.imports), "", skeleton.code), "\n")
	}
	return strings.TrimRight(words, "\n")
}

// usable says why a model's test cannot be used. One that has the name of
// another gets a new one.
func (t *proof) usable(p *piece) error {
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
	case made[t.symbol.Name] && t.shell[1] == "": // a method may have the name of the one that it tests
		return errAgain
	case !t.used(outline, t.shell[0]+p.code):
		return errStrange
	case t.wide != nil && t.wide.MatchString(p.code):
		return errWide
	}
	taken := t.taken()
	if name := t.symbol.Name; made[name] && taken[name] { // what it tests keeps its name
		n := slices.IndexFunc(around, func(s syntax.Symbol) bool { return s.Span.Start >= own && s.Name == name })
		at := around[n].NameSpan
		p.code = p.code[:at.Start-own] + unused(name, union(taken, made)) + p.code[at.End-own:]
		delete(made, name)
	}
	for name := range made {
		if taken[name] {
			p.code = renamedWord(p.code, name, unused(name, union(taken, made)))
		}
	}
	after := t.change(*p).after().String()
	if err := parsesNoWorse(t.Snapshot.Language(), t.file.text().String(), after); errors.Is(err, ErrBroken) {
		return errInvalid
	}
	return nil
}

// used reports whether a test has the name of what it tests in its code: not in
// a comment, a string or a name that it declares. What Python calls by itself
// goes by the name of its class.
func (t *proof) used(o *syntax.Outline, code string) bool {
	name := t.symbol.Name
	if n := t.symbol.Parent; n >= 0 && strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") && !strings.Contains(code, name) {
		name = t.Outline.Symbols[n].Name
	}
	for at := 0; ; at += len(name) {
		n := strings.Index(code[at:], name)
		if n < 0 {
			return false
		}
		at += n
		end := at + len(name)
		whole := (at == 0 || !wordByte(code[at-1]) || !wordByte(name[0])) && (end == len(code) || !wordByte(code[end]))
		declares := slices.ContainsFunc(o.Symbols, func(s syntax.Symbol) bool { return s.NameSpan.Start == at })
		if kind := o.ScopeAt(at); whole && !declares && kind != syntax.ScopeComment && kind != syntax.ScopeString {
			return true
		}
	}
}

// taken are the names that a test must not have.
func (t *proof) taken() map[string]bool {
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

// renamedWord replaces a name wherever it stands as a whole word.
func renamedWord(code, name, by string) string {
	var out strings.Builder
	for {
		at := strings.Index(code, name)
		if at < 0 {
			return out.String() + code
		}
		end := at + len(name)
		whole := (at == 0 || !wordByte(code[at-1])) && (end == len(code) || !wordByte(code[end]))
		out.WriteString(code[:at])
		if whole {
			out.WriteString(by)
		} else {
			out.WriteString(name)
		}
		code = code[end:]
	}
}

func wordByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
