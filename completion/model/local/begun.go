package local

import (
	"cmp"
	"slices"
	"strings"
)

// beginning lists the words that begin as typed, those of the file before
// those of the project, the lately used before the frequent.
func (s *scene) beginning(dst []id) []id {
	if s.typed == "" {
		return dst
	}
	for t := range s.file.at {
		if s.begins(t) {
			dst = append(dst, t)
		}
	}
	slices.SortFunc(dst, func(a, b id) int { return cmp.Compare(s.file.at[b], s.file.at[a]) })
	dst = dst[:min(len(dst), maxBegun*2/3)]
	near := len(dst)
	for t := range s.words.shared.beginning(s.typed) {
		dst = s.further(t, dst)
	}
	for t := range s.words.own.beginning(s.typed) {
		dst = s.further(t|ownBit, dst)
	}
	slices.SortFunc(dst[near:], func(a, b id) int {
		return cmp.Or(cmp.Compare(s.words.count(b), s.words.count(a)), cmp.Compare(a, b))
	})
	return dst[:min(len(dst), maxBegun)]
}

// further appends the word, if the project still has it and it is not listed.
func (s *scene) further(t id, dst []id) []id {
	if _, listed := s.file.at[t]; listed || s.words.count(t) == 0 {
		return dst
	}
	return append(dst, t)
}

func (s *scene) begins(t id) bool {
	text := s.words.text(t)
	return len(text) > len(s.typed) && strings.HasPrefix(text, s.typed)
}
