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
	v := s.words.shared
	for i, n := range v.counts {
		if n == 0 {
			continue
		}
		t := firstText + id(i)
		if _, listed := s.file.at[t]; !listed && s.begins(t) {
			dst = append(dst, t)
		}
	}
	slices.SortFunc(dst[near:], func(a, b id) int {
		return cmp.Or(cmp.Compare(s.words.count(b), s.words.count(a)), cmp.Compare(a, b))
	})
	return dst[:min(len(dst), maxBegun)]
}

func (s *scene) begins(t id) bool {
	text := s.words.text(t)
	return len(text) > len(s.typed) && strings.HasPrefix(text, s.typed)
}
