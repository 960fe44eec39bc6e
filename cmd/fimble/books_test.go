package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// books are real sources by language: what the user writes, and what a model
// that does not lie goes on with.
type books struct {
	languages []string // sorted
	text      map[string]string
}

func readBooks() (*books, error) {
	files, err := filepath.Glob("../../context/syntax/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no sources: %w", err)
	}
	b := &books{text: map[string]string{}}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			return nil, err
		}
		language := strings.TrimSuffix(filepath.Base(file), ".txtar")
		b.languages = append(b.languages, language)
		b.text[language] = unixLines(string(archive.Files[0].Data))
	}
	b.languages = append(b.languages, "markdown", "plaintext")
	slices.Sort(b.languages)
	prose := "# Notes\n\nA line of prose, and another one.\n\n- first\n- second\n\n```go\nx := 1\n```\n"
	b.text["markdown"], b.text["plaintext"] = strings.Repeat(prose, 8), strings.Repeat(prose, 8)
	return b, nil
}

// after is how the source goes on behind a text, some lines of it. Behind a
// text that stands in no source it is any lines.
func (b *books) after(dice *rand.Rand, language, before string) string {
	source := b.text[language]
	for n := 24; n >= 6; n /= 2 {
		end := tail(before, n)
		if i := strings.Index(source, end); i >= 0 && end != "" {
			return lines(source[i+len(end):], 1+dice.IntN(8))
		}
	}
	return b.any(dice, language)
}

// any is some lines from anywhere.
func (b *books) any(dice *rand.Rand, language string) string {
	source := b.text[language]
	if source == "" {
		return ""
	}
	at := strings.LastIndexByte(source[:dice.IntN(len(source))], '\n') + 1
	return lines(source[at:], 1+dice.IntN(8))
}

// page is a stretch of whole lines of about that many bytes.
func (b *books) page(dice *rand.Rand, language string, size int) string {
	source := b.text[language]
	at := strings.LastIndexByte(source[:dice.IntN(max(1, len(source)-size))], '\n') + 1
	end := min(len(source), at+size)
	return source[at : at+strings.LastIndexByte(source[at:end], '\n')+1]
}

// lines are the first n lines, the end of the last one left out.
func lines(text string, n int) string {
	end := 0
	for range n {
		i := strings.IndexByte(text[end:], '\n')
		if i < 0 {
			return text
		}
		end += i + 1
	}
	return text[:end-1]
}
