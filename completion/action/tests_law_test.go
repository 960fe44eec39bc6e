package action_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/context/syntax"
)

// tested is how many functions of each language get tests that are compiled.
const tested = 120

// Whole packages are needed to tell whether a test compiles, so these are Go's
// own, but for those that the testing package needs, and some of Fimble's. Tests that
// would not pass yet compile, and the tool that looks for mistakes finds none.
func TestTestsOfRealGoFunctionsCompile(t *testing.T) {
	packages := strings.Fields(`net/url net/http net/mail encoding/json encoding/csv encoding/xml text/template go/ast go/types go/doc
		container/list archive/zip mime html/template log/slog image/color database/sql text/tabwriter go/printer regexp/syntax
		fimble/server fimble/completion fimble/completion/action fimble/completion/trim fimble/context/syntax fimble/context/buffer fimble/context/workspace`)
	random, overlay, made, done, refused := rand.New(rand.NewSource(4)), map[string]string{}, t.TempDir(), 0, 0
	for _, of := range goPackages(t, packages) {
		p := readFolder(t, of.root(), of.Dir)
		for range tested/len(packages) + 1 {
			name := p.below(of.root(), filepath.Join(of.Dir, of.GoFiles[random.Intn(len(of.GoFiles))]))
			switch err := p.testsAny(t, name, random); {
			case err == nil:
				done++
			case strings.Contains(err.Error(), "which types"):
				refused++
			case !errors.Is(err, errNotOffered):
				t.Errorf("%s: %v", name, err)
			}
		}
		for file, text := range p {
			file = filepath.Join(of.root(), file)
			if old, err := os.ReadFile(file); err != nil || string(old) != text {
				overlay[file] = filepath.Join(made, strconv.Itoa(len(overlay))+".go")
				write(t, overlay[file], text)
			}
		}
	}
	if done < 100 {
		t.Errorf("only %d functions", done)
	}
	t.Logf("%d functions, of %d the types are not known", done, refused)
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(made, "overlay.json"), string(list))
	vet := exec.Command("go", append([]string{"vet", "-overlay", filepath.Join(made, "overlay.json")}, packages...)...)
	if out, err := vet.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

// In languages whose packages cannot be built here, tests parse, and all is told
// to the user that keeps one from being written.
func TestTestsOfRealFunctionsParse(t *testing.T) {
	why := []string{"no test in another file can call", "no runtime", "which types", "no test can make"}
	for _, language := range []string{"typescript", "tsx", "javascript", "rust", "java", "cpp"} {
		t.Run(language, func(t *testing.T) {
			files, random, done, refused := corpus.Files(t, language), rand.New(rand.NewSource(6)), 0, 0
			for tries := 0; done < 25 && tries < 2000; tries++ {
				f := files[random.Intn(len(files))]
				_, name, _ := strings.Cut(f.Path, ":")
				if len(outline(t, name, f.Text).Defects) > 0 {
					continue
				}
				p := project{name: f.Text}
				err := p.testsAny(t, name, random)
				switch {
				case err == nil:
					done++
				case slices.ContainsFunc(why, func(why string) bool { return strings.Contains(err.Error(), why) }):
					refused++
				case !errors.Is(err, errNotOffered):
					t.Errorf("%s: %v", f.Path, err)
				}
			}
			if done < 25 {
				t.Errorf("only %d functions", done)
			}
			t.Logf("%d functions, %d that no test can call", done, refused)
		})
	}
}

// knownNames compiles all Python files of a folder and looks for names in them
// that nothing binds.
const knownNames = `
import ast, builtins, pathlib, sys
wrong = 0
for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
    tree = ast.parse(path.read_text(), str(path))
    compile(tree, str(path), "exec")
    bound, used = set(dir(builtins)), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            bound.update((name.asname or name.name).split(".")[0] for name in node.names)
    if used - bound:
        print(path, "does not know", used - bound)
        print(path.read_text())
        wrong = 1
sys.exit(wrong)
`

// The tests of functions of the corpus compile, whichever framework they are
// for, and know all names that they use.
func TestTestsOfRealPythonFunctionsCompile(t *testing.T) {
	files, random, done, made := corpus.Files(t, "python"), rand.New(rand.NewSource(5)), 0, t.TempDir()
	for tries := 0; done < tested && tries < 20*tested; tries++ {
		f := files[random.Intn(len(files))]
		_, name, _ := strings.Cut(f.Path, ":")
		p := project{name: f.Text}
		if tries%2 == 0 {
			p["tests/test_others.py"] = "import unittest\n\n\nclass TestOthers(unittest.TestCase):\n    pass\n"
		}
		before := maps.Clone(p)
		switch err := p.testsAny(t, name, random); {
		case errors.Is(err, errNotOffered):
			continue
		case err != nil:
			t.Errorf("%s: %v", f.Path, err)
		}
		for file, text := range p {
			if text != before[file] {
				write(t, filepath.Join(made, strconv.Itoa(done), file), text)
			}
		}
		done++
	}
	if done < tested {
		t.Errorf("only %d functions", done)
	}
	if out, err := exec.Command("python3", "-c", knownNames, made).CombinedOutput(); err != nil {
		t.Errorf("python3: %v\n%s", err, out)
	}
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A goPackage is what the go command knows of a package.
type goPackage struct {
	Dir, Root string
	GoFiles   []string // that this machine builds
	Module    *struct{ Dir string }
}

// root is the folder of the package's module.
func (g goPackage) root() string {
	if g.Module != nil {
		return g.Module.Dir
	}
	return filepath.Join(g.Root, "src")
}

func goPackages(t *testing.T, names []string) (all []goPackage) {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=Dir,Root,GoFiles,Module"}, names...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var of goPackage
		if err := d.Decode(&of); err != nil {
			t.Fatal(err)
		}
		all = append(all, of)
	}
	return all
}

// readFolder reads the Go files of one folder below a root, and what tells the
// module.
func readFolder(t *testing.T, root, dir string) project {
	t.Helper()
	p := project{}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, filepath.Join(root, "go.mod")) {
		if text, err := os.ReadFile(file); err == nil {
			p[p.below(root, file)] = string(text)
		}
	}
	return p
}

// below is the name of a file in the project.
func (project) below(root, file string) string {
	return filepath.ToSlash(strings.TrimPrefix(file, root+string(filepath.Separator)))
}

// testsAny writes a test of a function of a file that random picks.
func (p project) testsAny(t *testing.T, name string, random *rand.Rand) error {
	t.Helper()
	callable := slices.DeleteFunc(slices.Clone(outline(t, name, p[name]).Symbols), func(s syntax.Symbol) bool {
		return s.Kind != syntax.Function && s.Kind != syntax.Method
	})
	if len(callable) == 0 {
		return errNotOffered
	}
	return p.tests(t, name, callable[random.Intn(len(callable))].NameSpan.Start, nil)
}
