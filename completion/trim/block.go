package trim

import (
	"strings"

	"fimble/context/syntax"
)

// Block cuts the text where the block that the cursor stands in ends, so that
// a suggestion never runs on into the next function. The line that closes the
// block stays, whatever else it says: `})?;`, `} from "x"`.
func Block(site Site, text string) string {
	if end, ended := blockEnd(site, text); ended {
		return text[:end]
	}
	return text
}

// mostBlocks bounds how many blocks that end in a line which opens the next
// one are followed: an if with its else branches.
const mostBlocks = 8

// blockEnd is where the block around the cursor ends in the text, behind the
// line that closes it. Brackets that close on the cursor's own line belong to
// its statement, and a line that closes one block and opens another goes on.
func blockEnd(site Site, text string) (end int, ended bool) {
	from, own := 0, false // own: the text itself has opened the block that ends next
	for range mostBlocks {
		if !strings.Contains(text[from:], "\n") {
			break
		}
		at := from + syntax.BlockEnd(site.Language, site.Prefix+text[:from], text[from:])
		if at >= len(text) {
			break
		}
		closer := len(text) - len(strings.TrimLeft(text[at:], " \t\n"))
		if closer >= len(text) || !strings.ContainsRune(")]}", rune(text[closer])) {
			return at, true // a dedent
		}
		rest := strings.IndexByte(text[closer:], '\n')
		if rest < 0 {
			break // the closing line is not all there
		}
		lineEnd := closer + rest
		onCursorLine := !strings.Contains(text[:closer], "\n")
		goesOn := opens(site.Language, text[closer:lineEnd])
		if !onCursorLine && !goesOn && !own {
			return lineEnd, true
		}
		from, own = lineEnd, goesOn
	}
	return len(text), false
}
