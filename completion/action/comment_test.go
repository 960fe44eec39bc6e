package action_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/action"
)

// comments opens a text with the cursor at █.
func comments(t testing.TB, file, marked string) action.Place {
	t.Helper()
	before, after, ok := strings.Cut(marked, "█")
	if !ok {
		t.Fatalf("%s has no cursor", file)
	}
	return placeAt(t, file, before+after, len(before))
}

func TestCommentIsDoneAndTakenAway(t *testing.T) {
	wholeGoldens(t, action.Comment, "comments/comments")
}

// wholeGoldens reads an archive in which each file with a cursor at █ is
// followed by what a model answers, if one is asked, and by the file afterwards.
func wholeGoldens(t *testing.T, kind action.Kind, archive string) {
	a, err := txtar.ParseFile(filepath.Join("testdata", archive+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range a.Files {
		files[f.Name] = string(f.Data)
	}
	for _, f := range a.Files {
		after, ok := files["after "+f.Name]
		if !ok {
			continue
		}
		for name, eol := range map[string]string{"LF": "\n", "CRLF": "\r\n"} {
			t.Run(f.Name+" "+name, func(t *testing.T) {
				lines := func(text string) string { return strings.ReplaceAll(text, "\n", eol) }
				p := comments(t, f.Name, lines(string(f.Data)))
				var tools action.Tools
				if answer := files["answer "+f.Name]; answer != "" {
					tools = saying(new([]action.Question), answer)
				}
				edit, err := act(t, kind, p, tools)
				if err != nil {
					t.Fatal(err)
				}
				text := p.Snapshot.Text()
				got := text.Splice(edit.Span.Start, edit.Span.End, edit.NewText)
				if diff := cmp.Diff(lines(after), got.String()); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				undone := got.Splice(edit.Span.Start, edit.Span.Start+len(edit.NewText), text.Slice(edit.Span.Start, edit.Span.End))
				if undone.String() != text.String() {
					t.Error("undo does not restore the bytes")
				}
			})
		}
	}
}

func TestOnlyACommentIsTakenForOne(t *testing.T) {
	for _, marked := range []string{
		"x = \"\"\"\n# fimble: add█ it\n\"\"\"\n", "# fimble:█\n", "# fumble: add█ it\n", "// fimble: add█ it\n", "x = 1  # fimble: add█ it\n",
		"# fimble: add it\nx = 1█\n",
	} {
		for _, o := range action.Offers(comments(t, "a.py", marked)) {
			if o.Kind == action.Comment {
				t.Errorf("offered in %q", marked)
			}
		}
	}
}

func TestOnlyACommentIsTakenForOneInEveryLanguage(t *testing.T) {
	for _, c := range []struct {
		file, marked string
		offered      bool
	}{
		{"a.tsx", "const A = () => (\n  <div>\n    {/* fimble: add█ a button */}\n    <p/>\n  </div>\n)\n", true},
		{"a.jsx", "const A = () => (\n  <div>\n    { /* fimble: add\n      a█ button */ }\n    <p/>\n  </div>\n)\n", true},
		{"b.tsx", "const A = () => (\n  <div>\n    {/* fimble: add█ a button */ x}\n    <p/>\n  </div>\n)\n", false},
		{"c.tsx", "const A = () => (\n  <div>\n    // fimble: add█ it\n  </div>\n)\n", false},
		{"d.tsx", "const A = () => (\n  <div>\n    /* fimble: add█ it */\n  </div>\n)\n", false},
		{"a.go", "package p\n\nfunc f() {\n\t{/* fimble: add█ it */}\n}\n", false},
		{"b.go", "package p\n\nvar a = `\n// fimble: add█ it\n`\n", false},
		{"a.rs", "fn f() {\n    let a = r#\"\n// fimble: add█ it\n\"#;\n}\n", false},
		{"a.cpp", "auto a = R\"(\n// fimble: add█ it\n)\";\n", false},
		{"a.java", "class A {\n    String a = \"\"\"\n// fimble: add█ it\n\"\"\";\n}\n", false},
		{"a.yaml", "run: build\n# fimble: add█ a test\nother: 1\n", true},
		{"b.yaml", "run: |\n  # fimble: add█ it\n  go test\nother: 1\n", false},
		{"c.yaml", "jobs:\n  - run: >-  # folded\n\n      go test\n      # fimble: add█ it\n", false},
		{"d.yaml", "jobs:\n  - run: |\n      go test\n    # fimble: add█ an env\n    env: 1\n", true},
		{"e.yaml", "texts:\n  - |\n    go test\n    # fimble: add█ it\n", false},
		{"f.yaml", "run: a | b\n# fimble: add█ it\n", true},
		{"a.sh", "x=1\n# fimble: add█ a flag\n", true},
		{"b.sh", "cat <<EOF\n# fimble: add█ it\nEOF\n", false},
		{"c.sh", "cat <<-'END' >a\n\ttext\n\tEND\n# fimble: add█ it\n", true},
		{"d.sh", "echo \"a\n# fimble: add█ it\n\"\n", false},
		{"e.sh", "echo 'it'\\''s' # don't\n# fimble: add█ it\n", true},
		{"f.sh", "awk '\n# fimble: add█ it\n{ print }'\n", false},
		{"g.sh", "cat <<<word\n# fimble: add█ it\n", true},
		{"a.rb", "x = <<~SQL\n  # fimble: add█ it\nSQL\n", false},
		{"b.rb", "list << item\n# fimble: add█ it\n", true},
		{"a.toml", "a = \"\"\"\n# fimble: add█ it\n\"\"\"\n", false},
		{"b.toml", "a = 1\n# fimble: add█ it\n", true},
		{"c.toml", "a = 1 # fimble: add█ it\n", false},
	} {
		offered := slices.ContainsFunc(action.Offers(comments(t, c.file, c.marked)), func(o action.Offer) bool { return o.Kind == action.Comment })
		if offered != c.offered {
			t.Errorf("%s: offered %t in\n%s", c.file, offered, c.marked)
		}
	}
}

func TestAnswerThatOnlyTakesTheCommentAwayIsRefused(t *testing.T) {
	p := comments(t, "a.py", "# fimble: add█ it\nx = 1\n")
	var asked []action.Question
	if edit, err := act(t, action.Comment, p, saying(&asked, "<CODE>\nx = 1\n</CODE>")); err == nil || len(asked) != 2 {
		t.Errorf("asked %d times, got %+v", len(asked), edit)
	}
	asked = nil
	if edit, err := act(t, action.Comment, p, saying(&asked, "<CODE>\n# Fimble: added\nx = 2\n</CODE>")); err == nil {
		t.Errorf("got %+v", edit)
	}
	if _, err := act(t, action.Comment, p, action.Tools{}); !errors.Is(err, action.ErrNeedsChat) {
		t.Errorf("without a model: %v", err)
	}
}

const risky = "<CODE>\nimport os\n\ndef listing(folder):\n    return os.popen(f\"ls {folder}\").read()\n</CODE>"

func TestSevereRiskIsSaidToTheModelOnce(t *testing.T) {
	const marked = "# fimble: list a folder█\n"
	safe := "<CODE>\nimport os\n\ndef listing(folder):\n    return os.listdir(folder)\n</CODE>"
	for name, c := range map[string]struct {
		answers []string
		want    string
	}{
		"better the second time": {[]string{risky, safe}, "listdir"},
		"the same again":         {[]string{risky, risky}, "popen"},
		"worse the second time":  {[]string{risky, "<CODE>\ndef listing(\n</CODE>"}, "popen"},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []action.Question
			edit, err := act(t, action.Comment, comments(t, "a.py", marked), saying(&asked, c.answers...))
			if err != nil || !strings.Contains(edit.NewText, c.want) {
				t.Errorf("got %q (%v), want %s", edit.NewText, err, c.want)
			}
			if len(asked) != 2 || !strings.Contains(asked[1].Refused, "shell") || !strings.Contains(asked[1].Refused, "list") {
				t.Errorf("asked %+v", asked)
			}
		})
	}
}
