package trim_test

import "strings"

// blanks spoils blanks around the truth, and its line ends.
func blanks(before, behind withText, of ofHole) {
	behind("trailing blanks", "  \t")
	behind("trailing blank lines", "\n\n    \n")
	of("blanks at line ends", func(h hole) string { return strings.ReplaceAll(h.truth, "\n", "  \n") }, "body", "block")
	of("carriage returns", func(h hole) string { return strings.ReplaceAll(h.truth, "\n", "\r\n") + "\r\n" })
	before("leading line end", "\n", "body", "block")
	of("leading line end and indent", func(h hole) string { return "\n" + h.begun() + h.truth }, "body", "block")
	of("leading blank lines", func(h hole) string { return "\n  \n" + h.begun() + h.truth }, "body", "block")
	of("indent again", func(h hole) string { return h.begun() + h.truth }, "body", "block")
	before("leading blank", " ", "body", "block")
	of("blank again", func(h hole) string {
		if !strings.HasSuffix(h.begun(), " ") {
			return ""
		}
		return " " + h.truth
	}, "line", "doc", "string")
	of("line end after a blank", func(h hole) string {
		if !strings.HasSuffix(h.begun(), " ") {
			return ""
		}
		return "\n" + h.truth
	}, "line")
}

// depths writes the lines after the first with the wrong indentation.
func depths(of ofHole) {
	lines := func(name string, indent func(h hole, width int, unit string) string) {
		of(name, func(h hole) string {
			if !h.multiline() {
				return ""
			}
			unit := unitOf(h)
			all := strings.Split(h.truth, "\n")
			for i := 1; i < len(all); i++ {
				if n := indentWidth(all[i]); all[i] != "" {
					all[i] = indent(h, n, unit) + all[i][n:]
				}
			}
			if spoilt := strings.Join(all, "\n"); spoilt != h.truth {
				return spoilt
			}
			return ""
		}, "body", "block")
	}
	lines("tabs for blanks and blanks for tabs", func(h hole, n int, unit string) string {
		if unit == "\t" {
			return strings.Repeat("    ", n)
		}
		return strings.Repeat("\t", n/len(unit)) + strings.Repeat(" ", n%len(unit))
	})
	lines("another width of indent", func(h hole, n int, unit string) string {
		switch unit {
		case "\t":
			return strings.Repeat("  ", n)
		case "  ":
			return strings.Repeat(" ", 2*n)
		}
		return strings.Repeat(" ", n/2)
	})
	lines("indent counted from the cursor", func(h hole, n int, unit string) string {
		return strings.Repeat(unit[:1], max(0, n-indentWidth(h.begun())))
	})
	lines("one level too deep", func(h hole, n int, unit string) string { return strings.Repeat(unit[:1], n+len(unit)) })
	lines("counted from the cursor with the other kind of blanks", func(h hole, n int, unit string) string {
		n = max(0, n-indentWidth(h.begun()))
		if unit == "\t" {
			return strings.Repeat("  ", n)
		}
		return strings.Repeat("\t", n/len(unit))
	})
}

// runaway writes on where the truth has ended, or does not get there.
func runaway(add func(string, func(hole) (string, string)), of ofHole) {
	of("last line again and again", func(h hole) string {
		line := h.begun() + h.truth
		if h.multiline() {
			line = h.truth[strings.LastIndexByte(h.truth, '\n')+1:]
		}
		return h.truth + strings.Repeat("\n"+line, 6)
	}, "body", "line")
	of("block again and again", func(h hole) string { return h.truth + strings.Repeat("\n"+h.begun()+h.truth, 4) }, "block", "body")
	of("words again and again", func(h hole) string {
		return h.truth + strings.Repeat(h.truth[max(0, len(h.truth)-9):], 8)
	}, "line", "call", "doc")
	of("next function", func(h hole) string {
		closer := h.below(1)
		if h.site.Language.LineComment == "#" {
			closer = ""
		}
		return h.truth + "\n" + closer + "\n\n" + h.next
	}, "body")
	of("next function without its closer", func(h hole) string {
		if indentWidth(h.next) >= indentWidth(h.begun()) {
			return "" // it could be a function within this one
		}
		return h.truth + "\n\n" + h.next
	}, "body")
	add("thoughts without end", func(h hole) (string, string) { return "<think>\n" + h.truth + "\nOr perhaps not?\n", "" })
	add("what stands there", func(h hole) (string, string) {
		if h.rest() != "" {
			return h.rest(), ""
		}
		return strings.TrimLeft(h.below(2), " \t"), ""
	})
	add("half a line", func(h hole) (string, string) {
		end := strings.LastIndexByte(h.truth, '\n')
		cut := strings.LastIndexAny(h.truth, "([\"'")
		if end < 0 || cut < end || cut+3 > len(h.truth) || strings.IndexByte(")]\"'", h.truth[cut+1]) >= 0 {
			return "", ""
		}
		return h.truth[:cut+2], strings.TrimRight(h.truth[:end], "\n")
	})
}

func indentWidth(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// unitOf is one level of indentation, as the outline tells or the quote shows.
func unitOf(h hole) string {
	if h.site.Indent != "" {
		return h.site.Indent
	}
	for line := range strings.Lines(h.prefix + h.truth + h.suffix) {
		if n := indentWidth(line); n > 0 {
			return line[:n]
		}
	}
	return "\t"
}

func comment(h hole, text string) string { return h.site.Language.LineComment + " " + text }
