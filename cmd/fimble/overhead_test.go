package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A page is a document that is typed into, a letter at a time on a line of
// its own in a block in the middle of real code.
type page struct {
	p       *process
	uri     string
	whole   bool // changes hold the whole text, for servers that know no better
	text    string
	line    int    // of the cursor
	indent  string // of that line
	typed   int    // letters behind it
	version int
}

// wordLength is how many letters are typed before the next line begins.
const wordLength = 30

func (p *process) page(b *testing.B, name, language string, size int, whole bool) *page {
	g := &page{p: p, uri: "file:///bench/" + name, whole: whole, version: 1}
	all := strings.SplitAfter(source(b, language, size), "\n")
	g.line = len(all) / 2
	for !opensBlock(all[g.line]) {
		g.line++
	}
	g.line++
	g.indent = all[g.line][:len(all[g.line])-len(strings.TrimLeft(all[g.line], " \t"))]
	g.text = strings.Join(slices.Insert(all, g.line, g.indent+"\n"), "")
	p.write(p.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": g.uri, "languageId": language, "version": 1, "text": g.text,
	}}))
	return g
}

// opensBlock reports whether statements follow a line.
func opensBlock(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasSuffix(line, ") {") || strings.HasPrefix(line, "def ") && strings.HasSuffix(line, ":")
}

// at is the place behind the n-th letter.
func (g *page) at(n int) map[string]any {
	return map[string]any{"line": g.line, "character": len(g.indent) + n}
}

// key types a letter, or now and then a line end, and is the frame that says so.
func (g *page) key() string {
	letter := "x"
	if g.typed == wordLength {
		letter = "\n" + g.indent
	}
	frame := g.change(g.typed, g.typed, letter)
	if g.typed++; letter != "x" {
		g.line, g.typed = g.line+1, 0
	}
	return frame
}

// change is the frame that replaces some letters of the line.
func (g *page) change(start, end int, text string) string {
	change := map[string]any{"range": map[string]any{"start": g.at(start), "end": g.at(end)}, "text": text}
	if g.whole {
		before := len(strings.Join(strings.SplitAfterN(g.text, "\n", g.line+1)[:g.line], "")) + len(g.indent)
		g.text = g.text[:before+start] + text + g.text[before+end:]
		change = map[string]any{"text": g.text}
	}
	g.version++
	return g.p.tell("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": g.uri, "version": g.version}, "contentChanges": []any{change},
	})
}

// question asks about the cursor; explicitly, so that no pause is waited for.
func (g *page) question() string {
	return g.p.request("textDocument/inlineCompletion", map[string]any{
		"textDocument": map[string]any{"uri": g.uri}, "position": g.at(g.typed),
		"context": map[string]any{"triggerKind": 1},
	})
}

// A race is the times and the processor time of one server's steps.
type race struct {
	name  string
	step  func() time.Duration
	p     *process
	began time.Duration // processor time before the first step
	took  []time.Duration
}

// race has servers take steps in turns, so that a busy machine is as busy for
// each, and reports the median and the processor time per step of each.
func runRace(b *testing.B, all ...*race) {
	for _, r := range all {
		for range 20 {
			r.step()
		}
		r.began = r.p.cpu()
	}
	for b.Loop() {
		for _, r := range all {
			r.took = append(r.took, r.step())
		}
	}
	for _, r := range all {
		cpu := r.p.cpu() - r.began
		slices.Sort(r.took)
		b.ReportMetric(float64(r.took[len(r.took)/2].Microseconds()), r.name+"-p50-µs")
		b.ReportMetric(float64(cpu.Microseconds())/float64(len(r.took))/1000, r.name+"-cpu-ms")
	}
	if len(all) > 1 {
		ratio := float64(all[0].took[len(all[0].took)/2]) / float64(all[1].took[len(all[1].took)/2])
		b.ReportMetric(ratio, all[0].name+"-of-"+all[1].name)
	}
}

// typing is a race of a letter typed and a request for what comes next, each.
// The model must have been asked every time.
func (g *page) typing(name string, u *upstream) *race {
	return &race{name: name, p: g.p, step: func() time.Duration {
		frames, asked := g.key()+g.question(), u.asked.Load()
		start := time.Now()
		answer := g.p.answer(frames)
		took := time.Since(start)
		if u.asked.Load() == asked || !strings.Contains(string(answer), "answer(1)") {
			g.p.b.Fatalf("%s answers %s, and has asked the model %d times", name, answer, u.asked.Load()-asked)
		}
		return took
	}}
}

