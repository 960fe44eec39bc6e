package secrets

import (
	"slices"
	"strings"
)

// A span is a stretch of text, in bytes.
type span struct{ start, end int }

// ruled finds what gitleaks' rules find.
func ruled(path, text string) []span {
	set := loaded()
	var found []span
	var done map[*rule]bool // of those that look through the whole text
	tried := map[*rule]int{}
	set.finder.each(text, func(word, end int) {
		start := end - len(set.words[word])
		for _, r := range set.rulesOf[word] {
			if done[r] {
				continue
			}
			switch r.reach {
			case atKeyword:
				found = r.at(set, path, text, start, found)
			case assignment:
				if !givesValue(text[end:]) {
					continue
				}
				begin := nameStart(text, start)
				if last, ok := tried[r]; ok && last == begin {
					continue // another keyword in the same name
				}
				tried[r] = begin
				found = r.at(set, path, text, begin, found)
			case anywhere:
				if done == nil {
					done = map[*rule]bool{}
				}
				done[r] = true
				if !r.applies(path) {
					continue
				}
				for _, groups := range r.compiled().FindAllStringSubmatchIndex(text, -1) {
					if secret, ok := r.accept(set, text, groups); ok {
						found = append(found, secret)
					}
				}
			}
		}
	})
	for i := range found {
		found[i] = whole(text, found[i])
	}
	return found
}

// longestMatch is how far a match may reach. Most are a line; a private key of
// 4096 bits is 3.2 KB, and pem finds longer ones.
const longestMatch = 4 << 10

// at adds the secret in a match that begins at a place, if there is one.
func (r *rule) at(set *ruleset, path, text string, start int, found []span) []span {
	if strings.HasPrefix(r.Regex, `\b`) && start > 0 && wordByte(text[start-1]) || !r.applies(path) {
		return found
	}
	groups := r.compiled().FindStringSubmatchIndex(text[start:min(len(text), start+longestMatch)])
	if groups == nil {
		return found
	}
	for i := range groups {
		if groups[i] >= 0 {
			groups[i] += start
		}
	}
	if secret, ok := r.accept(set, text, groups); ok {
		found = append(found, secret)
	}
	return found
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
