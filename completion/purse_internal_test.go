package completion

import (
	"fmt"
	"testing"
	"time"

	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/completion/model"
	"fimble/completion/trim"
	"fimble/context/store"
	"fimble/context/syntax"
)

func TestSuggestionsThatAreSeldomTakenCostMoreUnlessListed(t *testing.T) {
	for taken, want := range map[int]float64{0: 2, 9: 2, 10: 1, 60: 1} {
		files := store.At(t.TempDir(), zap.NewNop())
		row := fmt.Sprintf(`{"days":[{"day":%q,"language":"go","model":"qwen","shown":100,"accepted":%d}]}`, time.Now().Format(time.DateOnly), taken)
		if err := files.Update(store.Kind{Name: "counts", Version: 1}, func([]byte) ([]byte, error) { return []byte(row), nil }); err != nil {
			t.Fatal(err)
		}
		ledger := feedback.New(files, zap.NewNop())
		e := &Engine{ledger: ledger}
		for _, c := range []struct {
			purpose Purpose
			want    float64
		}{{Inline, want}, {List, 1}} {
			q := &query{Request: Request{Purpose: c.purpose}, site: trim.Site{Language: syntax.Detect("", "a.go")}, model: routed{info: model.Info{Name: "qwen"}}}
			if got := e.price(q); got != c.want {
				t.Errorf("%d of 100 taken, %v: a request costs %v, want %v", taken, c.purpose, got, c.want)
			}
		}
		ledger.Close()
	}
}
