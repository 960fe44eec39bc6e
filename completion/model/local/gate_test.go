package local

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/context/syntax"
	"fimble/context/workspace"
)

func TestReaderDoesNotWaitForAWriterThatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		g.enter()
		written := false
		go g.write(func() { written = true })
		synctest.Wait()
		second := false
		go func() {
			g.enter()
			second = true
			g.leave()
		}()
		synctest.Wait()
		if !second || written {
			t.Errorf("the second reader is in: %v, the writer was: %v", second, written)
		}
		g.leave()
		synctest.Wait()
		if !written {
			t.Error("the writer does not get in when all readers have left")
		}
	})
}

func TestReaderWaitsForAWriterThatIsInAndGoesBeforeTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		var order []string
		inside := make(chan bool)
		go func() {
			g.write(func() {
				<-inside
				order = append(order, "first change")
			})
			g.write(func() { order = append(order, "second change") })
		}()
		synctest.Wait()
		go func() {
			g.enter()
			order = append(order, "reader")
			g.leave()
		}()
		synctest.Wait()
		close(inside)
		synctest.Wait()
		if got := strings.Join(order, ", "); got != "first change, reader, second change" {
			t.Error(got)
		}
	})
}

// TestRequestBetweenTwoPiecesSeesWhatIsThere asks after each change that the
// index makes, of files that are longer than a piece, of a corpus that is
// linked and laid anew: each time it must get in and know the first file.
func TestRequestBetweenTwoPiecesSeesWhatIsThere(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte(handlers)}})
	req := d.request("groups.go", asking)
	p := d.model.project(d.root)
	changes := 0
	p.corpora["go"].change = func(change func()) {
		p.write(change)
		changes++
		if got := d.answers(req); len(got) != 1 || !strings.HasPrefix(got[0], ", r *http.Request) error {") {
			t.Fatalf("after change %d: %q", changes, got)
		}
	}
	var long strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&long, "var x%d = [...]int{%d, %d}\n", i, i+1, i+2)
	}
	c := p.corpora["go"]
	links, words := c.relink, c.words
	for range 3 {
		p.put(workspace.File{Root: d.root, Rel: "long.go", Language: syntax.Detect("go", "")}, long.String(), DefaultOptions().MaxSource)
	}
	if changes < 20 || c.relink == links || c.words == words {
		t.Errorf("%d changes, linked anew: %v, laid anew: %v", changes, c.relink != links, c.words != words)
	}
}

func TestRequestsWhileTheProjectIsReadSeeWhatIsThere(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte(handlers)}})
	req := d.request("groups.go", asking)
	p := d.model.project(d.root)
	files := moduleSources(t)
	done := make(chan bool)
	go func() {
		defer close(done)
		for name, text := range files {
			p.put(workspace.File{Root: d.root, Rel: name, Language: syntax.Detect("go", "")}, text, 1<<20)
		}
	}()
	asked := 0
	for reading := true; reading; asked++ {
		select {
		case <-done:
			reading = false
		default:
		}
		// Other files may make the rest of the line less sure, and the text
		// shorter, but some text there is.
		if got := d.answers(req); len(got) != 1 || !strings.HasPrefix(got[0], ",") {
			t.Fatalf("question %d: %q", asked, got)
		}
	}
	if asked < 10 {
		t.Errorf("only %d questions were asked meanwhile", asked)
	}
}
