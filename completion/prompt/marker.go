package prompt

// FindMarker is the first token of any family that a text spells: what a model
// writes that was prompted in another one's.
func FindMarker(text string) (marker string, found bool) {
	chat, _ := byName(Chat) // which may be a model of any family
	for at := range len(text) {
		if marker := chat.tokens.find(text[at:]); marker != "" {
			return marker, true
		}
	}
	return "", false
}
