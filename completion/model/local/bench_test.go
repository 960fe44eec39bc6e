package local

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/model/local/token"
	"fimble/context/syntax"
)

func BenchmarkIndex(b *testing.B) {
	files, lang := moduleSources(b), syntax.Detect("go", "")
	bytes := 0
	for _, text := range files {
		bytes += len(text)
	}
	b.SetBytes(int64(bytes))
	for b.Loop() {
		c := newCorpus()
		var scratch []token.Token
		for name, text := range files {
			scratch = c.put(name, filepath.Dir(name), text, lang, scratch)
		}
	}
}

func BenchmarkGenerate(b *testing.B) {
	files := moduleSources(b)
	var archive []txtar.File
	for name, text := range files {
		archive = append(archive, txtar.File{Name: name, Data: []byte(text)})
	}
	d := sit(b, archive)
	text := files["repository.go"]
	if len(text) < 10_000 {
		b.Fatalf("repository.go has %d bytes", len(text))
	}
	req := d.request("repository.go", text[:len(text)/2]+"█"+text[len(text)/2:])
	for b.Loop() {
		d.answers(req)
	}
}
