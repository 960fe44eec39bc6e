package local

import (
	"slices"

	"fimble/completion/model/local/token"
	"fimble/context/syntax"
)

// A sheet is the text of an open document in its own words. It never changes
// once it is written, so that any number of requests read it.
type sheet struct {
	sequence
	words  *vocabulary
	chains []chain
	source int // bytes
	era    era // of the project that says which words are common
}

// write reads the text of a document of the project.
func write(text string, lang *syntax.Language, project *corpus) *sheet {
	s := &sheet{words: newVocabulary(), chains: projectChains(), source: len(text), era: project.era()}
	tokens, _ := token.Lex(lang, text, false, nil)
	s.push(borderID, 0, rankLiteral)
	words := lexicon{shared: s.words}
	var seen latest
	for _, t := range tokens {
		what := identify(t, text, s.words.add)
		if what >= firstText {
			i := what - firstText
			if s.words.counts[i] == 0 {
				s.words.common[i] = project.words.isCommon(text[t.Start:t.End])
			}
			s.words.counts[i]++
		}
		s.push(what, t.Gap, seen.rank(what, words))
	}
	for i := range s.chains {
		s.chains[i].reset(s.len())
		s.chains[i].extend(&s.sequence)
	}
	return s
}

// An openSheet is the sheet of a document with the document's path.
type openSheet struct {
	*sheet
	path string
}

// A page is a sheet as one request reads it.
type page struct {
	*sheet
	near  bool // in the directory of the file at the cursor
	names []id // in the request's words, by number of the sheet's
}

// tell names the sheet's words for the request and counts them.
func (p *page) tell(words lexicon) {
	p.names = p.names[:0]
	for i, kind := range p.words.kinds {
		name := words.name(p.words.text(firstText+id(i)), kind)
		p.names = append(p.names, name)
		words.tally(name, int(p.words.counts[i]))
	}
}

// name is a token of the sheet in the request's words.
func (p *page) name(t id) id {
	if t < firstText {
		return t
	}
	return p.names[t-firstText]
}

// recall is the end of a context in the sheet's words, as far back as it has
// them: no match goes further.
func (p *page) recall(context []id, words lexicon, dst []id) []id {
	from := len(context)
	least := max(0, from-longestMatch)
	start := len(dst)
	for from > least {
		t := context[from-1]
		if t >= firstText && t&abstractBit == 0 {
			own, ok := p.words.find(words.text(t))
			if !ok {
				break
			}
			t = own
		}
		dst = append(dst, t)
		from--
	}
	slices.Reverse(dst[start:])
	return dst
}
