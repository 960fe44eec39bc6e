package action_test

import (
	"context"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/action"
	"fimble/context/buffer"
)

// with is the project after changes, made as an editor makes them.
func (p project) with(changes []action.Change) project {
	after := maps.Clone(p)
	for _, c := range changes {
		text := buffer.NewText(p[c.File.Path]).Apply(c.Edits).String()
		delete(after, c.File.Path)
		switch {
		case c.Deletes:
		case c.To != nil:
			after[c.To.Path] = text
		default:
			after[c.File.Path] = text
		}
	}
	return after
}

// instructs does what a sentence says, at the first place in a file where code
// stands.
func (p project) instructs(t *testing.T, at, instruction string, tools action.Tools) ([]action.Change, error) {
	t.Helper()
	place := p.open(t, at, 0)
	place.Instruction = instruction
	tools.Files = p
	return action.Changes(t.Context(), action.Project, place, 0, tools)
}

// saying is a model that gives these answers in turn, the last one for ever.
func saying(asked *[]action.Question, answers ...string) action.Tools {
	return action.Tools{Ask: func(_ context.Context, q action.Question) (string, error) {
		*asked = append(*asked, q)
		return answers[min(len(*asked), len(answers))-1], nil
	}}
}

func TestSentenceChangesAProject(t *testing.T) {
	files, err := filepath.Glob("testdata/project/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before, after, said := project{}, project{}, map[string]string{}
			for _, f := range archive.Files {
				said[f.Name] = string(f.Data)
				if name, ok := strings.CutPrefix(f.Name, "before/"); ok {
					before[name] = string(f.Data)
				} else if name, ok := strings.CutPrefix(f.Name, "after/"); ok {
					after[name] = string(f.Data)
				}
			}
			for _, eol := range []string{"\n", "\r\n"} {
				before, after := before.ending(eol), after.ending(eol)
				var asked []action.Question
				changes, err := before.instructs(t, strings.TrimSpace(said["at"]), said["instruction"], saying(&asked, said["answer"]))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(after, before.with(changes)); diff != "" {
					t.Errorf("with %q (-want +got):\n%s", eol, diff)
				}
			}
		})
	}
}

// ending is the project with other line ends; a new file has those of a new
// file.
func (p project) ending(eol string) project {
	q := project{}
	for name, text := range p {
		if !strings.HasPrefix(path.Base(name), "test_") {
			text = strings.ReplaceAll(text, "\n", eol)
		}
		q[name] = text
	}
	return q
}

func TestModelIsShownWhatTheSentenceIsAbout(t *testing.T) {
	p := project{
		"main.py": "import shop\n\ndef run():\n    pass\n", "shop/prices.py": "def net_total(prices):\n    return 0\n",
		"shop/cart.py": "x = net_total([])\n", "docs/notes.md": "nothing\n", "setup.cfg": "[x]\n",
	}
	var asked []action.Question
	_, _ = p.instructs(t, "main.py", "make net_total round, and say so in setup.cfg", saying(&asked, "main.py\n<<<<<<< SEARCH\n    pass\n=======\n    return\n>>>>>>> REPLACE"))
	var blocks []string
	for _, file := range asked[0].Files {
		if file.Said == "" {
			blocks = append(blocks, file.Path)
		}
	}
	want := []string{"main.py", "setup.cfg", "shop/cart.py", "shop/prices.py"}
	if diff := cmp.Diff(want, blocks); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
	if asked[0].Context != "docs/notes.md" {
		t.Errorf("named %q", asked[0].Context)
	}
}

