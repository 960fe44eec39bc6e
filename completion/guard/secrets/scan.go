package secrets

import (
	"slices"
	"strings"
)

// A span is a stretch of text, in bytes.
type span struct{ start, end int }

// A scan runs gitleaks' rules over one text.
type scan struct {
	set        *ruleset
	path, text string
	found      []span
	tried      map[*rule]int // how far each rule need not be tried again
}

// ruled finds what gitleaks' rules find.
func ruled(path, text string) []span {
	s := &scan{set: loaded(), path: path, text: text, tried: map[*rule]int{}}
	s.set.finder.each(text, func(word, end int) {
		for _, r := range s.set.rulesOf[word] {
			switch start := end - len(s.set.words[word]); r.reach {
			case atKeyword:
				s.keyword(r, start)
			case assignment:
				s.name(r, start, end)
			case anywhere:
				s.all(r)
			}
		}
	})
	for i := range s.found {
		s.found[i] = whole(text, s.found[i])
	}
	return s.found
}

// keyword tries a rule whose matches begin with their keyword.
func (s *scan) keyword(r *rule, start int) {
	if !r.wide {
		s.at(r, start)
		return
	}
	// What fails from the first keyword of a line fails from all.
	if s.tried[r] <= strings.LastIndexByte(s.text[:start], '\n')+1 && !s.at(r, start) {
		s.tried[r] = start + 1
	}
}

// name tries a rule for the value of a name that a keyword is in.
func (s *scan) name(r *rule, start, end int) {
	if !givesValue(s.text[end:]) {
		return
	}
	// Another keyword in the same name finds the same.
	if begin := nameStart(s.text, start); s.tried[r] <= begin {
		s.tried[r] = begin + 1
		s.at(r, begin)
	}
}

// all tries a rule on the whole text, once.
func (s *scan) all(r *rule) {
	if s.tried[r] > 0 || !r.applies(s.path) {
		return
	}
	s.tried[r] = 1
	for _, groups := range r.compiled().FindAllStringSubmatchIndex(s.text, -1) {
		if secret, ok := r.accept(s.set, s.text, groups); ok {
			s.found = append(s.found, secret)
		}
	}
}

// longestMatch is how far a match may reach. Most are a line; a private key of
// 4096 bits is 3.2 KB, and pem finds longer ones.
const longestMatch = 4 << 10

// at looks for a match that begins at a place, and reports whether there is one.
func (s *scan) at(r *rule, start int) bool {
	if strings.HasPrefix(r.Regex, `\b`) && start > 0 && wordByte(s.text[start-1]) || !r.applies(s.path) {
		return false
	}
	groups := r.compiled().FindStringSubmatchIndex(s.text[start:min(len(s.text), start+longestMatch)])
	if groups == nil {
		return false
	}
	for i := range groups {
		if groups[i] >= 0 {
			groups[i] += start
		}
	}
	if secret, ok := r.accept(s.set, s.text, groups); ok {
		s.found = append(s.found, secret)
	}
	return true
}

// nameStart is where the name begins that a place is in, as far back as
// gitleaks looks.
func nameStart(text string, at int) int {
	for least := max(0, at-nameReach); at > least && nameByte(text[at-1]); {
		at--
	}
	return at
}

// leastValue is the shortest secret that any rule for values knows of.
const leastValue = 8

// givesValue reports whether what follows a keyword may give it a value that
// is long enough for a secret. Code is full of keywords, and nearly all of
// them stop here. The lengths are those in gitleaks' expressions, and what a
// name may have between its first word and them.
func givesValue(after string) bool {
	i := run(after, 0, 20+20, func(c byte) bool { return nameByte(c) || c == ' ' || c == '\t' })
	i = run(after, i, 3, func(c byte) bool { return strings.IndexByte(" \t\n\r\f\v'\"", c) >= 0 })
	if i == len(after) || strings.IndexByte("=:>|?,", after[i]) < 0 {
		return false
	}
	i = run(after, i, 4+5, func(c byte) bool { return strings.IndexByte("=:>|?,`'\" \t\n\r\f\v", c) >= 0 })
	return run(after, i, leastValue, func(c byte) bool { return valueByte(c) || c == ':' }) == i+leastValue
}

// run is where a run of certain bytes from a place on ends, or the limit.
func run(text string, at, limit int, of func(byte) bool) int {
	for end := min(len(text), at+limit); at < end && of(text[at]); {
		at++
	}
	return at
}

// whole is a secret without quotes around it, and with what directly follows
// it, which is more of the same.
func whole(text string, s span) span {
	if strings.HasPrefix(text[s.start:s.end], "-----") { // a key: its ends stay, so that it still reads as one
		if begin, end := strings.Index(text[s.start+5:s.end], "-----"), strings.LastIndex(text[s.start:s.end-5], "-----"); begin >= 0 && end > begin+10 {
			return trimmed(text, span{s.start + begin + 10, s.start + end})
		}
	}
	for s.start < s.end && strings.IndexByte("\"'`", text[s.start]) >= 0 {
		s.start++
	}
	for s.end > s.start && strings.IndexByte("\"'`", text[s.end-1]) >= 0 {
		s.end--
	}
	if i := strings.IndexFunc(text[s.start:s.end], func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }); i > 0 && text[s.start+i-1] == ':' {
		s.start += i // a name and its value, in YAML
		for s.start < s.end && strings.IndexByte(" \t\n|>+-\"'", text[s.start]) >= 0 {
			s.start++
		}
	}
	if s.start < s.end && valueByte(text[s.end-1]) {
		for s.end < len(text) && valueByte(text[s.end]) {
			s.end++
		}
	}
	return s
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func nameByte(c byte) bool { return wordByte(c) || c == '.' || c == '-' }

// valueByte reports whether a byte may be of a key or token.
func valueByte(c byte) bool { return nameByte(c) || strings.IndexByte("+/=~%", c) >= 0 }

// merged is spans in order, those that touch made one.
func merged(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
	var all []span
	for _, s := range spans {
		if s.start >= s.end {
			continue
		}
		if n := len(all); n > 0 && s.start < all[n-1].end {
			all[n-1].end = max(all[n-1].end, s.end)
		} else {
			all = append(all, s)
		}
	}
	return all
}
