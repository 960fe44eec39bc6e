package secrets

import "slices"

// A literals finds any of many words in one pass, whatever the case of their
// letters: an Aho-Corasick automaton that is written out, so that a byte costs
// one look-up.
type literals struct {
	class [256]uint8 // of a byte; 0 for those in no word
	width int        // classes
	next  []int32    // of a state and a class
	ends  [][]int    // which words end in a state
}

// newLiterals makes one of words in lower case.
func newLiterals(words []string) *literals {
	l := &literals{width: 1}
	for _, word := range words {
		for _, c := range []byte(word) {
			if l.class[c] == 0 {
				l.class[c] = uint8(l.width)
				l.width++
			}
		}
	}
	for c := byte('a'); c <= 'z'; c++ {
		l.class[c-'a'+'A'] = l.class[c]
	}
	l.grow()
	for i, word := range words {
		l.add(i, word)
	}
	l.link()
	return l
}

func (l *literals) grow() int32 {
	l.next = append(l.next, slices.Repeat([]int32{-1}, l.width)...)
	l.ends = append(l.ends, nil)
	return int32(len(l.ends) - 1)
}

func (l *literals) add(index int, word string) {
	state := int32(0)
	for _, c := range []byte(word) {
		at := int(state)*l.width + int(l.class[c])
		if l.next[at] < 0 {
			fresh := l.grow()
			l.next[at] = fresh
		}
		state = l.next[at]
	}
	l.ends[state] = append(l.ends[state], index)
}

// link makes every state go on with the longest end of what it stands for
// that begins a word.
func (l *literals) link() {
	fail := make([]int32, len(l.ends))
	queue := []int32{0}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		for c := range l.width {
			at := int(state)*l.width + c
			instead := int32(0)
			if state != 0 {
				instead = l.next[int(fail[state])*l.width+c]
			}
			if to := l.next[at]; to >= 0 {
				fail[to] = instead
				l.ends[to] = append(l.ends[to], l.ends[instead]...)
				queue = append(queue, to)
			} else {
				l.next[at] = instead
			}
		}
	}
}

// each calls found with every word that occurs and where it ends.
func (l *literals) each(text string, found func(word, end int)) {
	state := int32(0)
	for i := range len(text) {
		state = l.next[int(state)*l.width+int(l.class[text[i]])]
		for _, word := range l.ends[state] {
			found(word, i+1)
		}
	}
}
