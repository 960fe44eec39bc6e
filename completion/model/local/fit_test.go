//go:build fit

package local

// Fits the weights of the mixer. It reads projects from disk, so it is not
// part of the ordinary tests:
//
//	go test -tags fit -run TestFit -timeout 0 ./completion/model/local -projects DIR,DIR,...
//
// Each project is indexed; at random places of random files, that file left
// out of the index, the candidates are gathered and the token that stands
// there is the one to be preferred. weights.bin was fitted on perkeep
// (perkeep.org), upspin (upspin.io), templ (github.com/a-h/templ), caddy
// (github.com/caddyserver/caddy), scrapy, locust, continue
// (github.com/continuedev/continue) and vscode-languageserver-node.

import (
	"encoding/binary"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"fimble/completion/model/local/token"
	"fimble/context/buffer"
	"fimble/context/workspace"
)

var (
	projects = flag.String("projects", "", "directories to fit on, separated by commas")
	perRoot  = flag.Int("places", 4000, "places per project")
	epochs   = flag.Int("epochs", 12, "passes over the places")
)

// firstFile is the share of places that are shown without the project, so that
// the first file of a new one has weights to go by.
const firstFile = 0.15

// A sample is a place with its candidates; right is the index of the one that
// stands there, or len(rows)-1 for none.
type sample struct {
	rows  []features
	right int
}

func TestFit(t *testing.T) {
	var samples []sample
	for _, dir := range strings.Split(*projects, ",") {
		got := collect(t, dir)
		t.Logf("%s: %d places", dir, len(got))
		samples = append(samples, got...)
	}
	m := train(samples, *epochs, func(epoch int, loss, hits float64) {
		t.Logf("epoch %d: loss %.4f, first right %.4f", epoch, loss, hits)
	})
	var out []byte
	for _, w := range m.parameters() {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(*w))
	}
	if err := os.WriteFile("weights.bin", out, 0o644); err != nil {
		t.Fatal(err)
	}
}

func collect(t *testing.T, dir string) []sample {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	root := &buffer.Root{URI: buffer.FileURI(dir), Name: filepath.Base(dir), Dir: dir}
	ws := workspace.New(workspace.DefaultOptions(), zap.NewNop())
	defer ws.Close()
	m := newModel(ws, DefaultOptions(), zap.NewNop(), nil)
	start := time.Now()
	ws.SetRoots([]*buffer.Root{root})
	if err := m.Wait(t.Context(), root); err != nil {
		t.Fatal(err)
	}
	p := m.projects[root.URI]
	for f, c := range p.corpora {
		t.Logf("%s: %d bytes, %d tokens in %d files, %.1f bytes of index per byte, %v", f, c.source, c.len(), len(c.live), float64(c.memory())/float64(c.source), time.Since(start))
	}
	random := rand.New(rand.NewPCG(1, 2))
	files := ws.Files(root)
	random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	var samples []sample
	l := newLineup()
	var s scene
	for _, f := range files {
		if len(samples) >= *perRoot {
			break
		}
		c := p.corpora[family(f.Language)]
		if c == nil || !f.Language.Deep() || f.Size > 150_000 || c.source < 200_000 {
			continue
		}
		text, err := ws.ReadFile(root, f.Path)
		if err != nil {
			continue
		}
		tokens, _ := token.Lex(f.Language, text, false, nil)
		for range min(30, len(tokens)/8) {
			i := 40 + random.IntN(max(1, len(tokens)-40))
			if i >= len(tokens) {
				continue
			}
			at := tokens[i]
			before := text[:at.Start]
			if at.Kind == token.Newline {
				before = text[:tokens[i-1].End]
			}
			known := c
			if random.Float64() < firstFile {
				known = m.nothing
			}
			s.set(place{lang: f.Language, name: f.Rel, before: before, after: hideLine(text[len(before):])}, known)
			right := identify(at, text, s.words.name)
			tr := trailOf(&s)
			if s.typed != "" {
				tr.push(s.words.name(s.typed, s.kind), s.words)
			}
			l.gather(&s, &tr)
			samples = append(samples, l.sample(right))
		}
	}
	return samples
}

func hideLine(after string) string {
	if at := strings.IndexByte(after, '\n'); at >= 0 {
		return after[at:]
	}
	return ""
}

func (l *lineup) sample(right id) sample {
	x := sample{right: len(l.candidates)}
	for i, c := range l.candidates {
		x.rows = append(x.rows, c.row)
		if key(c.id) == key(right) {
			x.right = i
		}
	}
	x.rows = append(x.rows, l.none.row)
	return x
}

// train minimises the cross-entropy with Adam.
func train(samples []sample, epochs int, report func(epoch int, loss, hits float64)) *mixer {
	random := rand.New(rand.NewPCG(3, 4))
	m := &mixer{}
	for h := range m.in {
		for f := range m.in[h] {
			m.in[h][f] = float32(random.NormFloat64() * 0.15)
		}
		m.out[h] = float32(random.NormFloat64() * 0.3)
	}
	params := m.parameters()
	g := &mixer{}
	grads := g.parameters()
	first, second := make([]float64, len(params)), make([]float64, len(params))
	const batch = 32
	steps, total := 0, epochs*len(samples)/batch
	for epoch := range epochs {
		random.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		loss, hits := 0.0, 0.0
		for from := 0; from+batch <= len(samples); from += batch {
			for _, w := range grads {
				*w = 0
			}
			for _, x := range samples[from : from+batch] {
				l, hit := g.backward(m, x)
				loss += l
				hits += hit
			}
			steps++
			rate := 3e-3 * (1 - 0.97*float64(steps)/float64(total))
			c1, c2 := 1-math.Pow(0.9, float64(steps)), 1-math.Pow(0.999, float64(steps))
			for i, w := range params {
				d := float64(*grads[i]) / batch
				first[i] = 0.9*first[i] + 0.1*d
				second[i] = 0.999*second[i] + 0.001*d*d
				*w -= float32(rate * first[i] / c1 / (math.Sqrt(second[i]/c2) + 1e-8))
			}
		}
		report(epoch, loss/float64(len(samples)), hits/float64(len(samples)))
	}
	return m
}

// backward adds the gradient of one sample.
func (g *mixer) backward(m *mixer, x sample) (loss, hit float64) {
	scores := make([]float64, len(x.rows))
	most, argmax := math.Inf(-1), 0
	for i := range x.rows {
		scores[i] = float64(m.score(&x.rows[i]))
		if scores[i] > most {
			most, argmax = scores[i], i
		}
	}
	sum := 0.0
	for i := range scores {
		scores[i] = math.Exp(scores[i] - most)
		sum += scores[i]
	}
	loss = -math.Log(scores[x.right]/sum + 1e-12)
	if argmax == x.right {
		hit = 1
	}
	for i := range x.rows {
		d := float32(scores[i] / sum)
		if i == x.right {
			d--
		}
		if d > -1e-4 && d < 1e-4 {
			continue
		}
		f := &x.rows[i]
		for h := range m.in {
			a := m.bias[h] + dot(&m.in[h], f)
			slope := float32(1)
			if a < 0 {
				slope = leak
			}
			g.out[h] += d * a * slope
			back := d * m.out[h] * slope
			g.bias[h] += back
			w := &g.in[h]
			for k := range w {
				w[k] += back * f[k]
			}
		}
	}
	return loss, hit
}
