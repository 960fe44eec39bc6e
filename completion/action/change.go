package action

import (
	"context"
	"path"
	"slices"
	"strings"

	"fimble/completion/guard/insecure"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A File is one of the project's, as the editor has it open, else as it lies on
// disk.
type File struct {
	URI  buffer.URI
	Path string       // below the root, with slashes
	Text *buffer.Text // nil if there is no such file yet
}

// Language is what the name of the file stands for.
func (f File) Language() *syntax.Language { return syntax.Detect("", f.Path) }

// languageIn is that of the file, which of the place's own the editor has told.
func (f File) languageIn(p Place) *syntax.Language {
	if f.URI == p.Snapshot.URI() {
		return p.Snapshot.Language()
	}
	return f.Language()
}

// text is the content; that of a file that is not there is empty.
func (f File) text() *buffer.Text {
	if f.Text == nil {
		return buffer.NewText("")
	}
	return f.Text
}

// Files are the files of the project that the place lies in. Paths are below
// its root, with slashes.
type Files interface {
	// File is the one of that name. An error says why it may be neither read nor
	// written.
	File(path string) (File, error)
	// Paths lists those that may be read, as far as they are known.
	Paths(ctx context.Context) []string
	// Open are those of them that the editor has open.
	Open() []string
}

// A Change is what an action does to one file, which it creates if there is
// none. Edits come last first, so that each counts in the text as it is.
type Change struct {
	File    File
	Edits   []buffer.Edit
	To      *File // what it is renamed to afterwards, or nil
	Deletes bool
	Warning string // what the user should know of it before it is made; empty if nothing
	Note    string // what the user should know of how it was made; empty if nothing
}

// Creates reports whether there is no such file yet.
func (c Change) Creates() bool { return c.File.Text == nil }

// Runs reports whether something may run what the change writes without being
// told to, so that the user must see it first.
func (c Change) Runs() bool {
	name := c.target().Path
	return !c.Deletes && (runsByItself(c.File.Path) || runsByItself(name) ||
		strings.EqualFold(path.Base(name), "package.json") && installsMore(c.File.text().String(), c.after().String()))
}

// after is the text that the change leaves.
func (c Change) after() *buffer.Text { return c.File.text().Apply(c.Edits) }

// describe says in a line what is done to the file.
func (c Change) describe() string {
	switch {
	case c.Deletes:
		return c.File.Path + " (deleted):"
	case c.To != nil:
		return c.File.Path + " (now " + c.To.Path + "):"
	case c.Creates():
		return c.File.Path + " (new):"
	}
	return c.File.Path + ":"
}

// target is the file that is there afterwards.
func (c Change) target() File {
	if c.To != nil {
		return *c.To
	}
	return c.File
}

// meets reports whether two changes leave the same file, or one takes away what
// the other leaves.
func (c Change) meets(d Change) bool {
	return c.target().URI == d.target().URI || c.File.URI == d.target().URI || c.target().URI == d.File.URI
}

// Changes does what was offered for the same version of the document, like Do,
// where that may be about more files than the document.
func Changes(ctx context.Context, kind Kind, p Place, at int, tools Tools) ([]Change, error) {
	p.notes = &notes{}
	changes, err := changesBy(ctx, kind, p, at, tools)
	for i, c := range changes {
		var words []string
		if c.Runs() {
			words = append(words, c.target().Path+" is run by editors, hooks, package managers or servers without being asked: look at what it says")
		}
		for _, found := range c.risks(p) {
			words = append(words, found.String())
		}
		changes[i].Warning, changes[i].Note = strings.Join(words, "\n"), strings.Join(p.notes.all, "\n")
	}
	return changes, err
}

// notes are what the user should know of how changes were made.
type notes struct{ all []string }

func (n *notes) add(said string) {
	if n != nil && !slices.Contains(n.all, said) {
		n.all = append(n.all, said)
	}
}

func changesBy(ctx context.Context, kind Kind, p Place, at int, tools Tools) ([]Change, error) {
	rows := table()
	n := slices.IndexFunc(rows, func(r row) bool { return r.kind == kind && r.spread != nil })
	if n < 0 {
		edit, err := Do(ctx, kind, p, at, tools)
		if err != nil {
			return nil, err
		}
		own := File{URI: p.Snapshot.URI(), Path: p.Snapshot.Path(), Text: p.Snapshot.Text()}
		return []Change{{File: own, Edits: []buffer.Edit{edit}}}, nil
	}
	changes, err := rows[n].spread(ctx, p, at, tools)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if c.Deletes {
			continue
		}
		if err := rows[n].check(c.File.languageIn(p), c.File.text().String(), c.after().String()); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// risks is what the change puts in that is insecure.
func (c Change) risks(p Place) (found []insecure.Finding) {
	text := c.File.text().String()
	for _, e := range c.Edits {
		found = append(found, insecure.Added(c.File.languageIn(p), text, e.Span, e.NewText)...)
	}
	return found
}