func TestAnswerThatCannotBeUsedIsAskedForAgainWithTheReason(t *testing.T) {
	p := project{
		"a.py": "x = 1\ny = 1\nx = 1\n", "b.py": "def f():\n    return 1\n", "full.py": "z = 3\n",
		"deep.py": "def f():\n    if a:\n        x()\n    y()\n", "tabs.py": "def f():\n\tif a:\n\t\tb()\n",
	}
	block := func(path, old, new string) string {
		return path + "\n<<<<<<< SEARCH\n" + old + "=======\n" + new + ">>>>>>> REPLACE\n"
	}
	good := block("a.py", "y = 1\n", "y = 2\n")
	for name, c := range map[string]struct{ answer, why string }{
		"no block":                {"I would change a.py.", "no block"},
		"no path":                 {block("", "y = 1\n", "y = 2\n"), "no line with the path"},
		"no end":                  {"a.py\n<<<<<<< SEARCH\ny = 1\n=======\ny = 2\n", "does not come to an end"},
		"lines that are not":      {block("a.py", "q = 1\n", "q = 2\n"), "no such lines"},
		"lines that stand twice":  {block("a.py", "x = 1\n", "x = 2\n"), "2 times"},
		"the same block twice":    {good + good, "same lines"},
		"a new file twice":        {block("new.py", "", "z = 4\n") + block("new.py", "", "z = 5\n"), "new.py is there already"},
		"words above a block":     {good + block("Here is the next change:", "x = 1\n", "x = 2\n"), "Here is the next change:"},
		"a fence with a stranger": {good + block("```diff of it", "x = 1\n", "x = 2\n"), "diff of it"},
		"an underline":            {block("a.py", "x = 1\n=======\n", "x = 2\n"), "marks within"},
		"a block without an end":  {"a.py\n<<<<<<< SEARCH\ny = 1\n=======\ny = 2\n" + block("b.py", "    return 1\n", "    return 2\n"), "marks within"},
		"marks of a conflict":     {block("a.py", "<<<<<<< SEARCH\nx = 1\n", "x = 2\n"), "marks within"},
		"another depth":           {block("deep.py", "x()\ny()\n", "x()\nz()\n"), "no such lines"},
		"blanks for tabs":         {block("tabs.py", "    if a:\n        b()\n", "    if a:\n        c()\n"), "no such lines"},
		"two of the same lines":   {good + block("a.py", "y = 1\nx = 1\n", "y = 3\n"), "same lines"},
		"does not parse":          {block("b.py", "    return 1\n", "    return (\n"), "b.py: the code does not parse"},
		"leaves code out":         {block("b.py", "    return 1\n", "    x = 2\n    # ... rest of the code\n"), "leaves code out"},
		"a file that is there":    {block("full.py", "", "z = 4\n"), "there already"},
		"no such file":            {block("none.py", "z = 3\n", "z = 4\n"), "no none.py"},
		"a path that leads out":   {block("../evil.py", "", "z = 4\n"), "elsewhere"},
		"an absolute path":        {block("/etc/passwd", "", "z = 4\n"), "elsewhere"},
		"a name that is taken":    {"RENAME b.py TO full.py", "full.py is there already"},
		"changed and deleted":     {good + "DELETE a.py", "changed and deleted"},
		"two of one name":         {"RENAME b.py TO c.py\nRENAME full.py TO c.py", "two blocks make c.py"},
		"deleting in prose":       {good + "I will not do:\nDELETE b.py\nbut rather this.\n", "stands in prose"},
		"renaming in prose":       {good + "\nRENAME b.py TO c.py\nwould be wrong.\n", "stands in prose"},
		"the same as before":      {block("a.py", "y = 1\n", "y = 1\n"), "same as before"},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []action.Question
			changes, err := p.instructs(t, "a.py", "change it", saying(&asked, c.answer, good))
			if err != nil || p.with(changes)["a.py"] != "x = 1\ny = 2\nx = 1\n" {
				t.Errorf("the second answer is not used: %v", err)
			}
			if len(asked) != 2 || !strings.Contains(asked[1].Refused, c.why) || asked[1].Answer != c.answer {
				t.Errorf("asked %d times, the last time because of %q", len(asked), asked[len(asked)-1].Refused)
			}
			asked = nil
			if changes, err = p.instructs(t, "a.py", "change it", saying(&asked, c.answer)); err == nil || !strings.Contains(err.Error(), c.why) || len(asked) != 2 {
				t.Errorf("asked %d times, got %v and %v", len(asked), changes, err)
			}
		})
	}
}

