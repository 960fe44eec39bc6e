package modeltest_test

import (
	"bytes"
	"strings"
	"testing"

	"fimble/completion/model/modeltest"
)

func TestAddLinesSpellAddAnswer(t *testing.T) {
	if got := strings.Join(modeltest.AddLines()[0].Pieces, ""); got != modeltest.AddAnswer {
		t.Errorf("got %q", got)
	}
}

func TestModelIsTheSameEveryTime(t *testing.T) {
	var files [2]bytes.Buffer
	for i := range files {
		if err := modeltest.WriteGGUF(&files[i], modeltest.AddLines(), []string{" tick", " tock"}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("two files differ")
	}
	if size := files[0].Len(); size < 1<<20 || size > 8<<20 {
		t.Errorf("the file has %d bytes", size)
	}
}

func TestPieceThatOccursTwiceIsRefused(t *testing.T) {
	lines := []modeltest.Line{{After: "(", Pieces: []string{"a", "b", "a", "c"}}}
	if err := modeltest.WriteGGUF(new(bytes.Buffer), lines, []string{" tick"}); err == nil || !strings.Contains(err.Error(), `"a" occurs twice`) {
		t.Errorf("got %v", err)
	}
}
