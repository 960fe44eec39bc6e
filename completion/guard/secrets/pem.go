package secrets

import "strings"

// pem finds the bodies of private keys, with or without their other end: a
// piece of a file may begin or stop inside of one.
func pem(text string) []span {
	var found []span
	for at := 0; ; {
		i := strings.Index(text[at:], "PRIVATE KEY")
		if i < 0 {
			return found
		}
		at += i
		end := at + len("PRIVATE KEY")
		after, ok := strings.CutPrefix(strings.TrimPrefix(text[end:], " BLOCK"), "-----")
		if ok {
			line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
			body := len(text) - len(after)
			if begin := strings.LastIndex(line, "-----"); begin >= 0 && strings.HasPrefix(line[begin:], "-----BEGIN") {
				found = keyBody(text, span{body, bodyEnd(text, body)}, found)
			} else if begin >= 0 && strings.HasPrefix(line[begin:], "-----END") {
				head := at - len(line) + begin
				found = keyBody(text, span{bodyStart(text, head), head}, found)
			}
		}
		at = end
	}
}

// shortestKeyLine tells a line of a key, even the last one, from code between
// two markers.
const shortestKeyLine = 24

// keyBody adds a body without the line ends around it, if it holds a key.
func keyBody(text string, s span, found []span) []span {
	s = trimmed(text, s)
	for at := s.start; at < s.end; at++ {
		end := run(text[:s.end], at, s.end, valueByte)
		if line := text[at:end]; len(line) >= shortestKeyLine && strings.ContainsAny(line, "0123456789+/") && strings.ToUpper(line) != line {
			return append(found, s)
		}
		at = end
	}
	return found
}

// bodyEnd is where a key's body ends: before its footer, or with the last
// line that can be of it.
func bodyEnd(text string, start int) int {
	if i := strings.Index(text[start:], "-----"); i >= 0 && strings.HasPrefix(text[start+i:], "-----END") {
		return start + i
	}
	end := start
	for end < len(text) {
		line, _, more := strings.Cut(text[end:], "\n")
		if end > start && !bodyLine(line) {
			break
		}
		end += len(line)
		if more {
			end++
		}
	}
	return end
}

// bodyStart is where the body before a footer begins.
func bodyStart(text string, end int) int {
	for start := end; ; {
		line := strings.LastIndexByte(text[:max(0, start-1)], '\n') + 1
		if start == 0 || !bodyLine(strings.TrimSuffix(text[line:start], "\n")) || strings.Contains(text[line:start], "-----") {
			return start
		}
		start = line
	}
}

// bodyLine reports whether a line can be of a key's body: base64 or one of its
// headers, perhaps as a string, a comment or an indented block.
func bodyLine(line string) bool {
	line = strings.Trim(line, " \t\r\"'`+,;\\#*/()")
	line = strings.TrimSuffix(strings.TrimSuffix(line, `\n`), `\r`)
	if name, _, ok := strings.Cut(line, ": "); ok {
		return name == "Proc-Type" || name == "DEK-Info" || name == "Version" || name == "Comment"
	}
	return strings.IndexFunc(line, func(r rune) bool { return r > 0x7f || !valueByte(byte(r)) || strings.ContainsRune("%~._", r) }) < 0
}

// trimmed is a span without the blanks and line ends around it.
func trimmed(text string, s span) span {
	said := text[s.start:s.end]
	s.start += len(said) - len(strings.TrimLeft(said, " \t\r\n"))
	return span{s.start, s.start + len(strings.TrimSpace(text[s.start:s.end]))}
}
