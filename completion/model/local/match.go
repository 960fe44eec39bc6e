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
}

const (
	// fileVisits and projectVisits bound how many places of one chain are
	// looked at, the latest first: 20 ns each, five chains, and some ten
	// predictions for a line.
	fileVisits    = 256
	projectVisits = 320
)

// search finds the matches of the context.
func (s *scene) search(t *trail, dst []match) []match {
	dst = s.searchChains(&s.file.sequence, s.file.chains, fileVisits, t, false, dst)
	return s.searchChains(&s.project.sequence, s.project.chains, projectVisits, t, true, dst)
}

func (s *scene) searchChains(text *sequence, chains []chain, visits int, t *trail, project bool, dst []match) []match {
	longer := longestMatch + 1
	for i := range chains {
		c := &chains[i]
		if i > 0 && chains[i-1].abstract != c.abstract {
			longer = longestMatch + 1
		}
		dst = s.follow(text, c, span{c.order, longer, visits}, t, project, dst)
		longer = c.order
	}
	return dst
}

// A span says which lengths of matches a chain is asked for: what is longer,
// the chain before has found.
type span struct{ least, below, visits int }

func (s *scene) follow(text *sequence, c *chain, want span, t *trail, project bool, dst []match) []match {
	context := t.ids
	if c.abstract {
		context = t.abstract
	}
	for at := int(c.first(context)); at != 0 && want.visits > 0; at = int(c.links[at]) {
		want.visits--
		n := c.common(text, at, context)
		if n < want.least || n >= want.below || text.ids[at] == borderID {
			continue
		}
		if project && s.absent.start <= at && at < s.absent.end {
			continue
		}
		m := match{next: text.ids[at], order: uint8(n), gap: text.gaps[at]}
		if c.abstract {
			m.layer = fileAbstract
			if r := text.ranks[at]; r != rankLiteral {
				m.next = t.seen.at(r)
			}
		}
		if !project && at >= s.file.border {
			m.back = text.len() - at
		}
		if project {
			m.layer++
			m.near = s.project.file(at).dir == s.dir
		}
		dst = append(dst, m)
	}
	return dst
}
