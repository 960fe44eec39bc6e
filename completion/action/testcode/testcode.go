// Package testcode is how tests are written in a language: what their files are
// called and where they lie, what the code alone tells of a test, how one that a
// model has written is read, and how it comes to those that are there. It asks
// nobody and writes nothing.
package testcode

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A Subject is a function or method that a test is written of.
type Subject struct {
	Language *syntax.Language
	Path     string // of its file
	Source   string // of its file, with the line ends that it has
	Outline  *syntax.Outline
	Symbol   syntax.Symbol
	Head     syntax.Head
}

// Files are those of the subject's project. Paths are below its root, with
// slashes.
type Files interface {
	// Open is the text of a file, false if there is none. An error says why it may
	// be neither read nor written.
	Open(path string) (text string, there bool, err error)
	// Paths lists the files, as far as they are known.
	Paths(ctx context.Context) []string
}

// A Piece is a test with the imports that it needs, each as the language writes
// it. The code has LF.
type Piece struct {
	imports []string
	code    string
}

// A Test is one that is being written.
type Test struct {
	Subject
	dialect
	files   Files
	paths   []string
	kin     func(path string) bool // a file is in a language with the same tests
	file    file                   // that it comes into
	outline *syntax.Outline        // of that
	twins   string                 // text of the file and of other tests, for what its style is
	home    string                 // package of a new Go file, if an answer has chosen one
}

type file struct {
	Path  string
	Text  string
	There bool // it need not be made
}

// Untold is an error that says what the code does not tell, so that a model has
// to write the test.
type Untold string

func (u Untold) Error() string { return string(u) }

var errHead = errors.New("the head of the function cannot be read")

// Begin finds the file that a test of the subject comes into, and how others are
// written. Subjects are what Testable says.
func Begin(ctx context.Context, s Subject, files Files) (*Test, error) {
	t := &Test{Subject: s, dialect: dialects()[s.Language.ID], files: files, paths: files.Paths(ctx)}
	t.kin = func(path string) bool { return dialects()[syntax.Detect("", path).ID].sign == t.sign }
	source := s.Path
	if t.stand != nil {
		source = t.stand(source, t.paths)
	}
	place, known := t.nestOf(source, t.paths, t.there)
	if !known {
		place = t.fresh(source, t.paths)
	}
	if err := t.choose(place); err != nil {
		return nil, err
	}
	if t.settle != nil {
		if err := t.settle(t); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// File is what the test comes into, and whether there is such a file.
func (t *Test) File() (path string, there bool) { return t.file.Path, t.file.There }

// Samples are the tests of that file and of some near it, one after the other.
func (t *Test) Samples() string { return t.twins }

// Sketch is a test that the code itself tells. An Untold error says that it does
// not.
func (t *Test) Sketch() (Piece, error) { return t.sketch(t) }

// Read takes a test out of code that a model has written, with LF. Imports come
// along that it uses and that the sketch has.
func (t *Test) Read(code string, sketch Piece) Piece {
	p := t.dialect.read(t, code)
	p.imports = append(p.imports, forgotten(p, sketch.imports)...)
	return p
}

// String is the test as a file of its own might begin.
func (p Piece) String() string {
	if p.code == "" {
		return ""
	}
	return strings.Join(append(slices.Clone(p.imports), "", p.code), "\n")
}

// Edits put a test into the file, the last one first, each in the text as the
// ones before have left it. Their text has LF.
func (t *Test) Edits(p Piece) []buffer.Edit {
	all := t.join(t, p)
	slices.SortStableFunc(all, func(a, b insertion) int { return b.at - a.at })
	edits := make([]buffer.Edit, len(all))
	for i, e := range all {
		edits[i] = buffer.Edit{Span: syntax.Span{Start: e.at, End: e.at}, NewText: e.text}
	}
	return edits
}

// read is the text of a file that may be read and is there.
func (t *Test) read(path string) (string, bool) {
	text, there, err := t.files.Open(path)
	return text, there && err == nil
}

// there reports whether there is such a file.
func (t *Test) there(path string) bool {
	_, there := t.read(path)
	return there
}

// choose takes a file for the test.
func (t *Test) choose(path string) (err error) {
	t.file.Path = path
	if t.file.Text, t.file.There, err = t.files.Open(path); err != nil {
		return err
	}
	t.outline = parsed(t, t.file.Text)
	t.twins = strings.Join(append([]string{t.file.Text}, t.others(path)...), "\n")
	return nil
}

const mostTwins = 8 // other tests that tell how tests are written

// others are the texts of tests that lie near a file.
func (t *Test) others(path string) (all []string) {
	near := slices.Clone(t.paths)
	slices.SortStableFunc(near, func(a, b string) int { return alike(b, path) - alike(a, path) })
	for _, other := range near {
		if other == path || !t.tests(other) || !t.kin(other) {
			continue
		}
		if text, there := t.read(other); there {
			if all = append(all, text); len(all) == mostTwins {
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
