package local

import (
	"path"
	"slices"
	"strings"

	"fimble/completion/model/local/token"
	"fimble/context/syntax"
)

// A scene is all that one prediction looks at: the file at the cursor and the
// rest of the project.
type scene struct {
	words   lexicon
	file    here
	project *corpus // never nil, perhaps empty
	stale   []bool  // files of the project, by index, that do not count as they lie on disk
	pages   []page  // the other open documents
	dir     string  // of the file
	hits    []hit
	recalls [2][]id

	typed string        // what stands of the word or string before the cursor
	kind  token.Kind    // of that
	begun []id          // words that begin so
	tail  token.Tail    // what the cursor stands in
	rest  []token.Token // what follows on the line
	line  string        // the same as text
}

// here is the file at the cursor: what follows the line of the cursor, a
// border, and what stands before the cursor. So the end of the sequence is the
// context, and the latest places are the nearest ones before.
type here struct {
	sequence
	chains []chain
	border int // where the text before the cursor begins
	seen   latest
	at     map[id]int // the last place before the cursor, of the tokens nearby
	after  map[id]int // how often in the lines that follow
	next   id         // the first token of the lines that follow
	tokens []token.Token
}

// fileChains are those of the file: contexts are fewer, and one token is worth
// a look.
func fileChains() []chain {
	return []chain{{order: 6}, {order: 3}, {order: 1}, {order: 5, abstract: true}, {order: 2, abstract: true}}
}

const (
	// hereBytes is how much of a long file is looked at on each side of the
	// cursor: at some 40 MB/s for lexing and linking it bounds the time to 5 ms.
	hereBytes = 96 << 10
	// hereTokens bounds the same where tokens are short, as in tables of numbers:
	// in code as many bytes have fewer.
	hereTokens = 32 << 10
	// nearTokens is how far back a token counts as lately used.
	nearTokens = 4000
	// afterTokens is how far down tokens count as coming.
	afterTokens = 300
)

// A place is where a prediction is asked for.
type place struct {
	lang   *syntax.Language
	name   string // of the file, below its root
	before string
	after  string
	open   []openSheet // other documents of the language
	stale  []string    // files that are open, and so do not count as they lie on disk
}

// set fills the scene for a place; what it held before is reused.
func (s *scene) set(p place, project *corpus) {
	s.project, s.dir = project, path.Dir(p.name)
	s.setWords(project)
	s.setOpen(p)
	s.line, p.after, _ = cutLine(p.after)
	s.rest, _ = token.Lex(p.lang, s.line, false, s.rest[:0])
	if len(s.rest) > 0 {
		s.rest = s.rest[1:]
	}
	s.file.set(p, s)
	s.begun = s.beginning(s.begun[:0])
}

func (s *scene) setWords(project *corpus) {
	own := s.words.own
	if own == nil {
		own = newVocabulary()
	}
	own.reset()
	s.words = lexicon{shared: project.words, own: own, drift: zeroed(s.words.drift, project.words.len())}
}

// setOpen has the open documents count instead of their files.
func (s *scene) setOpen(p place) {
	s.stale = zeroed(s.stale, len(s.project.files))
	s.strike(p.name)
	for _, name := range p.stale {
		s.strike(name)
	}
	s.pages = slices.Grow(s.pages[:0], len(p.open))[:len(p.open)]
	for i, o := range p.open {
		s.pages[i].sheet, s.pages[i].near = o.sheet, path.Dir(o.path) == s.dir
		s.pages[i].tell(s.words)
	}
}

// strike takes a file out of account as it lies on disk.
func (s *scene) strike(name string) {
	i, ok := s.project.live[name]
	if !ok || s.stale[i] {
		return
	}
	s.stale[i] = true
	f := &s.project.files[i]
	for _, t := range s.project.ids[f.start:f.end] {
		s.words.tally(t, -1)
	}
}

// zeroed is a slice of n zeros, in the same memory if that is enough.
func zeroed[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// closed reports whether the string at the cursor has its closing quote, which
// many editors write together with the opening one.
func (s *scene) closed() bool {
	quote := strings.IndexAny(s.typed, "\"'`")
	return s.tail == token.Quote && s.line != "" && s.line[0] == s.typed[quote]
}

func cutLine(text string) (line, rest string, found bool) {
	line, rest, found = strings.Cut(text, "\n")
	return strings.TrimSuffix(line, "\r"), rest, found
}

func (h *here) set(p place, s *scene) {
	h.ids, h.gaps, h.ranks = h.ids[:0], h.gaps[:0], h.ranks[:0]
	if h.chains == nil {
		h.chains, h.at, h.after = fileChains(), map[id]int{}, map[id]int{}
	}
	clear(h.at)
	clear(h.after)
	h.push(borderID, 0, rankLiteral)
	after := clip(p.after, hereBytes)
	h.tokens, _ = token.Lex(p.lang, after, false, h.tokens[:0])
	h.add(after, h.tokens[:min(len(h.tokens), hereTokens)], s.words)
	h.next = noID
	if h.len() > 2 {
		h.next = h.ids[2]
	}
	for _, t := range h.ids[:min(h.len(), afterTokens)] {
		h.after[t]++
	}
	h.push(borderID, 0, rankLiteral)
	h.border = h.len()
	before := clipFront(p.before, hereBytes)
	h.tokens, s.tail = token.Lex(p.lang, before, true, h.tokens[:0])
	s.typed, s.kind = h.cutTyped(before, s.tail)
	h.add(before, h.tokens[max(0, len(h.tokens)-hereTokens):], s.words)
	for at := max(h.border, h.len()-nearTokens); at < h.len(); at++ {
		h.at[h.ids[at]] = at
	}
	for i := range h.chains {
		h.chains[i].reset(h.len())
		h.chains[i].extend(&h.sequence)
	}
}

func (h *here) add(text string, tokens []token.Token, words lexicon) {
	h.seen = latest{}
	for _, t := range tokens {
		what := identify(t, text, words.name)
		words.tally(what, 1)
		h.push(what, t.Gap, h.seen.rank(what, words))
	}
}

// cutTyped takes the token that the cursor touches off the end, when more may
// be typed of it: a word, a number or an open string.
func (h *here) cutTyped(before string, tail token.Tail) (string, token.Kind) {
	n := len(h.tokens)
	if n == 0 {
		return "", 0
	}
	last := h.tokens[n-1]
	open := last.Kind == token.Word || last.Kind == token.Keyword || last.Kind == token.Number || tail == token.Quote
	if !open || last.End != len(before) {
		return "", 0
	}
	h.tokens = h.tokens[:n-1]
	return before[last.Start:], last.Kind
}

// clip is the start of the text up to some bytes, whole lines.
func clip(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return text[:strings.LastIndexByte(text[:limit], '\n')+1]
}

// clipFront is the end of the text, whole lines.
func clipFront(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	cut := strings.IndexByte(text[len(text)-limit:], '\n')
	return text[len(text)-limit+cut+1:]
}
