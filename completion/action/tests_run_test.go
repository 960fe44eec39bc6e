package action_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// The goldens are more than text: the tests in them compile, and those that a
// model has finished pass.
func TestWrittenTestsCompileAndFinishedOnesPass(t *testing.T) {
	for _, file := range slices.Concat(testArchives(t, "go-*"), testArchives(t, "python-*"), testArchives(t, "javascript-*"), testArchives(t, "rust-*"), testArchives(t, "cpp-*")) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			p, _, _ := projectIn(t, archive)
			for name, text := range p {
				write(t, filepath.Join(dir, name), text)
			}
			finished, framework := false, "pytest"
			for _, f := range archive.Files {
				finished = finished || strings.HasPrefix(f.Name, "answer")
				if name, ok := strings.CutPrefix(f.Name, "want "); ok {
					write(t, filepath.Join(dir, name), string(f.Data))
					if strings.Contains(string(f.Data), "import unittest") {
						framework = "unittest"
					}
				}
			}
			switch language, _, _ := strings.Cut(filepath.Base(file), "-"); language {
			case "go":
				runGo(t, dir, finished)
			case "python":
				runPython(t, dir, framework, finished)
			case "javascript":
				runNode(t, dir, finished)
			case "rust":
				runRust(t, dir, finished)
			case "cpp":
				runCpp(t, dir)
			}
		})
	}
}

// missing ends a test for want of a tool. In CI all of them are there.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("there is no %s, and CI has to have it: see .ci/setup", tool)
	}
	t.Skip("there is no " + tool)
}

func runGo(t *testing.T, dir string, finished bool) {
	t.Helper()
	command := exec.Command("go", "vet", "./...")
	if finished {
		command = exec.Command("go", "test", "./...")
	}
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", command, err, out)
	}
}

// runPython has the framework find the tests. What is not finished may fail,
// but not for want of a name.
func runPython(t *testing.T, dir, framework string, finished bool) {
	t.Helper()
	if exec.Command("python3", "-c", "import "+framework).Run() != nil {
		missing(t, framework)
	}
	arguments := []string{"-m", "pytest", "-q", "-p", "no:cacheprovider"}
	if framework == "unittest" {
		arguments = []string{"-m", "unittest", "discover", "-s", "tests"}
	}
	command := exec.Command("python3", arguments...)
	command.Dir, command.Env = dir, append(command.Environ(), "PYTHONPATH="+dir+":"+filepath.Join(dir, "src"))
	out, err := command.CombinedOutput()
	ran := strings.Contains(string(out), "passed") || strings.Contains(string(out), "failed") || strings.Contains(string(out), "Ran ")
	if !ran || finished && err != nil || strings.Contains(string(out), "NameError") || strings.Contains(string(out), "ImportError") {
		t.Errorf("%s: %v\n%s", command, err, out)
	}
}

// runNode has Node find the tests, in the same way.
func runNode(t *testing.T, dir string, finished bool) {
	t.Helper()
	if exec.Command("node", "--version").Run() != nil {
		missing(t, "node")
	}
	command := exec.Command("node", "--test")
	command.Dir = dir
	out, err := command.CombinedOutput()
	if !strings.Contains(string(out), "suites 1") || finished && err != nil || strings.Contains(string(out), "ReferenceError") {
		t.Errorf("%s: %v\n%s", command, err, out)
	}
}

// runRust has the compiler build the tests.
func runRust(t *testing.T, dir string, finished bool) {
	t.Helper()
	if exec.Command("rustc", "--version").Run() != nil {
		missing(t, "rustc")
	}
	built := filepath.Join(dir, "tests")
	command := exec.Command("rustc", "--edition", "2021", "--test", "-o", built, filepath.Join(dir, "src/lib.rs"))
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, out)
	}
	if out, err := exec.Command(built).CombinedOutput(); finished && err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// runCpp has the compiler read the tests, where GoogleTest is.
func runCpp(t *testing.T, dir string) {
	t.Helper()
	if exec.Command("sh", "-c", "echo '#include <gtest/gtest.h>' | g++ -E -x c++ -").Run() != nil {
		missing(t, "GoogleTest")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*_test.c*"))
	for _, file := range files {
		command := exec.Command("g++", "-std=c++17", "-fsyntax-only", "-I", filepath.Join(dir, "include"), "-I", filepath.Join(dir, "src"), file)
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
}
