package local

// A chain links the places of a sequence whose last tokens are the same, the
// latest first. It costs five bytes for each token, and a link costs nothing
// to keep when the file it belongs to is gone: the place then matches nothing.
type chain struct {
	order    int  // how many tokens must be the same
	abstract bool // the same up to the names of words
	heads    []uint32
	links    []uint32 // by place, the one before with the same hash; 0 for none
}

// placesPerHead is how many places share a head on average. Different contexts
// that fall together cost a comparison each, while more heads cost memory.
const placesPerHead = 4

// leastHeads keeps the table of a small sequence useful; a power of two.
const leastHeads = 1 << 8

func (c *chain) reset(places int) {
	n := leastHeads
	for n*placesPerHead < places {
		n *= 2
	}
	if n == len(c.heads) {
		clear(c.heads)
	} else {
		c.heads = make([]uint32, n)
	}
	c.links = c.links[:0]
}

// extend links the places from len(c.links) on. A place stands before its
// token.
func (c *chain) extend(s *sequence) {
	for at := len(c.links); at < s.len(); at++ {
		if at < c.order {
			c.links = append(c.links, 0)
			continue
		}
		head := &c.heads[c.hash(s, at)]
		c.links = append(c.links, *head)
		*head = uint32(at)
	}
}

func (c *chain) hash(s *sequence, at int) uint32 {
	h := uint64(c.order)
	for i := at - c.order; i < at; i++ {
		h = mix(h, c.code(s, i))
	}
	return c.slot(h)
}

func (c *chain) code(s *sequence, at int) id {
	if c.abstract {
		return s.abstract(at)
	}
	return s.ids[at]
}

func mix(h uint64, code id) uint64 { return (h ^ uint64(code)) * 0x9E3779B97F4A7C15 }

func (c *chain) slot(h uint64) uint32 {
	return uint32(h>>32) & uint32(len(c.heads)-1)
}

// first is the latest place whose last tokens may be those at the end of the
// context, or 0.
func (c *chain) first(context []id) uint32 {
	if len(context) < c.order {
		return 0
	}
	h := uint64(c.order)
	for _, code := range context[len(context)-c.order:] {
		h = mix(h, code)
	}
	return c.heads[c.slot(h)]
}

// common counts the tokens that are the same at the end of the context and
// before the place, up to longestMatch.
func (c *chain) common(s *sequence, at int, context []id) int {
	n := 0
	for limit := min(longestMatch, at, len(context)); n < limit; n++ {
		code := c.code(s, at-1-n)
		if code != context[len(context)-1-n] {
			break
		}
	}
	return n
}

// longestMatch is where two contexts count as the same for good, in tokens.
const longestMatch = 32
