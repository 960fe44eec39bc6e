package action

import (
	"context"
	"fmt"
	"go/token"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// FileDocs says at the top of a file what it is for: the docs of a module, a
// package, a crate or a header.
const FileDocs Kind = "refactor.rewrite.fimble.filedocs"

// A top is how a language documents a whole file.
type top struct {
	what  string // of the file, as the language calls it
	shape shape
	marks []string // by which one that is there is known, within its first lines
	lines func(p Place, summary string) []string
}

const topReach = 4 << 10 // bytes in which docs of the file are looked for

// topOf is nil where a file has no docs of its own, as in Java.
func topOf(p Place) *top {
	base := path.Base(p.Snapshot.Path())
	plain := func(_ Place, summary string) []string { return []string{summary} }
	switch p.Snapshot.Language().ID {
	case "go":
		if strings.HasSuffix(base, "_test.go") {
			return nil
		}
		return &top{"package", goLines, nil, plain}
	case "python":
		return &top{"module", docstring, nil, plain}
	case "rust":
		return &top{"module", shape{each: "//!"}, []string{"//!", "/*!"}, plain}
	case "typescript", "typescriptreact":
		return &top{"module", stars, []string{"@packageDocumentation", "@module", "@file"}, func(_ Place, summary string) []string {
			return []string{summary, "", "@packageDocumentation"}
		}}
	case "javascript", "javascriptreact":
		return &top{"module", stars, []string{"@module", "@file"}, func(_ Place, summary string) []string {
			return []string{"@file " + summary}
		}}
	case "c", "cpp":
		return &top{"file", stars, []string{"@file", `\file`}, func(_ Place, summary string) []string {
			return []string{"@file " + base, "@brief " + summary}
		}}
	}
	return nil
}

// offerFileDocs offers it above the first declaration to who has opened the
// menu, and anywhere by its name.
func offerFileDocs(p Place) []Offer {
	if !p.Asked || len(p.Outline.Symbols) == 0 || p.Outline.Span.Start > 0 {
		return nil
	}
	if first := p.Outline.Symbols[0]; p.Named != FileDocs && (p.Span.Len() > 0 || p.Span.Start >= reachOf(first).Start) {
		return nil
	}
	t := topOf(p)
	if t == nil {
		return nil
	}
	if _, _, ok := t.place(p); !ok {
		return nil
	}
	return []Offer{{Kind: FileDocs, Title: "Write the docs of this " + t.what}}
}

// place is where the docs go, and what stands behind them. It is false if there
// are docs.
func (t *top) place(p Place) (at int, behind string, ok bool) {
	head := p.Snapshot.Text().Slice(0, topReach)
	for _, mark := range t.marks {
		if strings.Contains(head, mark) {
			return 0, "", false
		}
	}
	at = len(head) - len(strings.TrimPrefix(head, "\ufeff"))
	language := p.Snapshot.Language().ID
	comment := 0 // where the comment begins that the lines before the place are; 0 if there is none
	for block := false; ; {
		line, _, more := strings.Cut(head[at:], "\n")
		said := strings.TrimSpace(line)
		begins := strings.HasPrefix(said, "/*")
		switch {
		case language == "go" && strings.HasPrefix(said, "package "):
			return at, "", comment == 0
		case block || begins:
			block = !strings.Contains(line, "*/")
			comment++
		case strings.HasPrefix(said, "#!"), strings.HasPrefix(said, "//"), language == "python" && strings.HasPrefix(said, "#"):
			if comment++; strings.HasPrefix(said, "//go:") {
				comment = 0
			}
		case said == "":
			comment = 0
		default:
			quoted := language == "python" && strings.ContainsAny(said[:min(2, len(said))], `"'`)
			return at, "\n", !quoted && language != "go" && (comment == 0 || language == "python")
		}
		if !more {
			return 0, "", false
		}
		at += len(line) + 1
	}
}

func writeFileDocs(ctx context.Context, p Place, _ int, tools Tools) (buffer.Edit, error) {
	t := topOf(p)
	if t == nil || len(p.Outline.Symbols) == 0 {
		return buffer.Edit{}, ErrGone
	}
	at, behind, ok := t.place(p)
	if !ok {
		return buffer.Edit{}, ErrComplete
	}
	text := p.Snapshot.Text().String()
	f := flavours()[usualFlavours[p.Snapshot.Language().ID]]
	f.shape = t.shape
	d := &document{Place: p, text: text, symbol: syntax.Symbol{Span: syntax.Span{End: len(text)}}, flavour: f}
	w, err := d.find(ctx, tools.Ask, nil)
	if err != nil {
		return buffer.Edit{}, err
	}
	summary := w["summary"]
	if summary == "" {
		summary = "Defines " + listed(p) + "."
	}
	if p.Snapshot.Language().ID == "go" {
		summary = packageSubject(p, text[at:]) + " " + uncapitalized(summary)
	}
	var lines []string
	for _, line := range t.lines(p, summary) {
		lines = append(lines, fill(line, 0, d.width(""), 0)...)
	}
	return d.edit(at, at, strings.Join(t.shape.wrap(lines), "\n")+"\n"+behind), nil
}

// packageSubject is what a sentence about a Go package begins with.
func packageSubject(p Place, clause string) string {
	name := strings.Fields(strings.TrimPrefix(clause, "package "))[0]
	dir := path.Base(path.Dir(string(p.Snapshot.URI())))
	if name == "main" && token.IsIdentifier(strings.ReplaceAll(dir, "-", "_")) { // and not a name that an address spells otherwise
		return "Command " + dir
	}
	return "Package " + name
}

// listed are the first names that the file declares.
func listed(p Place) string {
	const most = 3
	var names []string
	for _, public := range []bool{true, false} { // what nobody else may use is named where there is nothing else
		for _, s := range p.Outline.Symbols {
			hidden := strings.HasPrefix(s.Name, "_") || p.Snapshot.Language().ID == "go" && !token.IsExported(s.Name)
			if s.Parent < 0 && s.Name != "" && s.Kind != syntax.Module && hidden != public {
				names = append(names, s.Name)
			}
		}
		if len(names) > 0 {
			break
		}
	}
	switch n := len(names); {
	case n == 0:
		return "nothing by name"
	case n == 1:
		return names[0]
	case n <= most:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// uncapitalized lets a sentence go on, unless it begins with a name.
func uncapitalized(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second := firstRune(s[size:]); !unicode.IsLower(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
