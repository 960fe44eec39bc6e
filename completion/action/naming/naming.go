// Package naming takes names apart, puts words together to names, and looks for
// names in code.
package naming

import (
	"strconv"
	"strings"
	"unicode"
)

// Split takes a name apart into its words, in lower case but for what is all
// capitals.
func Split(name string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			w := string(word)
			if len(word) == 1 || w != strings.ToUpper(w) || !strings.ContainsFunc(name, unicode.IsLower) {
				w = strings.ToLower(w)
			}
			words, word = append(words, w), nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || unicode.IsDigit(runes[i-1])),
			unicode.IsUpper(r) && i+1 < len(runes) && unicode.IsLower(runes[i+1]):
			end()
		}
		word = append(word, r)
	}
	end()
	return words
}

// Capitalized makes a sentence's first letter.
func Capitalized(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// Snaked is a name in small letters with underscores.
func Snaked(name string) string {
	if strings.Contains(name, "_") || strings.ToLower(name) == name {
		return strings.ToLower(name)
	}
	return strings.ToLower(strings.Join(Split(name), "_"))
}

// Lowered is a name with a small letter in front.
func Lowered(name string) string {
	words := Split(name)
	for i, w := range words[min(1, len(words)):] {
		words[i+1] = Capitalized(w)
	}
	if len(words) > 0 {
		words[0] = strings.ToLower(words[0])
	}
	return strings.Join(words, "")
}

// Titled is words as one name, each with a capital.
func Titled(words []string) string {
	var name strings.Builder
	for _, w := range words {
		name.WriteString(Capitalized(w))
	}
	return name.String()
}

// Set is the words, which blanks divide, as a set.
func Set(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// Renamed replaces a name wherever it stands as a whole word.
func Renamed(code, name, by string) string {
	var out strings.Builder
	done := 0
	for {
		n := strings.Index(code[done:], name)
		if n < 0 {
			return out.String() + code[done:]
		}
		at, end := done+n, done+n+len(name)
		out.WriteString(code[done:at])
		if whole := (at == 0 || !WordByte(code[at-1])) && (end == len(code) || !WordByte(code[end])); whole {
			out.WriteString(by)
		} else {
			out.WriteString(name)
		}
		done = end
	}
}

// WordByte reports whether a byte may be of a name, in any script.
func WordByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// Shortened is a text of so many characters at most.
func Shortened(text string, most int) string {
	if all := []rune(text); len(all) > most {
		return string(all[:most-1]) + "…"
	}
	return text
}

// Unused is a name that is not taken: itself or with a number.
func Unused(name string, taken map[string]bool) string {
	for n := 2; ; n++ {
		if !taken[name] {
			return name
		}
		name = strings.TrimRight(name, "0123456789") + strconv.Itoa(n)
	}
}
