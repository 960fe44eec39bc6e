package local

import (
	"hash/maphash"
	"iter"
	"unsafe"

	"fimble/completion/model/local/token"
)

// An id stands for one text of a token.
type id = uint32

// The first ids are not texts: one for each depth of a Newline, then a literal
// of which only the place counts, and the border between two texts.
const (
	newlineBase id = 0
	newlineLast id = 1 - token.Deepest
	opaqueID       = newlineLast + 1
	borderID       = newlineLast + 2
	firstText      = newlineLast + 3

	// ownBit marks the ids of the words that only the file at the cursor has.
	ownBit id = 1 << 30
	// noID stands for a token that cannot be named: a new word.
	noID id = 1<<32 - 1
)

func newlineID(levels int8) id { return newlineBase + id(int(levels)-token.Deepest) }
func isNewline(t id) bool      { return t <= newlineLast }
func levelsOf(newline id) int  { return int(newline) + token.Deepest }
func predictable(t id) bool    { return t != opaqueID && t != borderID && t != noID }

// A vocabulary numbers the texts of tokens. The texts lie in one piece of
// memory: about 20 bytes for each beside its own length.
type vocabulary struct {
	seed   maphash.Seed
	bytes  []byte
	starts []uint32 // where the text of firstText+i begins in bytes; one more than there are texts
	kinds  []token.Kind
	counts []uint32 // how often each was seen
	common []bool   // words so frequent that they stand for themselves in an abstract context
	table  []id     // open addressing; 0 is a free place
}

func newVocabulary() *vocabulary {
	return &vocabulary{seed: maphash.MakeSeed(), starts: []uint32{0}, table: make([]id, 1<<10)}
}

func (v *vocabulary) len() int { return len(v.kinds) }

func (v *vocabulary) text(t id) string {
	i := t - firstText
	b := v.bytes[v.starts[i]:v.starts[i+1]]
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// find is the id of the text, or false.
func (v *vocabulary) find(text string) (id, bool) {
	t := v.table[v.place(text)]
	return t, t != 0
}

func (v *vocabulary) isCommon(text string) bool {
	t, ok := v.find(text)
	return ok && v.common[t-firstText]
}

// reset forgets all texts.
func (v *vocabulary) reset() {
	v.bytes, v.starts, v.kinds = v.bytes[:0], v.starts[:1], v.kinds[:0]
	v.counts, v.common = v.counts[:0], v.common[:0]
	clear(v.table)
}

// beginning yields the texts that begin so and are longer.
func (v *vocabulary) beginning(with string) iter.Seq[id] {
	return func(yield func(id) bool) {
		for i := range v.kinds {
			text := v.bytes[v.starts[i]:v.starts[i+1]]
			if len(text) > len(with) && text[0] == with[0] && string(text[:len(with)]) == with && !yield(firstText+id(i)) {
				return
			}
		}
	}
}

func (v *vocabulary) place(text string) uint64 {
	mask := uint64(len(v.table) - 1)
	at := maphash.String(v.seed, text) & mask
	for v.table[at] != 0 && v.text(v.table[at]) != text {
		at = (at + 1) & mask
	}
	return at
}

// add is the id of the text, a new one if it has none.
func (v *vocabulary) add(text string, kind token.Kind) id {
	at := v.place(text)
	if t := v.table[at]; t != 0 {
		return t
	}
	t := firstText + id(len(v.kinds))
	v.table[at] = t
	v.bytes = append(v.bytes, text...)
	v.starts = append(v.starts, uint32(len(v.bytes)))
	v.kinds = append(v.kinds, kind)
	v.counts = append(v.counts, 0)
	v.common = append(v.common, false)
	if len(v.kinds) > len(v.table)/2 {
		v.grow()
	}
	return t
}

func (v *vocabulary) grow() {
	v.table = make([]id, 2*len(v.table))
	for i := range v.kinds {
		t := firstText + id(i)
		v.table[v.place(v.text(t))] = t
	}
}
