package feedback_test

import (
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/context/buffer"
)

// BenchmarkKey is what a key costs in a file of 130 KB: one is typed along a
// suggestion and deleted again.
func BenchmarkKey(b *testing.B) {
	text := strings.Repeat("func add(a, b int) int {\n\treturn a + b\n}\n\n", 3000)
	const suggestion = "func sub(a, b int) int {\n\treturn a - b\n}\n"
	for name, prepare := range map[string]func(u *user){
		"nothing shown":  func(*user) {},
		"one shown":      func(u *user) { u.sees(suggestion) },
		"eight followed": manyFollowed,
	} {
		b.Run(name, func(b *testing.B) {
			u := newUser(b, feedback.New(nil, zap.NewNop()), text[:len(text)/2]+"\n\n█"+text[len(text)/2:])
			prepare(u)
			here := u.doc
			typed, err := step(u, []buffer.Edit{at(u.cursor, u.cursor, "f")})
			if err != nil {
				b.Fatal(err)
			}
			now := time.Now()
			for b.Loop() {
				u.ledger.Changed("s", here, typed, []buffer.Edit{at(u.cursor, u.cursor, "f")}, now)
				u.ledger.Changed("s", typed, here, []buffer.Edit{at(u.cursor, u.cursor+1, "")}, now)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(2*b.N), "ns/key")
		})
	}
}

func step(u *user, edits []buffer.Edit) (*buffer.Snapshot, error) {
	_, after, err := u.store.Apply(u.doc.URI(), 1, edits)
	return after, err
}

// manyFollowed has as much going on as is followed: suggestions typed against
// and accepted, some of them undone.
func manyFollowed(u *user) {
	for range 40 {
		u.sees("accept(this, one)\n")
		u.puts("accept(this, one)\n")
	}
	for i := range 12 {
		u.sees("undo" + strings.Repeat("x", i) + "(this, one)")
		u.puts("undo" + strings.Repeat("x", i) + "(this, one)")
		u.undoes()
	}
	u.sees("func sub(a, b int) int {\n\treturn a - b\n}\n")
}
