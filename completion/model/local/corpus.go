package local

import (
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
	c := &corpus{words: newVocabulary(), chains: projectChains(), live: map[string]int{}}
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

// put adds a file, or replaces it. The scratch is room for its tokens, which it
// returns for the next.
func (c *corpus) put(name, dir, text string, lang *syntax.Language, scratch []token.Token) []token.Token {
	c.remove(name)
	tokens, _ := token.Lex(lang, text, false, scratch[:0])
	start := c.len()
	c.push(borderID, 0, rankLiteral)
	words := lexicon{shared: c.words}
	var seen latest
	for _, t := range tokens {
		what := identify(t, text, c.words.add)
		if what >= firstText {
			c.words.counts[what-firstText]++
		}
		c.push(what, t.Gap, seen.rank(what, words))
	}
	c.source += len(text)
	c.lay(stretch{name: name, dir: dir, start: start, end: c.len(), source: len(text)})
	if c.len() >= c.relink {
		c.link()
	} else {
		c.extend()
	}
	return tokens
}

// remove forgets a file. Its places stay linked and match nothing, until so
// many are dead that all is laid anew.
func (c *corpus) remove(name string) {
	i, ok := c.live[name]
	if !ok {
		return
	}
	delete(c.live, name)
	f := &c.files[i]
	for at := f.start; at < f.end; at++ {
		if t := c.ids[at]; t >= firstText {
			c.words.counts[t-firstText]--
		}
		c.ids[at] = borderID
		c.ranks[at] = rankLiteral
	}
	c.source -= f.source
	c.dead += f.end - f.start
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

// compact lays the corpus anew without what is dead.
func (c *corpus) compact() {
	old := *c
	c.words = newVocabulary()
	c.sequence = sequence{}
	c.files, c.blocks = nil, nil
	c.dead = 0
	before := lexicon{shared: old.words}
	for _, f := range old.files {
		if i, ok := old.live[f.name]; !ok || old.files[i].start != f.start {
			continue
		}
		start := c.len()
		for at := f.start; at < f.end; at++ {
			t := old.ids[at]
			if t >= firstText {
				t = c.words.add(before.text(t), before.kind(t))
				c.words.counts[t-firstText]++
			}
			c.push(t, old.gaps[at], rankLiteral)
		}
		f.start, f.end = start, c.len()
		c.lay(f)
	}
	c.link()
}

// commonShare is how rare a word may be that still stands for itself in an
// abstract context: one in so many tokens. It leaves some hundred words, about
// as many as a prototype did best with.
const commonShare = 4000

// leastCommon is how often such a word occurs at least.
const leastCommon = 8

// link decides which words are common and links every place anew.
func (c *corpus) link() {
	least := uint32(max(leastCommon, c.len()/commonShare))
	for i, n := range c.words.counts {
		c.words.common[i] = n >= least
	}
	words := lexicon{shared: c.words}
	var seen latest
	for at, t := range c.ids {
		if t == borderID {
			seen.n = 0
		}
		c.ranks[at] = seen.rank(t, words)
	}
	c.relink = max(2*c.len(), 1<<14)
	for i := range c.chains {
		c.chains[i].reset(c.relink)
	}
	c.extend()
}

func (c *corpus) extend() {
	for i := range c.chains {
		c.chains[i].extend(&c.sequence)
	}
}

// blockTokens is how many places share an entry of blocks: fewer than most
// files have, so that the file is found in a step or two.
const blockTokens = 128

// lay notes a file that ends the sequence.
func (c *corpus) lay(f stretch) {
	c.live[f.name] = len(c.files)
	for len(c.blocks)*blockTokens < f.end {
		c.blocks = append(c.blocks, uint32(len(c.files)))
	}
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
