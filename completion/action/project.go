package action

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"fimble/completion/guard/insecure"
)

// Project does what a sentence says in as many files as it takes.
const Project Kind = "fimble.edit.project"

const (
	mostChanged   = 20 // files; a model that wants more has lost its way
	projectTokens = 4096
)

// writeProject has a model answer with blocks of lines, and makes changes of
// them. An answer is used whole or not at all.
func writeProject(ctx context.Context, p Place, _ int, tools Tools) ([]Change, error) {
	instruction, err := sentenceOf(p, tools)
	if err != nil {
		return nil, err
	}
	if _, err := tools.Files.File(p.Snapshot.Path()); err != nil {
		return nil, err
	}
	files, others := near{Place: p, files: tools.Files, room: tools.Room}.show(ctx)
	q := Question{
		Task: "project", Path: p.Snapshot.Path(), Files: files, Context: others, Problem: instruction, Before: p.told(), Uses: used(p, tools.Files),
		Tokens: projectTokens, Hear: tools.reportFiles,
	}
	return askTwice(ctx, tools.Ask, q, func(answer string) (n reading[[]Change]) {
		if n.made, n.refused = changesOf(p, tools, answer); n.refused == nil {
			n.risky = severe(p, n.made)
		}
		return n
	})
}

// reportFiles tells which files an answer has come to so far, where a block
// begins.
func (t Tools) reportFiles(answer string) {
	lines := strings.TrimSuffix(answer[:strings.LastIndexByte(answer, '\n')+1], "\n")
	if t.Report == nil || !searchMark.MatchString(strings.TrimSpace(lines[strings.LastIndexByte(lines, '\n')+1:])) {
		return
	}
	deeds, err := readDeeds(lines+"\n=======\n>>>>>>> REPLACE\n", t.exists)
	if err != nil {
		return
	}
	names := make([]string, len(deeds))
	for i, d := range deeds {
		names[i] = path.Base(d.path)
	}
	t.Report(strings.Join(names, ", "))
}

// exists reports whether the project has a file of a name.
func (t Tools) exists(name string) bool {
	if name == "" {
		return false
	}
	file, err := t.Files.File(path.Clean(name))
	return err == nil && file.Text != nil
}

// changesOf are the changes that an answer asks for, as the files are now.
func changesOf(p Place, tools Tools, answer string) ([]Change, error) {
	deeds, err := readDeeds(answer, tools.exists)
	if err != nil {
		return nil, err
	}
	if len(deeds) > mostChanged {
		return nil, fmt.Errorf("the answer changes %d files, more than %d", len(deeds), mostChanged)
	}
	var changes []Change
	for _, d := range deeds {
		c, err := d.change(p, tools.Files)
		if err != nil {
			return nil, err
		}
		if len(c.Edits) > 0 || c.Deletes || c.To != nil {
			changes = append(changes, c)
		}
	}
	if len(changes) == 0 {
		return nil, errNothingChanges
	}
	for i, c := range changes {
		if slices.ContainsFunc(changes[:i], func(other Change) bool { return other.meets(c) }) {
			return nil, fmt.Errorf("two blocks make %s", c.target().Path)
		}
	}
	return changes, nil
}

// change looks up the files of a deed.
func (d *deed) change(p Place, files Files) (Change, error) {
	for _, name := range []string{d.path, d.to} {
		if err := outOfReach(name); err != nil {
			return Change{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	file, err := files.File(path.Clean(d.path))
	if err != nil {
		return Change{}, err
	}
	c := Change{File: file, Deletes: d.deletes}
	switch {
	case file.Text == nil && (d.deletes || d.to != "" || slices.ContainsFunc(d.swaps, func(s swap) bool { return len(s.old) > 0 })):
		return Change{}, fmt.Errorf(errNotThere, file.Path)
	case d.deletes && (d.to != "" || len(d.swaps) > 0):
		return Change{}, fmt.Errorf("%s is changed and deleted", file.Path)
	case d.to != "":
		to, err := files.File(path.Clean(d.to))
		if err != nil {
			return Change{}, err
		}
		if to.Text != nil {
			return Change{}, fmt.Errorf("%s is there already", to.Path)
		}
		c.To = &to
	}
	language := file.languageIn(p)
	if c.Edits, err = swapped(language, file.Path, file.text(), d.swaps, p.Instruction); err != nil {
		return Change{}, err
	}
	if err := faultOf(language, file.text().String(), c.after().String()); err != nil {
		return Change{}, fmt.Errorf("%s: %w", file.Path, err)
	}
	return c, nil
}

// severe says what is insecure in changes, if it should not come unasked.
func severe(p Place, changes []Change) error {
	for _, c := range changes {
		if f, ok := insecure.Severe(c.risks(p)); ok {
			return fmt.Errorf("%s: %s", c.File.Path, f)
		}
	}
	return nil
}
