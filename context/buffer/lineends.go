package buffer

import "strings"

// LF is the text with "\n" for each of its line ends, as models know them and as
// texts of different files are compared.
func LF(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// LineEnds are what ends each line of the text, which is nothing for the last:
// one more than LF has "\n".
func LineEnds(text string) []string {
	var ends []string
	for {
		i := strings.IndexAny(text, "\r\n")
		if i < 0 {
			return append(ends, "")
		}
		behind := i + 1
		if strings.HasPrefix(text[i:], "\r\n") {
			behind++
		}
		ends = append(ends, text[i:behind])
		text = text[behind:]
	}
}