func TestPathsAreReadAsModelsWriteThem(t *testing.T) {
	p := project{"my app/b.js": "x = 1\n", "app/page.tsx": "y = 1\n", "app/(shop)/page.tsx": "x = 1\n", "Procfile": "x = 1\n"}
	for line, want := range map[string]string{
		"my app/b.js": "my app/b.js", "app/(shop)/page.tsx": "app/(shop)/page.tsx", "Procfile": "Procfile", "### 1. `Procfile`": "Procfile",
		"**File: app/(shop)/page.tsx**": "app/(shop)/page.tsx", "```tsx app/(shop)/page.tsx": "app/(shop)/page.tsx", "2) ./Procfile:": "Procfile",
		`my app\b.js`: "my app/b.js",
	} {
		t.Run(line, func(t *testing.T) {
			var asked []action.Question
			answer := "app/page.tsx\n<<<<<<< SEARCH\ny = 1\n=======\ny = 2\n>>>>>>> REPLACE\n\n" + line + "\n<<<<<<< SEARCH\nx = 1\n=======\nx = 2\n>>>>>>> REPLACE\n"
			changes, err := p.instructs(t, "app/page.tsx", "do it", saying(&asked, answer))
			if err != nil || p.with(changes)[want] != "x = 2\n" {
				t.Errorf("%v leave %v", err, p.with(changes))
			}
		})
	}
}

func TestInsertionsAtOnePlaceKeepTheirOrder(t *testing.T) {
	p := project{"a.py": "x = 1\ny = 1\n"}
	var asked []action.Question
	changes, err := p.instructs(t, "a.py", "do it", saying(&asked, "a.py\n<<<<<<< SEARCH\nx = 1\n=======\nx = 1\nq = 1\n>>>>>>> REPLACE\n<<<<<<< SEARCH\ny = 1\n=======\nr = 1\ny = 1\n>>>>>>> REPLACE\n"))
	if got := p.with(changes)["a.py"]; err != nil || got != "x = 1\nq = 1\nr = 1\ny = 1\n" {
		t.Errorf("the file is %q (%v)", got, err)
	}
}

func TestLinesAreThoseOfTheEditor(t *testing.T) {
	p := project{"a.py": "p\rq\nx = 1\ny = 2\n"}
	var asked []action.Question
	changes, err := p.instructs(t, "a.py", "do it", saying(&asked, "a.py\n<<<<<<< SEARCH\nx = 1\n=======\nx = 9\n>>>>>>> REPLACE\n"))
	if got := p.with(changes)["a.py"]; err != nil || got != "p\rq\nx = 9\ny = 2\n" {
		t.Errorf("the file is %q (%v)", got, err)
	}
}

func TestProgressTellsTheFilesSoFar(t *testing.T) {
	p := project{"a.py": "x = 1\n", "sub/b.py": "y = 1\n"}
	answer := "a.py\n<<<<<<< SEARCH\nx = 1\n=======\nx = 2\n>>>>>>> REPLACE\nsub/b.py\n<<<<<<< SEARCH\ny = 1\n=======\ny = 2\n>>>>>>> REPLACE\n"
	var said []string
	_, err := p.instructs(t, "a.py", "two", action.Tools{
		Report: func(s string) { said = append(said, s) },
		Ask: func(_ context.Context, q action.Question) (string, error) {
			for i := range answer {
				if answer[i] == '\n' {
					q.Hear(answer[:i+1])
				}
			}
			return answer, nil
		},
	})
	if said = slices.Compact(said); err != nil || !slices.Equal(said, []string{"a.py", "a.py, b.py"}) {
		t.Errorf("reported %q (%v)", said, err)
	}
}

func TestModelIsToldWhatWasDoneBefore(t *testing.T) {
	p := project{"a.py": "x = 1\n"}
	answer := "a.py\n<<<<<<< SEARCH\nx = 1\n=======\nx = 2\n>>>>>>> REPLACE\n"
	var asked []action.Question
	changes, err := p.instructs(t, "a.py", "two", saying(&asked, answer))
	if err != nil {
		t.Fatal(err)
	}
	p["a.py"] = "x = 2\n"
	place := p.open(t, "a.py", 0)
	place.Instruction, place.Before = "and now back", []action.Turn{{Instruction: "two", Changed: action.Summary(changes)}}
	tools := saying(&asked, answer)
	tools.Files = p
	_, _ = action.Changes(t.Context(), action.Project, place, 0, tools)
	if want := "The user wanted: two\na.py:\n-x = 1\n+x = 2\n"; asked[len(asked)-1].Before != want {
		t.Errorf("told %q, want %q", asked[len(asked)-1].Before, want)
	}
}
