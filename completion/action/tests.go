package action

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Tests writes a test of a function or method beside those that there are.
const Tests Kind = "refactor.rewrite.fimble.tests"

// Refusals that are about tests alone.
var (
	errNoTest  = errors.New("the answer has no test in it")
	errAgain   = errors.New("the answer has the code under test in it; write the tests alone")
	errOdd     = errors.New("no test that parses comes of what the code alone tells; " + ErrNeedsChat.Error())
	errStrange = errors.New("the test does not use what it shall test")
	errWide    = errors.New("the answer decides about other tests, too; write the tests alone, without init or TestMain")
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
	settle func(t *proof) error
	// skeleton is a test that the code itself tells.
	skeleton func(t *proof) (piece, error)
	// names are those that a test must not have, if they are more than the file's;
	// may be nil.
	names func(t *proof) map[string]bool
	// read takes a test out of code that a model has written.
	read func(t *proof, code string) piece
	// join says what to insert so that a piece stands in the file.
	join func(t *proof, p piece) []insertion
}

// A piece is a test with the imports that it needs, each as the language writes
// it.
type piece struct {
	imports []string
	code    string // LF
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

// A proof is a test that is being written.
type proof struct {
	Place
	dialect
	ctx     context.Context
	files   Files
	paths   []string
	kin     func(path string) bool // a file is in a language with the same tests
	source  string                 // LF or not, as it is
	symbol  syntax.Symbol
	head    syntax.Head
	file    File            // that the test comes into
	outline *syntax.Outline // of it
	twins   string          // text of the file and of other tests, for what its style is
}

// offerTests offers to test the function at the place, if that is not a test.
func offerTests(p Place) []Offer {
	d, ok := dialects()[p.Snapshot.Language().ID]
	_, file := p.Snapshot.URI().Path()
	if root := p.Snapshot.Root(); !ok || !file || root == nil || root.Dir == "" || d.tests(p.Snapshot.Path()) {
		return nil
	}
	for _, s := range slices.Backward(p.Outline.Symbols) {
		if !s.Span.Contains(p.Span.Start) || !d.reaches(p.Outline, s) {
			continue
		}
		if p.Asked || p.Span.Start <= s.Body.Start {
			return []Offer{{Kind: Tests, Title: "Write a test for " + s.Name, At: s.NameSpan.Start}}
		}
		break
	}
	return nil
}

// reaches reports whether a test could call the symbol.
func (d dialect) reaches(o *syntax.Outline, s syntax.Symbol) bool {
	if s.Kind != syntax.Function && s.Kind != syntax.Method || s.Body.Len() == 0 || s.Name == "" || !d.testable(o, s) {
		return false
	}
	for n := s.Parent; n >= 0; n = o.Symbols[n].Parent {
		if outer := o.Symbols[n].Kind; outer == syntax.Function || outer == syntax.Method {
			return false
		}
	}
	return true
}

// writeTests writes a test of the function whose name stands at the offset.
func writeTests(ctx context.Context, p Place, at int, tools Tools) ([]Change, error) {
	d, ok := dialects()[p.Snapshot.Language().ID]
	if !ok {
		return nil, ErrGone
	}
	n := slices.IndexFunc(p.Outline.Symbols, func(s syntax.Symbol) bool { return s.NameSpan.Start == at && d.reaches(p.Outline, s) })
	if n < 0 {
		return nil, ErrGone
	}
	t := &proof{Place: p, dialect: d, ctx: ctx, files: tools.Files, source: p.Snapshot.Text().String(), symbol: p.Outline.Symbols[n]}
	t.kin = func(path string) bool { return dialects()[syntax.Detect("", path).ID].sign == d.sign }
	heads, ok := p.Snapshot.Language().Heads(t.source, []syntax.Symbol{t.symbol})
	if !ok {
		return nil, ErrUnparsed
	}
	t.head, t.paths = heads[0], tools.Files.Paths(ctx)
	if err := t.find(); err != nil {
		return nil, err
	}
	own, err := d.skeleton(t)
	if tools.Ask != nil {
		own, err = t.ask(ctx, tools.Ask, own)
	}
	if err != nil {
		return nil, err
	}
	c := t.change(own)
	if tools.Ask == nil && errors.Is(parsesNoWorse(c.File.Language(), c.File.text().String(), c.after().String()), ErrBroken) {
		return nil, errOdd
	}
	return []Change{c}, nil
}

// find finds the file that the test comes into, and how others are written.
func (t *proof) find() error {
	source := t.Snapshot.Path()
	if t.stand != nil {
		source = t.stand(source, t.paths)
	}
	place, known := t.nestOf(source, t.paths, t.there)
	if !known {
		place = t.fresh(source, t.paths)
	}
	if err := t.choose(place); err != nil {
		return err
	}
	if t.settle != nil {
		return t.settle(t)
	}
	return nil
}

// there reports whether the project has such a file.
func (t *proof) there(path string) bool {
	f, err := t.files.File(path)
	return err == nil && f.Text != nil
}

// choose takes a file for the test.
func (t *proof) choose(path string) (err error) {
	if t.file, err = t.files.File(path); err != nil {
		return err
	}
	parser := syntax.NewParser(t.Snapshot.Language())
	defer parser.Close()
	t.outline = parser.Parse(t.file.text().String(), nil, 0)
	t.twins = strings.Join(append([]string{t.file.text().String()}, t.others(path)...), "\n")
	return nil
}

const mostTwins = 8 // other tests that tell how tests are written

// others are the texts of tests that lie near a file.
func (t *proof) others(path string) (all []string) {
	near := slices.Clone(t.paths)
	slices.SortStableFunc(near, func(a, b string) int { return alike(b, path) - alike(a, path) })
	for _, other := range near {
		if other == path || !t.tests(other) || !t.kin(other) {
			continue
		}
		if f, err := t.files.File(other); err == nil && f.Text != nil {
			if all = append(all, f.Text.String()); len(all) == mostTwins {
				break
			}
		}
	}
	return all
}

// alike is how much of their start two paths have in common.
func alike(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// change is the edit that puts a piece into the file.
func (t *proof) change(p piece) Change {
	eol := t.Snapshot.Text().LineEnding()
	if t.file.Text != nil {
		eol = t.file.Text.LineEnding()
	}
	all := t.join(t, p)
	slices.SortStableFunc(all, func(a, b insertion) int { return b.at - a.at })
	c := Change{File: t.file}
	for _, i := range all {
		c.Edits = append(c.Edits, buffer.Edit{Span: syntax.Span{Start: i.at, End: i.at}, NewText: strings.ReplaceAll(i.text, "\n", eol)})
	}
	return c
}

// append puts code at the end of a text, with blank lines in front of it.
func (t *proof) append(code string, blank int) insertion {
	text := t.file.text().String()
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
