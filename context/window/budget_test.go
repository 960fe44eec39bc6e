package window_test

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fimble/context/buffer"
	"fimble/context/window"
)

func TestAwkwardFilesKeepTheBudgetToo(t *testing.T) {
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	for name, text := range map[string]string{
		strings.Repeat("deep/", 200) + "a.go": "package a\n\nfunc f() {}\n",
		"wide.txt":                            strings.Repeat("名前", 4000),
		"emoji.md":                            strings.Repeat("😀", 3000) + "\n" + strings.Repeat("😀", 3000),
	} {
		s := store.Open(buffer.OpenParams{Client: "file:///" + name, Text: text})
		for budget := 64; budget < 2048; budget += 61 {
			for offset := 0; offset <= len(text); offset += 12 * 37 {
				w := window.Pack(window.Input{
					View: store.View(), Snapshot: s, Outline: s.Outline(time.Second), Offset: min(offset, len(text)), Budget: budget,
					Allowed: func(*buffer.Snapshot) bool { return true },
				})
				if w.Tokens > budget || !utf8.ValidString(w.Prefix()+w.Suffix()) {
					t.Fatalf("%.20s, budget %d, offset %d: %d tokens", name, budget, offset, w.Tokens)
				}
			}
		}
	}
}

func TestTheStartOfAFileSeesWhatFollows(t *testing.T) {
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	s := store.Open(buffer.OpenParams{Client: "file:///a.txt", Text: strings.Repeat("some line of text\n", 2000)})
	w := window.Pack(window.Input{View: store.View(), Snapshot: s, Outline: s.Outline(time.Second), Budget: 1000,
		Allowed: func(*buffer.Snapshot) bool { return true }})
	if w.Tokens < 900 {
		t.Errorf("only %d of 1000 tokens are used", w.Tokens)
	}
}

// Every window of a real file keeps its budget, shows the text at the cursor
// as it is, and says what it left out.
func TestEveryWindowKeepsItsBudget(t *testing.T) {
	source, err := os.ReadFile("pack.go")
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	s := store.Open(buffer.OpenParams{Client: "file:///project/pack.go", Text: text})
	outline := s.Outline(time.Second)
	for budget := 64; budget < 4096; budget *= 2 {
		for offset := 0; offset <= len(text); offset += 97 {
			w := window.Pack(window.Input{
				View: store.View(), Snapshot: s, Outline: outline, Offset: offset, Budget: budget,
				Allowed: func(*buffer.Snapshot) bool { return true },
			})
			if w.Tokens > budget {
				t.Fatalf("budget %d, offset %d: %d tokens", budget, offset, w.Tokens)
			}
			if !strings.HasSuffix(text[:offset], w.Prefix()) || !strings.HasPrefix(text[offset:], w.Suffix()) {
				t.Fatalf("budget %d, offset %d: prefix or suffix is not the file's", budget, offset)
			}
			if whole := w.Prefix()+w.Suffix() == text; whole == (len(w.LeftOut) > 0) {
				t.Fatalf("budget %d, offset %d: whole %v, left out %v", budget, offset, whole, w.LeftOut)
			}
			if budget >= 512 && offset > budget && len(w.Prefix()) < budget {
				t.Fatalf("budget %d, offset %d: only %d bytes of prefix", budget, offset, len(w.Prefix()))
			}
		}
	}
}
