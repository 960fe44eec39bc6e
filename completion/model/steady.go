package model

import (
	"strings"
	"sync"
)

// minSteadyBytes is the least that a service caches: 1024 tokens of Anthropic's
// larger models, at some four bytes each.
const minSteadyBytes = 4096

// steady finds the part of a prompt that stays the same from request to
// request. It must end where it ended before for the service to find it, so
// the end moves only where the old one does not fit any more, or where twice
// as much has turned out to stay.
type steady struct {
	mu   sync.Mutex
	last string // prompt
	part string // with which it began, and those before it
}

// split cuts a prompt behind the part that stays, which is empty if it is not
// known or is too short.
func (s *steady) split(prompt string) (part, rest string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	common := prompt[:commonBytes(s.last, prompt)]
	common = common[:strings.LastIndexByte(common, '\n')+1]
	s.last = prompt
	if len(common) == len(prompt) { // a message must not be empty
		common = common[:strings.LastIndexByte(strings.TrimSuffix(common, "\n"), '\n')+1]
	}
	if !strings.HasPrefix(prompt, s.part) || len(s.part) == len(prompt) || len(common) >= 2*len(s.part) {
		s.part = ""
		if len(common) >= minSteadyBytes {
			s.part = common
		}
	}
	return s.part, prompt[len(s.part):]
}

func commonBytes(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
