package action_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/action"
	"fimble/completion/eval/corpus"
	"fimble/context/buffer/buffertest"
	"fimble/context/syntax"
)

// Each file of testdata/surveys is a project. In one of its files stands what
// is documented, by the name behind the file's.
func TestDocsAreWrittenAsTheProjectHasThem(t *testing.T) {
	files, err := filepath.Glob("testdata/surveys/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, source, symbol, marked := project{}, "", "", ""
			for _, f := range archive.Files {
				path, name, documented := strings.Cut(f.Name, " ")
				if p[path] = string(f.Data); documented {
					source, symbol, marked = path, name, string(f.Data)
				}
			}
			text, span, inserted := buffertest.Edit(t, marked)
			p[source] = text
			if diff := cmp.Diff(text[:span.Start]+inserted+text[span.End:], p.documented(t, source, symbol)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// documented is a file of the project with the docs of a declaration.
func (p project) documented(t *testing.T, file, symbol string) string {
	t.Helper()
	place := p.open(t, file, 0)
	for _, s := range place.Outline.Symbols {
		if s.Name == symbol {
			place.Span = syntax.Span{Start: s.NameSpan.Start, End: s.NameSpan.Start}
		}
	}
	edit, err := act(t, action.Docs, place, action.Tools{Files: p})
	if err != nil {
		t.Fatal(err)
	}
	return place.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String()
}

// What is open counts more than what is closed, however much that is.
func TestOpenFilesTellBeforeClosedOnes(t *testing.T) {
	const google = "def f(a):\n    \"\"\"Do it.\n\n    Args:\n        a: one.\n    \"\"\"\n"
	p := project{"a.py": google, "b.py": google, "new.py": "def load(path):\n    path.open()\n"}
	place := p.open(t, "new.py", len("def "))
	place.Others = []*syntax.Outline{outline(t, "c.py", "def f(a):\n    \"\"\"Do it.\n\n    :param a: one\n    \"\"\"\n")}
	edit, err := act(t, action.Docs, place, action.Tools{Files: p})
	if err != nil || !strings.Contains(edit.NewText, ":param path:") {
		t.Errorf("got %q, %v", edit.NewText, err)
	}
}

// Projects of the corpus whose habit is not the usual one of the language, with
// what the docs of a new file in them show of it.
var habits = []struct {
	language, project, file, text, why string
	has, lacks                         string
}{
	{
		"python", "github.com/pulumi/pulumi/", "python/lib/pulumi/new.py", "def load(path):\n    path.open()\n",
		"its docstrings have :param, those of none have Args", ":param path:", "Args:",
	},
	{
		"python", "node-gyp@", "gyp/pylib/gyp/new.py", "def load(path):\n    path.open()\n",
		"gyp is Google's", "Args:", ":param",
	},
	{
		"java", "github.com/google/flatbuffers@", "java/src/main/java/com/google/flatbuffers/New.java", "class New {\n    <T> void load(T path) {}\n}\n",
		"it has generic methods, and lists no type parameter of them", "@param path", "@param <T>",
	},
}

func TestANewFileOfARealProjectGetsItsHabit(t *testing.T) {
	for _, h := range habits {
		t.Run(h.language+" "+h.project, func(t *testing.T) {
			p := project{h.file: h.text}
			for _, f := range corpus.Files(t, h.language) {
				if name, path, _ := strings.Cut(f.Path, ":"); strings.HasPrefix(name, h.project) {
					p[path] = f.Text
				}
			}
			got := p.documented(t, h.file, "load")
			if !strings.Contains(got, h.has) || strings.Contains(got, h.lacks) {
				t.Errorf("%s, and of %d files a new one gets\n%s", h.why, len(p)-1, got)
			}
		})
	}
}

func TestAllDocsOfAFileAreWrittenAsTheProjectHasThem(t *testing.T) {
	p := project{
		"setup.cfg": "[pydocstyle]\nconvention = numpy\n",
		"new.py":    "import os\n\n\ndef load(path):\n    os.open(path)\n\n\ndef store(path):\n    os.open(path)\n",
	}
	edit, err := act(t, action.AllDocs, p.open(t, "new.py", 0), action.Tools{Files: p})
	if err != nil || strings.Count(edit.NewText, "Parameters\n    ----------\n    path\n") != 2 {
		t.Errorf("got %q, %v", edit.NewText, err)
	}
}
