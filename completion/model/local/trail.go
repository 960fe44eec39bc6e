package local

// A trail is the context of a prediction: the last tokens before it, those
// predicted already included.
type trail struct {
	ids      []id // the last longestMatch of them, at least
	abstract []id
	seen     latest
	length   int // tokens on the line so far
	open     []byte
	last     id
	lastGap  uint8 // blanks before it
}

// trailOf is the context at the end of the file's sequence.
func trailOf(s *scene) trail {
	f := &s.file
	from := max(f.border, f.len()-2*longestMatch)
	t := trail{seen: f.seen, last: noID}
	for at := from; at < f.len(); at++ {
		t.ids = append(t.ids, f.ids[at])
		t.abstract = append(t.abstract, f.sequence.abstract(at))
	}
	for at := max(f.border, f.len()-bracketTokens); at < f.len(); at++ {
		t.count(f.ids[at], s.words)
		t.lastGap = f.gaps[at]
	}
	return t
}

// bracketTokens is how far back an open bracket is looked for: a call over
// many lines, not a whole function.
const bracketTokens = 200

// push appends a predicted token.
func (t *trail) push(what id, words lexicon) {
	t.ids = append(t.ids, what)
	code := what
	if r := t.seen.rank(what, words); r != rankLiteral {
		code = abstractBit | id(r)
	}
	t.abstract = append(t.abstract, code)
	t.count(what, words)
}

// count keeps the line's length and the open brackets.
func (t *trail) count(what id, words lexicon) {
	t.last = what
	t.length++
	if isNewline(what) {
		t.length = 0
		return
	}
	switch text := words.text(what); text {
	case "(":
		t.open = append(t.open, ')')
	case "[":
		t.open = append(t.open, ']')
	case "{":
		t.open = append(t.open, '}')
	case ")", "]", "}":
		if n := len(t.open); n > 0 {
			t.open = t.open[:n-1]
		}
	}
}

// fork is a copy that grows on its own.
func (t *trail) fork() trail {
	c := *t
	c.ids = append([]id(nil), t.ids...)
	c.abstract = append([]id(nil), t.abstract...)
	c.open = append([]byte(nil), t.open...)
	return c
}
