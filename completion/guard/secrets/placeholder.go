package secrets

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
	"sync"
)

// A placeholder is the mark and so many hexadecimal digits. It reads as a name
// in every language, and no end of it begins another one, so that placeholders
// are told apart wherever they stand.
const (
	mark   = "FIMBLE_SECRET_"
	digits = 8
	length = len(mark) + digits
)

// mostNames is how many secrets keep their placeholder: one that is typed
// makes a new one at every key, and a project has far fewer.
const mostNames = 4096

// A registry gives the same secret the same placeholder. They are random, so
// that nothing about the secret can be told from them, and of this process
// only.
type registry struct {
	mu     sync.Mutex
	names  map[string]string // by secret
	taken  map[string]bool   // the placeholders
	oldest []string          // secrets, in the order they came
}

func (r *registry) name(secret string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if name, ok := r.names[secret]; ok {
		return name
	}
	if r.names == nil {
		r.names, r.taken = map[string]string{}, map[string]bool{}
	}
	if len(r.oldest) >= mostNames {
		delete(r.taken, r.names[r.oldest[0]])
		delete(r.names, r.oldest[0])
		r.oldest = r.oldest[1:]
	}
	secret = strings.Clone(secret) // not the whole document with it
	name := fresh()
	for r.taken[name] {
		name = fresh()
	}
	r.names[secret], r.taken[name] = name, true
	r.oldest = append(r.oldest, secret)
	return name
}

func fresh() string {
	var random [digits / 2]byte
	rand.Read(random[:]) // never fails
	return mark + hex.EncodeToString(random[:])
}

// isPlaceholder reports whether a text of that length reads as one.
func isPlaceholder(text string) bool {
	return strings.HasPrefix(text, mark) && strings.Trim(text[len(mark):], "0123456789abcdef") == ""
}

// lookalikes are the spans of a text that read as placeholders. They are the
// user's own words, and get placeholders themselves, so that none is taken for
// another.
func lookalikes(text string) []span {
	var all []span
	for at := 0; ; at++ {
		i := strings.Index(text[at:], mark)
		if i < 0 {
			return all
		}
		at += i
		if at+length <= len(text) && isPlaceholder(text[at:at+length]) {
			all = append(all, span{at, at + length})
		}
	}
}
