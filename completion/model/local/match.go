package local

// A layer is where a match was found and how exact it is.
type layer uint8

const (
	fileLayer    layer = iota // in the file, word for word
	projectLayer              // elsewhere in the project
	nearLayer                 // elsewhere in the same directory; these count in projectLayer too
	fileAbstract              // in the file, up to the names of words
	projectAbstract
	layerCount
)

// A match is a place with the same tokens before it as the cursor has.
type match struct {
	next  id // what follows there, in the words of here; noID if it has no name here
	order uint8
	layer layer
	near  bool
	gap   uint8
	back  int // in the file, how many tokens before the cursor; 0 elsewhere

	candidate int // what the lineup has next as, or -1
}

const (
	// fileVisits, openVisits and projectVisits bound how many places of one chain
	// are looked at, the latest first: 20 ns each, five chains, and some ten
	// predictions for a line. The open documents share theirs.
	fileVisits    = 256
	openVisits    = 640
	projectVisits = 320
)

// search finds the matches of the context.
func (s *scene) search(t *trail, dst []match) []match {
	f := &s.file
	s.hits = f.look(f.chains, query{t.ids, t.abstract, fileVisits}, s.hits[:0])
	for _, h := range s.hits {
		m := f.match(h, t)
		if h.at >= f.border {
			m.back = f.len() - h.at
		}
		dst = append(dst, m)
	}
	dst = s.searchOpen(t, dst)
	p := s.project
	s.hits = p.look(p.chains, query{t.ids, t.abstract, projectVisits}, s.hits[:0])
	for _, h := range s.hits {
		file := p.file(h.at)
		if s.stale[file] {
			continue
		}
		m := p.match(h, t)
		m.layer++
		m.near = p.files[file].dir == s.dir
		dst = append(dst, m)
	}
	return dst
}

// searchOpen finds the matches in the other open documents. They count as the
// project's.
func (s *scene) searchOpen(t *trail, dst []match) []match {
	for i := range s.pages {
		p := &s.pages[i]
		visits := min(openVisits/len(s.pages), projectVisits)
		lexical := p.recall(t.ids, s.words, s.recalls[0][:0])
		abstract := p.recall(t.abstract, s.words, s.recalls[1][:0])
		s.recalls = [2][]id{lexical, abstract}
		s.hits = p.look(p.chains, query{lexical, abstract, visits}, s.hits[:0])
		for _, h := range s.hits {
			m := p.match(h, t)
			if !h.abstract || p.ranks[h.at] == rankLiteral {
				m.next = p.name(m.next)
			}
			m.layer++
			m.near = p.near
			dst = append(dst, m)
		}
	}
	return dst
}

// A query is a context to look for, as the tokens are and up to the names of
// words, and how many places to look at for each chain.
type query struct {
	lexical, abstract []id
	visits            int
}

// A hit is a place whose tokens before it are those of the context.
type hit struct {
	at       int
	order    uint8
	abstract bool
}

// look finds the places in a sequence, by its chains.
func (s *sequence) look(chains []chain, q query, dst []hit) []hit {
	longer := longestMatch + 1
	for i := range chains {
		c := &chains[i]
		if i > 0 && chains[i-1].abstract != c.abstract {
			longer = longestMatch + 1
		}
		dst = s.follow(c, q, longer, dst)
		longer = c.order
	}
	return dst
}

// follow finds the places in one chain with less than below tokens in common:
// what is longer, the chain before has found.
func (s *sequence) follow(c *chain, q query, below int, dst []hit) []hit {
	context := q.lexical
	if c.abstract {
		context = q.abstract
	}
	for at := int(c.first(context)); at != 0 && q.visits > 0; at = int(c.links[at]) {
		q.visits--
		n := c.common(s, at, context)
		if n < c.order || n >= below || s.ids[at] == borderID {
			continue
		}
		dst = append(dst, hit{at, uint8(n), c.abstract})
	}
	return dst
}

// match is what follows at the place.
func (s *sequence) match(h hit, t *trail) match {
	m := match{next: s.ids[h.at], order: h.order, gap: s.gaps[h.at]}
	if h.abstract {
		m.layer = fileAbstract
		if r := s.ranks[h.at]; r != rankLiteral {
			m.next = t.seen.at(r)
		}
	}
	return m
}
