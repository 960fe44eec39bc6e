package feedback

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fimble/context/buffer"
)

// byKey reports whether one press of a key, or what an editor and an input
// method make of it, can have put the text in. Everything else was inserted by
// a command.
func byKey(text string) bool {
	text = buffer.LF(text)
	return strings.TrimSpace(text) == "" || oneCharacter(text) || pair(text) || composed(text)
}

// oneCharacter reports whether a reader sees the text as one character.
func oneCharacter(text string) bool {
	_, n := utf8.DecodeRuneInString(text)
	joined := false
	for _, r := range text[n:] {
		switch {
		case r == '\u200d': // a joiner, as in a family of emoji
			joined = true
		case joined:
			joined = false
		case !unicode.In(r, unicode.M, unicode.Variation_Selector) && !(r >= 0x1F3FB && r <= 0x1F3FF): // skin
			return false
		}
	}
	return true
}

// pairs are what editors close by themselves.
var pairs = []string{"()", "[]", "{}", "<>", `""`, "''", "``"}

func pair(text string) bool {
	for _, p := range pairs {
		if text == p {
			return true
		}
	}
	return false
}

// closers reports whether the text closes something and does nothing else.
func closers(text string) bool { return strings.Trim(text, ")]}>\"'`; \t\n\r") == "" }

// composedRunes is how many characters an input method may put in at once.
// People commit a word or a phrase; suggestions are longer, and where they are
// not, the editor's command tells.
const composedRunes = 4

// composed reports whether an input method may have put the text in.
func composed(text string) bool {
	for _, r := range text {
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) && r != 'ー' {
			return false
		}
	}
	return utf8.RuneCountInString(text) <= composedRunes
}

// wordEnds reports whether a word ends between the two texts, where an editor
// that accepts by the word or the line stops. What was typed quickly and came
// in one piece mostly ends elsewhere.
func wordEnds(left, right string) bool {
	l, _ := utf8.DecodeLastRuneInString(left)
	r, _ := utf8.DecodeRuneInString(right)
	return !inWord(l) || !inWord(r)
}

func inWord(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) || r == '_' }

// word reports whether the text is a piece of one identifier.
func word(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !inWord(r) }) < 0
}
