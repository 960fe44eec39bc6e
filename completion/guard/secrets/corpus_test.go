package secrets_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fimble/completion/guard/secrets"
)

func corpus(t testing.TB) map[string]string {
	root := os.Getenv("FIMBLE_CORPUS")
	if root == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIMBLE_CORPUS is not set")
		}
		t.Skip("FIMBLE_CORPUS is not set")
	}
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, root)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// mostHidden is what may be hidden in the corpus, which is real code. The six
// there are two values that a test gives to getSecret, in all their places.
const mostHidden = 10

// In ordinary code next to nothing is hidden.
func TestOrdinaryCodeStays(t *testing.T) {
	hidden, size := 0, 0
	files := corpus(t)
	for path, text := range files {
		size += len(text)
		for line := range strings.Lines(marked(path, text)) {
			if n := strings.Count(line, "├"); n > 0 {
				hidden += n
				t.Logf("%s: %s", path, line[:min(len(line), 300)])
			}
		}
	}
	t.Logf("%d hidden in %d files, %d bytes", hidden, len(files), size)
	if hidden > mostHidden {
		t.Errorf("%d hidden, at most %d wanted", hidden, mostHidden)
	}
}

func ordinary(b *testing.B) string {
	text := ""
	for path, file := range corpus(b) {
		if strings.HasSuffix(path, ".go") && len(file) > len(text) {
			text = file
		}
	}
	return text[:16<<10]
}

// At most 2 ms for 16 KB that are new.
func BenchmarkNew(b *testing.B) {
	text := ordinary(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var r secrets.Redactor
		r.Redact(secrets.Part{Path: "a.go", Text: text})
	}
}

func BenchmarkUnchanged(b *testing.B) {
	part := secrets.Part{Path: "a.go", Text: ordinary(b)}
	var r secrets.Redactor
	for b.Loop() {
		r.Redact(part)
	}
}

// What all of the corpus takes, cut into pieces of 16 KB.
func BenchmarkCorpus(b *testing.B) {
	var parts []secrets.Part
	for path, text := range corpus(b) {
		for ; len(text) >= 16<<10; text = text[16<<10:] {
			parts = append(parts, secrets.Part{Path: path, Text: text[:16<<10]})
		}
	}
	i := 0
	for b.Loop() {
		var r secrets.Redactor
		r.Redact(parts[i%len(parts)])
		i++
	}
	b.ReportMetric(float64(len(parts)), "pieces")
}
