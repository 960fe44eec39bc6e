package prompt

import (
	"fmt"
	"math"
	"strings"

	"fimble/context/window"
)

const (
	// mostExtra bounds the tokens for the names of other files and for what
	// makes their lines comments. A window of 6,000 tokens holds some twelve
	// names and 180 such lines; only what is far above is left out.
	mostExtra = 400
	// extraShare is the share of a smaller budget, as its inverse, that they may
	// take.
	extraShare = 8
	// separator is how many bytes stand around the name of a file at most.
	separator = 32
	// markerTokens are for the markers around prefix and suffix.
	markerTokens = 48
	// tokenBytes is window.Tokens' guess.
	tokenBytes = 3
)

// OverheadTokens is how many tokens more than the window's budget a prompt may
// have, by window.Tokens' count: who must not exceed a limit packs for as
// many less. On top comes a blank for each token that the user's own text
// spells.
func OverheadTokens(name string, budget int) (int, error) {
	f, ok := byName(name)
	if !ok {
		return 0, unknown(name)
	}
	return extra(budget) + markerTokens + window.Tokens(f.system), nil
}

func extra(budget int) int { return min(budget/extraShare, mostExtra) }

func unknown(name string) error {
	return fmt.Errorf("no family %q; there are %s", name, strings.Join(Families(), ", "))
}

// A room is how many bytes may still be added to a window. It depends on the
// budget alone, so that typing does not change what stands before the prefix.
type room int

const unlimited room = math.MaxInt

// roomIn is the room in a budget; a window that was not packed for one has
// all it needs.
func roomIn(budget int) room {
	if budget == 0 {
		return unlimited
	}
	return room(extra(budget) * tokenBytes)
}

// take takes some bytes of the room, if there are as many left.
func (r *room) take(bytes int) bool {
	if room(bytes) > *r {
		*r = 0 // what comes later is worth less
		return false
	}
	*r -= room(bytes)
	return true
}
