package syntax

import (
	"bytes"
	"encoding/json"
	"go/parser"
	gotoken "go/token"
	"math/rand"
	"os"
	"os/exec"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
)

// compilePython prints, for each text of a JSON list, whether Python takes it.
const compilePython = `
import json, sys
out = []
for text in json.load(sys.stdin):
    try:
        compile(text, "x.py", "exec", dont_inherit=True)
        out.append(True)
    except (SyntaxError, ValueError):
        out.append(False)
json.dump(out, sys.stdout)
`

// mutants are copies of a file with a line taken out, or indented.
func mutants(random *rand.Rand, text string) (all []string) {
	lines := strings.SplitAfter(text, "\n")
	for range 2 {
		n := random.Intn(len(lines))
		all = append(all,
			strings.Join(lines[:n], "")+strings.Join(lines[n+1:], ""),
			strings.Join(lines[:n], "")+"    "+strings.Join(lines[n:], ""))
	}
	return all
}

func TestPythonThatParsesWorseIsWhatPythonRefuses(t *testing.T) {
	files, random := corpus.Files(t, "python"), rand.New(rand.NewSource(1))
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	var of []corpus.File // that the texts were made of
	var texts []string
	for _, f := range files {
		for _, text := range append([]string{f.Text}, mutants(random, f.Text)...) {
			of, texts = append(of, f), append(texts, text)
		}
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	read := exec.CommandContext(t.Context(), python, "-W", "ignore", "-c", compilePython)
	read.Stdin = bytes.NewReader(input)
	output, err := read.Output()
	if err != nil {
		t.Fatalf("python3: %v", err)
	}
	var good []bool
	if err := json.Unmarshal(output, &good); err != nil {
		t.Fatal(err)
	}
	l, takes, refuses, found := Detect("python", ""), false, 0, 0
	for i, text := range texts {
		before := of[i].Text
		if text == before {
			if takes = good[i]; takes && l.misaligned(text) > 0 {
				t.Errorf("%s: not aligned, and Python takes it", of[i].Path)
			}
			continue
		}
		worse, known := ParsesWorse(l, before, text)
		switch {
		case !takes || !known:
		case good[i] && worse:
			t.Errorf("%s: refused, and Python takes it:\n%s", of[i].Path, changedLines(before, text))
		case !good[i]:
			if refuses++; worse {
				found++
			} else {
				t.Logf("%s: not found:\n%s", of[i].Path, changedLines(before, text))
			}
		}
	}
	t.Logf("%d of %d that Python refuses are found", found, refuses)
	if refuses < 50 || found*100 < refuses*95 {
		t.Errorf("only %d of %d are found", found, refuses)
	}
}

// changedLines are some lines around the first that differs.
func changedLines(before, after string) string {
	old, lines := strings.Split(before, "\n"), strings.Split(after, "\n")
	n := 0
	for n < len(old) && n < len(lines) && old[n] == lines[n] {
		n++
	}
	return strings.Join(lines[max(0, n-3):min(len(lines), n+4)], "\n")
}

func TestGoThatParsesWorseIsWhatGoRefuses(t *testing.T) {
	l := Detect("go", "")
	for _, f := range corpus.Files(t, "go") {
		files := gotoken.NewFileSet()
		if _, err := parser.ParseFile(files, "", f.Text, parser.SkipObjectResolution); err != nil {
			continue
		}
		at := strings.Index(f.Text, "\npackage ") + 1
		without := f.Text[:at] + f.Text[lineAfter(f.Text, at):]
		for name, text := range map[string]string{"no package": without, "an import at the end": f.Text + "\nimport \"os\"\n"} {
			if worse, known := ParsesWorse(l, f.Text, text); !worse && known {
				t.Errorf("%s: %s is not found", f.Path, name)
			}
		}
	}
}
