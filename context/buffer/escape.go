package buffer

import "strings"

// rules say how the bytes of one piece of a URI are spelled, besides letters
// and digits, which always stand bare.
type rules struct {
	bare string // need no escape
	keep string // differ when escaped from when bare: left as they are
}

// The sets of RFC 3986, sections 3.2.2, 3.3, 3.4 and 3.5. In a query the
// delimiters part keys from values, so an escaped one must stay so; in a path
// only the slash parts, and clients do not agree on escaping the others.
var (
	hostRules = rules{bare: "-._~!$&'()*+,;=:@[]"}
	pathRules = rules{bare: "-._~!$&'()*+,;=:@/", keep: "/"}
	tailRules = rules{bare: "-._~!$&'()*+,;=:@/?", keep: "!$&'()*+,;="}
)

// normal escapes what must be escaped, with capital digits, and bares what
// need not be.
func normal(s string, r rules) string {
	if !strings.ContainsFunc(s, func(c rune) bool { return c == '%' || !r.isBare(byte(min(c, 0x80))) }) {
		return s
	}
	var b strings.Builder
	for s != "" {
		c, n := octet(s)
		s = s[n:]
		if r.isBare(c) && (n == 1 || strings.IndexByte(r.keep, c) < 0) {
			b.WriteByte(c)
		} else {
			writeEscaped(&b, c)
		}
	}
	return b.String()
}

// escape spells a path that has no escapes yet.
func escape(path string) string {
	var b strings.Builder
	for i := range len(path) {
		if pathRules.isBare(path[i]) {
			b.WriteByte(path[i])
		} else {
			writeEscaped(&b, path[i])
		}
	}
	return b.String()
}

// unescape bares all bytes.
func unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		c, n := octet(s)
		s = s[n:]
		b.WriteByte(c)
	}
	return b.String()
}

// octet is the first byte of s, which is not empty, and how many bytes spell
// it: three if it is escaped. A percent sign without two digits is itself.
func octet(s string) (c byte, n int) {
	if s[0] == '%' && len(s) >= 3 {
		high, low := digit(s[1]), digit(s[2])
		if high >= 0 && low >= 0 {
			return byte(high<<4 | low), 3
		}
	}
	return s[0], 1
}

func writeEscaped(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(digits[c>>4])
	b.WriteByte(digits[c&15])
}

// digit is the value of a hexadecimal digit, or -1.
func digit(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case isLetter(c) && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func (r rules) isBare(c byte) bool {
	return isLetter(c) || isDigit(c) || strings.IndexByte(r.bare, c) >= 0
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
