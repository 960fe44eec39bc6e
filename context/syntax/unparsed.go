package syntax

// Unparsed is the outline of a text that no parser has seen: what its lines
// tell, and nothing else. It costs about as much as reading the text once.
func Unparsed(l *Language, text string) *Outline {
	return &Outline{Language: l, Style: lineStyle(text)}
}
