package eval

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"go.uber.org/zap"

	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// marks shows where holes may begin, with a █ before each token.
func marks(language, text string) string {
	lines := strings.SplitAfter(text, "\n")
	head := strings.Repeat("\n", leastBefore)
	var out strings.Builder
	at := 0
	for _, s := range tokens(syntax.Detect(language, ""), head+strings.Join(lines, "")) {
		start := s.start - len(head)
		out.WriteString(text[at:start])
		out.WriteString("█")
		at = start
	}
	return out.String() + text[at:]
}

func TestHolesBeginAtTokensWithinLines(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"go", "package p\n\nfunc f() {\n\tx := g(\"a b\", 'c') // say (so)\n}\n",
			"package █p\n\nfunc █f█(█) █{\n\tx █:= █g█(█\"a b\"█, █'c'█) // say (so)\n}\n"},
		{"python", "x = f(\"a b\")  # say so\n", "x █= █f█(█\"a b\"█)  # say so\n"},
		{"typescript", "const a = b?.c ?? 'd e';\n", "const █a █= █b█?.█c █?? █'d e'█;\n"},
	} {
		if diff := cmp.Diff(c.want, marks(c.language, c.text)); diff != "" {
			t.Errorf("%s: %s", c.language, diff)
		}
	}
}

const source = `package p

import "fmt"

// Users prints the users, one on each line, with what they are called by.
func Users(users []User) {
	for _, user := range users { // all of them
		fmt.Println(user.Name, user.Nick)
	}
}

func Groups(groups []Group) {
	for _, group := range groups {
		fmt.Println(group.Name, group.Nick)
	}
}
`

func project(t *testing.T) (*workspace.Workspace, *buffer.Root) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	ws := workspace.New(workspace.DefaultOptions(), zap.NewNop())
	t.Cleanup(ws.Close)
	root := &buffer.Root{URI: buffer.FileURI(dir), Name: "p", Dir: dir}
	ws.SetRoots([]*buffer.Root{root})
	return ws, root
}

func TestHoleHidesTheRestOfItsLineAndNoMore(t *testing.T) {
	ws, root := project(t)
	for seed := range uint64(20) {
		holes, err := Holes(t.Context(), ws, root, Options{Seed: seed, Count: 100})
		if err != nil || len(holes) != perFile {
			t.Fatalf("%d holes, %v", len(holes), err)
		}
		for _, h := range holes {
			before, after := h.Text[:h.Offset], h.Text[h.Offset:]
			hidden := strings.TrimSuffix(strings.TrimPrefix(source, before), after)
			if before+hidden+after != source || strings.Contains(hidden, "\n") || after[0] != '\n' {
				t.Errorf("%q was hidden", hidden)
			}
			if code, _, _ := strings.Cut(hidden, " //"); h.Want != code {
				t.Errorf("%q is wanted of %q", h.Want, hidden)
			}
		}
	}
}

func TestSameSeedGivesTheSameHoles(t *testing.T) {
	ws, root := project(t)
	offsets := func(seed uint64) (at []int) {
		holes, err := Holes(t.Context(), ws, root, Options{Seed: seed, Count: 3, Language: "go"})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range holes {
			at = append(at, h.Offset)
		}
		return at
	}
	if diff := cmp.Diff(offsets(1), offsets(1)); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(offsets(1), offsets(2)) {
		t.Error("another seed gives the same holes")
	}
}

func TestBegunHolesStandWithinWords(t *testing.T) {
	ws, root := project(t)
	holes, err := Holes(t.Context(), ws, root, Options{Seed: 1, Count: 50, Begun: 2})
	if err != nil || len(holes) == 0 {
		t.Fatalf("%d holes, %v", len(holes), err)
	}
	for _, h := range holes {
		if typed := h.Text[h.Offset-2 : h.Offset]; !wordByte(typed[0]) || !wordByte(typed[1]) {
			t.Errorf("%q is typed", typed)
		}
	}
}

func TestScoreCountsWhatIsRight(t *testing.T) {
	holes := []Hole{{Want: "err != nil {"}, {Want: "f(x)"}, {Want: "return"}, {Want: "name"}}
	all := []string{"err != nil {\n\treturn", "f(y)", "", "name"}
	sure := []string{"err != nil", "f(y)", "", "nam"}
	n := 0
	score, err := Run(t.Context(), holes, func(_ context.Context, _ Hole, unasked bool) (Answer, error) {
		defer func() {
			if unasked {
				n++
			}
		}()
		if unasked {
			return Answer{sure[n], 3 * time.Millisecond}, nil
		}
		return Answer{all[n], time.Millisecond}, nil
	})
	want := Score{
		Holes: 4, Exact: 0.5, Similarity: (1 + 0.75 + 0 + 1) / 4, Coverage: 0.75, Precision: 1.0 / 3, Whole: 0, Shown: 10,
		P50: 3 * time.Millisecond, P99: 3 * time.Millisecond,
	}
	if diff := cmp.Diff(want, score); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
