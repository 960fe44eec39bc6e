package local

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"fimble/completion/model/local/token"
)

// A decoder goes from the scene to drafts. It holds what one prediction needs
// and the next can use again.
type decoder struct {
	scene  scene
	lineup lineup
	mixer  *mixer
	indent indent
	blank  bool // a blank stands before the cursor, or nothing on its line
}

// An indent is how the lines of the file begin.
type indent struct {
	line string // the one of the cursor
	unit string // one level
}

// limits bound a prediction.
type limits struct {
	drafts int
	tokens int
	lines  int     // further lines, behind the one of the cursor
	sure   float64 // how likely the draft must be; what is less is of no use, 0 for all
}

// decode gives the likeliest drafts, best first. Only the one that begins
// likeliest goes beyond its line: the others are there to choose from at a
// glance, and would take as long each. It stops early, with what it has, when
// ctx ends.
func (d *decoder) decode(ctx context.Context, want limits) []draft {
	if d.scene.tail == token.Comment {
		return nil
	}
	starts := d.starts(want.drafts)
	drafts := starts[:0]
	want.tokens = min(want.tokens, firstTokens)
	for i := range starts {
		p := starts[i]
		d.finish(ctx, &p, want)
		if len(p.text) > 0 {
			drafts = append(drafts, p)
		}
		want.lines, want.tokens = 0, min(want.tokens, otherTokens)
	}
	slices.SortStableFunc(drafts, func(a, b draft) int { return cmp.Compare(b.ofLine(), a.ofLine()) })
	return drafts
}

const (
	// firstTokens bounds the likeliest draft: at up to 0.3 ms for a token, what
	// is longer comes later than the next key.
	firstTokens = 72
	// otherTokens bounds each of the others. Nine lines of ten have fewer.
	otherTokens = 24
)

// starts are the likeliest first tokens. A word before the cursor may be whole
// already, or the beginning of a longer one.
func (d *decoder) starts(n int) []draft {
	empty := draft{trail: trailOf(&d.scene)}
	typed := d.scene.typed
	if typed == "" {
		return d.branch(&empty, n)
	}
	d.weigh(&empty.trail)
	whole, longer := 0.0, []candidate{}
	rest := d.lineup.none.p * d.unlisted(typed)
	if d.scene.tail != token.Quote {
		whole = rest * d.familiar(typed)
		rest -= whole
	}
	sum := whole + rest
	for _, c := range d.lineup.candidates {
		text := d.scene.words.text(c.id)
		if !strings.HasPrefix(text, typed) {
			continue
		}
		sum += c.p
		if text == typed {
			whole += c.p
		} else {
			longer = append(longer, c)
		}
	}
	best(longer)
	var found []draft
	for _, c := range longer[:min(n, len(longer))] {
		p := empty.fork()
		text := d.scene.words.text(c.id)[len(typed):]
		if d.scene.closed() {
			text, p.ended = text[:len(text)-1], true
		}
		p.add(c.id, text, c.p/sum, d.scene.words)
		found = append(found, p)
	}
	if whole > 0 {
		behind := empty.fork()
		behind.trail.push(d.scene.words.name(typed, d.scene.kind), d.scene.words)
		behind.logP = math.Log(whole / sum)
		found = append(found, d.branch(&behind, n)...)
	}
	slices.SortStableFunc(found, func(a, b draft) int { return cmp.Compare(b.logP, a.logP) })
	return found[:min(n, len(found))]
}

// unlisted is how likely a word that is no candidate begins with what is typed.
func (d *decoder) unlisted(typed string) float64 {
	return [...]float64{1, 0.15, 0.05, 0.02, 0.01}[min(len(typed), 4)]
}

// familiar is how likely such a word is whole. One that stands elsewhere in
// the project mostly is.
func (d *decoder) familiar(typed string) float64 {
	t, ok := d.scene.words.find(typed)
	if !ok {
		return 0.5
	}
	if _, near := d.scene.file.at[t]; near || d.scene.words.count(t) > 0 {
		return 0.9
	}
	return 0.5
}

// branch is the draft followed by each of the n likeliest tokens.
func (d *decoder) branch(p *draft, n int) []draft {
	d.weigh(&p.trail)
	best(d.lineup.candidates)
	var found []draft
	for _, c := range d.lineup.candidates[:min(n, len(d.lineup.candidates))] {
		next := p.fork()
		d.take(&next, c, 0)
		found = append(found, next)
	}
	return found
}

func best(c []candidate) {
	slices.SortStableFunc(c, func(a, b candidate) int { return cmp.Compare(b.p, a.p) })
}

func (d *decoder) weigh(t *trail) {
	d.lineup.gather(&d.scene, t)
	d.mixer.weigh(&d.lineup)
}

// finish takes the likeliest token again and again, to the end of the line or
// to what follows on it, and further while the lines are likely. It gives up
// where it is likelier that none of the candidates is right.
func (d *decoder) finish(ctx context.Context, p *draft, want limits) {
	for len(p.steps) < want.tokens && !p.ended && p.logP >= math.Log(want.sure) && ctx.Err() == nil {
		d.weigh(&p.trail)
		if len(d.lineup.candidates) == 0 {
			break
		}
		c := slices.MaxFunc(d.lineup.candidates, func(a, b candidate) int { return cmp.Compare(a.p, b.p) })
		if c.p < d.lineup.none.p {
			break
		}
		d.take(p, c, want.lines)
		if p.lines > 0 && p.logP-p.line.logP < math.Log(leastLine) {
			p.cut(p.line)
			return
		}
	}
	if p.lines > 0 && !p.ended {
		p.cut(p.line)
	}
}

// leastLine is how likely a further line must be, given those before it. A
// person reads it all before accepting; a coin's toss is the least to ask for.
const leastLine = 0.6

// take appends the candidate, or ends the draft with it.
func (d *decoder) take(p *draft, c candidate, lines int) {
	words := d.scene.words
	if isNewline(c.id) {
		d.breakLine(p, c, lines)
		return
	}
	if d.meetsRest(p, c.id) {
		p.ended = true
		p.logP += math.Log(c.p)
		return
	}
	gap := c.gap
	if !c.matched {
		gap = blanks(&p.trail, c.id, words)
	}
	if len(p.steps) == 0 && d.blank && d.scene.typed == "" {
		gap = 0
	}
	p.add(c.id, strings.Repeat(" ", int(gap))+words.text(c.id), c.p, words)
	p.trail.lastGap = gap
}

// breakLine ends the draft, or begins a further line of the same block.
func (d *decoder) breakLine(p *draft, c candidate, lines int) {
	level := p.level + levelsOf(c.id)
	if p.lines >= lines || level < 0 || len(d.scene.rest) > 0 {
		p.ended = true
		p.logP += math.Log(c.p)
		return
	}
	if p.lines == 0 {
		p.first = p.logP + math.Log(c.p)
	}
	p.lines++
	p.line = p.last()
	p.level = level
	text := strings.Repeat("\n", 1+int(c.gap)) + d.indent.line + strings.Repeat(d.indent.unit, level)
	p.add(c.id, text, c.p, d.scene.words)
}

// meetsRest reports whether the token is the one that follows on the line
// already, and closes nothing that the draft has opened.
func (d *decoder) meetsRest(p *draft, what id) bool {
	if len(d.scene.rest) == 0 || p.depth > 0 {
		return false
	}
	next := d.scene.rest[0]
	return d.scene.words.text(what) == d.scene.line[next.Start:next.End]
}
