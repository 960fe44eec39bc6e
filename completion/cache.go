package completion

import (
	"container/list"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"fimble/context/buffer"
)

// cacheLines is how many lines of text the cache remembers suggestions for:
// what was worked on in the last minutes, a few hundred KB at most.
const cacheLines = 512

// lineAnswers is how many places on one line are remembered, the newest: the
// user goes on from there.
const lineAnswers = 16

// cache remembers answers by place. A place that the user has typed on from
// finds the answer too, as long as they typed what it says.
type cache struct {
	seed maphash.Seed

	mu    sync.Mutex
	lines map[cacheKey]*list.Element
	order *list.List // of *cacheLine, the one used last first
}

type cacheKey struct {
	uri        buffer.URI
	model      string
	invoked    bool // several answers were wanted
	generation int
	around     uint64
}

type cacheLine struct {
	key     cacheKey
	answers []cached
}

type cached struct {
	place place    // where it was asked
	texts []string // best first; empty when the model had nothing to say
	ahead bool     // asked before the user was there, and not used yet
}

func newCache() *cache {
	return &cache{seed: maphash.MakeSeed(), lines: map[cacheKey]*list.Element{}, order: list.New()}
}

// clear forgets everything.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.lines)
	c.order.Init()
}

func (c *cache) key(q *query, p place) cacheKey {
	return cacheKey{
		uri: q.URI, model: q.model.info.Name, invoked: q.Purpose == Invoked,
		generation: q.Options.Generation, around: p.sum(c.seed),
	}
}

// A hit is what the cache knows of a place.
type hit struct {
	texts  []string // best first, without what the user has typed of them; empty when the model had nothing to say
	source Source
	refit  bool // the editor has put in closers since
	said   bool // no text, because the user has typed all of one
	ahead  bool // asked before the user was there
}

// find gives what is known for the query's place, without what the user has
// typed of it meanwhile.
func (c *cache) find(q *query) (hit, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.lines[c.key(q, q.place)]
	if !ok {
		return hit{}, false
	}
	c.order.MoveToFront(el)
	said := false
	answers := el.Value.(*cacheLine).answers
	for i := len(answers) - 1; i >= 0; i-- {
		a := &answers[i]
		typed, ok := q.place.typedSince(a.place)
		if !ok {
			continue
		}
		h := hit{texts: a.texts, source: FromCache, refit: q.place.closers != a.place.closers, ahead: a.ahead}
		if typed != "" {
			h.texts, h.source = remaining(a.texts, typed), FromTyped
			said = said || slices.Contains(a.texts, typed)
		}
		if typed == "" || len(h.texts) > 0 {
			a.ahead = false
			return h, true
		}
	}
	return hit{said: said}, said
}

// holds reports whether anything is known for exactly this place.
func (c *cache) holds(q *query) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.lines[c.key(q, q.place)]
	return ok && slices.ContainsFunc(el.Value.(*cacheLine).answers, func(a cached) bool {
		typed, ok := q.place.typedSince(a.place)
		return ok && typed == ""
	})
}

// keep remembers the answers for the query's place, and for the line starts
// inside of them, where a user comes by typing or taking them line by line.
func (c *cache) keep(q *query, texts []string, ahead bool) {
	if len(q.place.line) > placeReach {
		return // generated or minified: each key would keep another copy of the line
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(c.key(q, q.place), cached{place: q.place, texts: texts, ahead: ahead})
	for _, text := range texts {
		for n, rest := range text {
			if rest == '\n' && n+1 < len(text) {
				inner := q.place.after(text, n+1)
				c.put(c.key(q, inner), cached{place: inner, texts: []string{text[n+1:]}, ahead: ahead})
			}
		}
	}
}

func (c *cache) put(key cacheKey, answer cached) {
	el, ok := c.lines[key]
	if !ok {
		el = c.order.PushFront(&cacheLine{key: key})
		c.lines[key] = el
		if c.order.Len() > cacheLines {
			oldest := c.order.Back()
			delete(c.lines, c.order.Remove(oldest).(*cacheLine).key)
		}
	}
	line := el.Value.(*cacheLine)
	for i, a := range line.answers {
		if a.place.line == answer.place.line && a.place.closers == answer.place.closers {
			line.answers[i] = answer
			return
		}
	}
	if len(line.answers) == lineAnswers {
		line.answers = line.answers[1:]
	}
	line.answers = append(line.answers, answer)
}

// remaining gives the texts that begin with what was typed, without it.
func remaining(texts []string, typed string) []string {
	var rest []string
	for _, t := range texts {
		if r, ok := strings.CutPrefix(t, typed); ok && strings.TrimSpace(r) != "" {
			rest = append(rest, r)
		}
	}
	return rest
}
