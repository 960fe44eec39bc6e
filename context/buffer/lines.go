package buffer

import "strings"

// breaks finds the line ends of a text one after the other. It remembers the
// next "\n" and the next "\r" apart, so that a text which has only one sort is
// searched once for the other, and not once per line.
type breaks struct {
	text   string
	at     int // where the last line end found ends
	lf, cr int // the next ones, as seen from some earlier place
}

// next is where the next line end starts and ends. There must be one.
func (b *breaks) next() (start, end int) {
	b.lf = b.seek(b.lf, '\n')
	b.cr = b.seek(b.cr, '\r')
	start = min(b.lf, b.cr)
	b.at = start + 1
	if b.lf == b.cr+1 {
		b.at++
	}
	return start, b.at
}

// seek is the next place of c, or one that no text reaches.
func (b *breaks) seek(known int, c byte) int {
	if known > b.at || known == b.at && known < len(b.text) && b.text[known] == c {
		return known
	}
	if i := strings.IndexByte(b.text[b.at:], c); i >= 0 {
		return b.at + i
	}
	return len(b.text) + 1
}

// count is the tally of a text.
func count(s string) tally {
	t := tally{bytes: len(s), breaks: strings.Count(s, "\n")}
	cr := strings.Count(s, "\r")
	if cr == 0 {
		return t
	}
	t.crlf = strings.Count(s, "\r\n")
	t.breaks += cr - t.crlf
	return t
}
