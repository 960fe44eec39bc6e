package local

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestWhatIsSureOfFurtherLinesIsWholeLines asks behind words of a real module.
// What is sure is the beginning of all that there is to say and, beyond the line
// of the cursor, ends with a line.
func TestWhatIsSureOfFurtherLinesIsWholeLines(t *testing.T) {
	files := moduleSources(t)
	var archive []txtar.File
	for name, text := range files {
		archive = append(archive, txtar.File{Name: name, Data: []byte(text)})
	}
	slices.SortFunc(archive, func(a, b txtar.File) int { return strings.Compare(a.Name, b.Name) })
	d := sit(t, archive)
	random := rand.New(rand.NewPCG(1, 2))
	several := 0
	for range 200 {
		f := archive[random.IntN(len(archive))]
		text := string(f.Data)
		at := random.IntN(len(text))
		at += strings.IndexByte(text[at:]+" ", ' ')
		if at >= len(text) {
			continue
		}
		line := strings.IndexByte(text[at:]+"\n", '\n')
		req := d.request(f.Name, text[:at]+"█"+text[at+line:])
		all := strings.Join(d.answers(req), "")
		req.Sure = true
		sure := strings.Join(d.answers(req), "")
		rest, ok := strings.CutPrefix(all, sure)
		if !ok {
			t.Errorf("%s: sure of %q, and has %q", f.Name, sure, all)
		}
		if !strings.Contains(sure, "\n") {
			continue
		}
		several++
		if rest != "" && rest[0] != '\n' {
			t.Errorf("%s: sure of %q of %q", f.Name, sure, all)
		}
	}
	if several < 5 {
		t.Errorf("only %d answers have several lines", several)
	}
}
