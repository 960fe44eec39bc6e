package completion

import (
	"strings"

	"fimble/completion/trim"
)

// missingIndent is what the user has yet to type, on a line that is blank so
// far, before a statement can stand there: nothing is shown in between, where
// the Tab key means the indent. It is empty where the indent may be right.
func missingIndent(s trim.Site) string {
	start := strings.LastIndexByte(s.Prefix, '\n') + 1
	blanks := s.Prefix[start:]
	rest, _, _ := strings.Cut(s.Suffix, "\n")
	if strings.Trim(blanks, " \t") != "" || strings.TrimSpace(rest) != "" || start == 0 || s.Indent == "" {
		return ""
	}
	above := strings.TrimRight(s.Prefix[:start], " \t\n")
	if strings.HasSuffix(s.Prefix[:start], "\n\n") && !opensBlock(s, above) {
		return "" // behind a blank line something else may begin
	}
	want := indentBelow(s, above, blanks)
	missing, ok := strings.CutPrefix(want, blanks)
	if !ok {
		return ""
	}
	return missing
}

// indentBelow is the indent of a statement below a text, as far as its last
// lines tell for sure; else nothing.
func indentBelow(s trim.Site, above, blanks string) string {
	line := above[strings.LastIndexByte(above, '\n')+1:]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if opensBlock(s, above) {
		if label(line) || len(blanks) >= len(indent) && s.Language.ID != "python" {
			return indent // what closes the block stands there, too
		}
		return indent + s.Indent
	}
	if s.Language.ID == "python" {
		return "" // any indent further left is right too
	}
	if len(blanks)+len(s.Indent) >= len(indent) {
		return "" // what closes the block around stands one level less deep
	}
	if strings.HasSuffix(line, ";") || strings.HasSuffix(line, ",") && !strings.Contains(line, ")") {
		// Only the indent of a line that stands for itself is sure.
		if previous := strings.TrimRight(above[:len(above)-len(line)], " \t\n"); ends(previous) {
			return indent
		}
	}
	return ""
}

// opensBlock reports whether the text ends in what begins a block.
func opensBlock(s trim.Site, text string) bool {
	if text == "" {
		return false
	}
	switch text[len(text)-1] {
	case '{', '(', '[':
		return true
	case ':':
		return s.Language.ID == "python"
	}
	return false
}

// ends reports whether a text ends where a new line begins something.
func ends(text string) bool {
	return text == "" || strings.IndexByte(";{},", text[len(text)-1]) >= 0
}

// label reports whether the block that a line opens may hold labels at the
// line's own indent, or text that is not indented at all.
func label(line string) bool {
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t({", r) }) {
		switch word {
		case "switch", "select", "match", "namespace", "extern", "class", "struct", "case", "default":
			return true
		}
	}
	return false
}