// BenchmarkOverhead is what stands between a key and the model's answer when
// the model takes no time: the edit and the request over pipes, the question
// over HTTP, and back. FIMBLE_BASELINE is a command that is measured in turns
// with it; it takes whole texts, and the model's address from UPSTREAM.
func BenchmarkOverhead(b *testing.B) {
	binary := build(b)
	for _, language := range []string{"go", "typescript", "python"} {
		b.Run(language+"/36KB", func(b *testing.B) {
			u := newUpstream(b)
			ours := launch(b, nil, nil, binary, "--config", u.config(b))
			all := []*race{ours.page(b, "a."+language, language, 36<<10, false).typing("fimble", u)}
			if baseline := strings.Fields(os.Getenv("FIMBLE_BASELINE")); baseline != nil {
				theirs := launch(b, nil, []string{"UPSTREAM=" + u.url}, baseline...)
				all = append(all, theirs.page(b, "a."+language, language, 36<<10, true).typing("baseline", u))
			}
			runRace(b, all...)
		})
		b.Run(language+"/1MB", func(b *testing.B) {
			u := newUpstream(b)
			large := launch(b, nil, nil, binary, "--config", u.config(b)).page(b, "b."+language, language, 1<<20, false)
			small := launch(b, nil, nil, binary, "--config", u.config(b)).page(b, "a."+language, language, 36<<10, false)
			runRace(b, large.typing("1MB", u), small.typing("36KB", u))
		})
	}
}

// BenchmarkKnown is a request whose answer is known: again at the same place,
// and while what was suggested is typed.
func BenchmarkKnown(b *testing.B) {
	u := newUpstream(b)
	p := launch(b, nil, nil, build(b), "--config", u.config(b))
	b.Run("again", func(b *testing.B) {
		g := p.page(b, "again.go", "go", 36<<10, false)
		p.answer(g.key() + g.question())
		runRace(b, &race{name: "again", p: p, step: func() time.Duration {
			start := time.Now()
			answer := p.answer(g.question())
			took := time.Since(start)
			if !strings.Contains(string(answer), "answer(1)") {
				b.Fatalf("the answer is %s", answer)
			}
			return took
		}})
	})
	b.Run("typed", func(b *testing.B) {
		g := p.page(b, "typed.go", "go", 36<<10, false)
		runRace(b, &race{name: "typed", p: p, step: g.along("answer(1)")})
	})
}

// along types an answer and asks at each letter, then takes it all back.
func (g *page) along(answer string) func() time.Duration {
	g.p.answer(g.question())
	return func() time.Duration {
		frames := g.change(g.typed, g.typed, answer[g.typed:g.typed+1])
		if g.typed++; g.typed == len(answer)-1 {
			frames += g.change(0, g.typed, "")
			g.typed = 0
		}
		frames += g.question()
		start := time.Now()
		if answer := g.p.answer(frames); !strings.Contains(string(answer), ")") {
			g.p.b.Fatalf("the answer is %s", answer)
		}
		return time.Since(start)
	}
}

// BenchmarkMemory is what is resident after a morning's work: 36 files of
// 1 MB together in a folder, all open, 500 edits and 100 requests. Once is
// enough; the time says nothing.
func BenchmarkMemory(b *testing.B) {
	const files, size, edits, requests = 36, 1 << 20, 500, 100
	u := newUpstream(b)
	binary := build(b)
	for b.Loop() {
		dir := b.TempDir()
		p := launch(b, []any{folderOf(dir)}, nil, binary, "--config", u.config(b))
		var pages []*page
		languages := []string{"c", "cpp", "go", "java", "javascript", "python", "rust", "typescript", "typescriptreact"}
		for i := range files {
			language := languages[i%len(languages)]
			name := fmt.Sprintf("f%d%s", i, endings()[language])
			g := p.page(b, name, language, size/files, false)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(g.text), 0o600); err != nil {
				b.Fatal(err)
			}
			pages = append(pages, g)
		}
		for i := range edits {
			g := pages[i*7%files]
			if i%(edits/requests) > 0 {
				p.write(g.key())
				continue
			}
			if answer := p.answer(g.key() + g.question()); !json.Valid(answer) {
				b.Fatalf("the answer is %s", answer)
			}
		}
		b.ReportMetric(p.resident(), "MiB-resident")
	}
}
