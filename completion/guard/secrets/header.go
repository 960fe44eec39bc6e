package secrets

import "strings"

var schemes = newLiterals([]string{"bearer ", "basic ", "eyj"})

const (
	shortestCredential = 12 // of a header; "Basic" of a shorter one is a word that follows
	shortestTokenPart  = 10 // of a JSON web token
)

// headers finds what follows the scheme in an Authorization header, and JSON
// web tokens wherever they stand.
func headers(text string) []span {
	var found []span
	schemes.each(text, func(word, end int) {
		if word == 2 {
			if s, ok := webToken(text, end-len("eyj")); ok {
				found = append(found, s)
			}
			return
		}
		s := span{end, end + run(text[end:], 0, longestBlob, valueByte)}
		said := text[s.start:s.end]
		if len(said) >= shortestCredential && !stands(said) && (strings.ContainsAny(said, "0123456789") || strings.HasSuffix(said, "=")) {
			found = append(found, s)
		}
	})
	return found
}

// webToken is the JSON web token at a place: two or three parts, of which the
// first two are JSON in base64.
func webToken(text string, start int) (span, bool) {
	if !strings.HasPrefix(text[start:], "eyJ") || start > 0 && wordByte(text[start-1]) {
		return span{}, false
	}
	part := func(c byte) bool { return wordByte(c) || c == '-' || c == '+' || c == '/' || c == '=' }
	end, parts := start, 0
	for parts < 3 {
		n := run(text[end:], 0, len(text), part)
		if n < shortestTokenPart {
			break
		}
		end += n
		parts++
		if end == len(text) || text[end] != '.' {
			break
		}
		end++
	}
	return span{start, end}, parts >= 2
}
