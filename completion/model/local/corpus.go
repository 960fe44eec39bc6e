package local

import (
	"slices"

	"fimble/completion/model/local/token"
	"fimble/context/syntax"
)

// A corpus is the text of some files in one language, and where each context
// occurs in it.
type corpus struct {
	words *vocabulary
	sequence
	chains []chain // longer orders first, abstract ones last
	files  []stretch
	blocks []uint32       // the file that each blockTokens-th place lies in
	live   map[string]int // index in files, by name
	source int            // bytes of text that the live files stand for
	dead   int            // tokens of files that are gone
	relink int            // length from which on the heads are too few
	change func(func())   // makes a change while nobody reads
}

// A stretch is where a file lies in the sequence.
type stretch struct {
	name       string
	dir        string
	start, end int
	source     int // bytes
}

// An era is how long the same words of a project are common.
type era struct {
	words *vocabulary
	links int
}

func (c *corpus) era() era { return era{c.words, c.relink} }

func newCorpus() *corpus {
	c := &corpus{words: newVocabulary(), live: map[string]int{}, change: func(f func()) { f() }}
	c.link()
	return c
}

// projectChains are those of a project: a context of two tokens is the
// shortest that says something, one of six finds a copy among thousands of its
// kind. Two more chains, of four tokens and of eight, changed the share of
// lines completed by less than a point, for half as much memory again.
func projectChains() []chain {
	return []chain{{order: 6}, {order: 2}, {order: 3, abstract: true}}
}

// pieceTokens is how much of a file is added in one change: half a
// millisecond's work, which is how long a request may have to wait for it.
const pieceTokens = 4096

// put adds a file, or replaces it. The scratch is room for its tokens, which it
// returns for the next.
func (c *corpus) put(name, dir, text string, lang *syntax.Language, scratch []token.Token) []token.Token {
	c.remove(name)
	tokens, _ := token.Lex(lang, text, false, scratch[:0])
	c.change(func() {
		c.lay(stretch{name: name, dir: dir, start: c.len(), source: len(text)})
		c.push(borderID, 0, rankLiteral)
		c.source += len(text)
		c.settle()
	})
	var seen latest
	for piece := range slices.Chunk(tokens, pieceTokens) {
		c.change(func() { c.add(piece, text, &seen) })
	}
	if c.len() >= c.relink {
		c.link()
	}
	return tokens
}

// add appends tokens to the last file.
func (c *corpus) add(tokens []token.Token, text string, seen *latest) {
	words := lexicon{shared: c.words}
	for _, t := range tokens {
		what := identify(t, text, c.words.add)
		if what >= firstText {
			c.words.counts[what-firstText]++
		}
		c.push(what, t.Gap, seen.rank(what, words))
	}
	c.settle()
}

// remove forgets a file. Its places stay linked and match nothing, until so
// many are dead that all is laid anew.
func (c *corpus) remove(name string) {
	i, ok := c.live[name]
	if !ok {
		return
	}
	f := c.files[i]
	c.change(func() {
		delete(c.live, name)
		for at := f.start; at < f.end; at++ {
			if t := c.ids[at]; t >= firstText {
				c.words.counts[t-firstText]--
			}
			c.ids[at] = borderID
			c.ranks[at] = rankLiteral
		}
		c.source -= f.source
		c.dead += f.end - f.start
	})
	if c.dead > deadShare*max(c.len()-c.dead, leastDead) {
		c.compact()
	}
}

const (
	// deadShare is how many times the living the dead may be. It trades memory
	// against how often everything is linked anew.
	deadShare = 1
	// leastDead keeps a small corpus from being laid anew at each save; tokens.
	leastDead = 1 << 15
)

// compact lays the corpus anew without what is dead, aside, and puts the new
// one in its place.
func (c *corpus) compact() {
	fresh := newCorpus()
	before := lexicon{shared: c.words}
	for i, f := range c.files {
		if live, ok := c.live[f.name]; !ok || live != i {
			continue
		}
		from, end := f.start, f.end
		f.start = fresh.len()
		fresh.lay(f)
		for at := from; at < end; at++ {
			t := c.ids[at]
			if t >= firstText {
				t = fresh.words.add(before.text(t), before.kind(t))
				fresh.words.counts[t-firstText]++
			}
			fresh.push(t, c.gaps[at], rankLiteral)
		}
		fresh.reach()
	}
	fresh.source = c.source
	fresh.link()
	fresh.change = c.change
	c.change(func() { *c = *fresh })
}

// commonShare is how rare a word may be that still stands for itself in an
// abstract context: one in so many tokens. It leaves some hundred words, about
// as many as a prototype did best with.
const commonShare = 4000

// leastCommon is how often such a word occurs at least.
const leastCommon = 8

// link decides which words are common and links every place anew, aside, and
// puts the new links in the place of the old ones.
func (c *corpus) link() {
	words := *c.words
	words.common = make([]bool, words.len(), cap(words.kinds))
	least := uint32(max(leastCommon, c.len()/commonShare))
	for i, n := range words.counts {
		words.common[i] = n >= least
	}
	text := sequence{ids: c.ids, ranks: make([]uint8, 0, cap(c.ids))}
	var seen latest
	for _, t := range c.ids {
		if t == borderID {
			seen.n = 0
		}
		text.ranks = append(text.ranks, seen.rank(t, lexicon{shared: &words}))
	}
	relink := max(2*c.len(), 1<<14)
	chains := projectChains()
	for i := range chains {
		chains[i].reset(relink)
		chains[i].links = make([]uint32, 0, cap(c.ids))
		chains[i].extend(&text)
	}
	c.change(func() {
		c.words.common, c.ranks, c.chains, c.relink = words.common, text.ranks, chains, relink
	})
}

// settle links what was pushed, and counts it to the last file.
func (c *corpus) settle() {
	for i := range c.chains {
		c.chains[i].extend(&c.sequence)
	}
	c.reach()
}

// reach makes the last file end where the sequence does.
func (c *corpus) reach() {
	last := len(c.files) - 1
	c.files[last].end = c.len()
	for len(c.blocks)*blockTokens < c.len() {
		c.blocks = append(c.blocks, uint32(last))
	}
}

// blockTokens is how many places share an entry of blocks: fewer than most
// files have, so that the file is found in a step or two.
const blockTokens = 128

// lay begins a file at the end of the sequence.
func (c *corpus) lay(f stretch) {
	c.live[f.name] = len(c.files)
	c.files = append(c.files, f)
}

// file is the index of the stretch that a place lies in.
func (c *corpus) file(at int) int {
	i := int(c.blocks[at/blockTokens])
	for c.files[i].end <= at {
		i++
	}
	return i
}
