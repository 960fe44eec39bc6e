package trim

import "strings"

const (
	loopLines   = 3  // the same block of lines this many times in a row is a loop: tables of data rarely repeat whole lines
	loopLine    = 5  // the same for a single line: people unroll loops four times
	loopPeriod  = 6  // longest block of lines for which that holds
	longPeriod  = 24 // longest block of lines looked for; one that is longer than loopPeriod need only begin a third time
	loopStretch = 5  // the same stretch within a line this many times, as tabby-agent counts
	longStretch = 40 // bytes; longest stretch looked for within a line
	shortLoop   = 6  // bytes; shorter lines repeat for good reasons
)

// Repetition cuts a model that runs in a loop after the first round.
func Repetition(site Site, text string) string {
	lines := strings.SplitAfter(text, "\n")
	whole := append([]string{site.linePrefix() + lines[0]}, lines[1:]...)
	for i := range lines {
		for period := 1; period <= longPeriod && i+period*(loopLines-1) < len(lines); period++ {
			if loops(whole[i:], period) {
				return strings.Join(lines[:i+period], "")
			}
		}
		if stretch, at := lineLoop(lines[i]); at >= 0 {
			return strings.Join(lines[:i], "") + lines[i][:at+stretch]
		}
	}
	return text
}

// loops reports whether the first lines are the same block loopLines times.
// The last line of an answer may lack its line end.
func loops(lines []string, period int) bool {
	blank := true
	if line := strings.TrimSpace(lines[0]); period == 1 && (len(line) < shortLoop || strings.HasSuffix(line, ",")) {
		return false // rows of data
	}
	need := period * loopLines
	switch {
	case period == 1:
		need = loopLine
	case period > loopPeriod:
		need = period*(loopLines-1) + 1
	}
	if need > len(lines) {
		return false
	}
	for k := range need {
		line := strings.TrimRight(lines[k], "\n")
		blank = blank && strings.TrimSpace(line) == ""
		if strings.TrimRight(lines[k%period], "\n") != line {
			return false
		}
	}
	return !blank && lettered(lines[:period])
}

// lettered tells code from rows of closers, which repeat for good reasons.
func lettered(lines []string) bool {
	for _, l := range lines {
		if strings.ContainsFunc(l, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f }) {
			return true
		}
	}
	return false
}

// lineLoop finds the end of a line that says the same stretch again and again.
// It gives the stretch's length and where its first round starts, or -1.
func lineLoop(line string) (stretch, at int) {
	line = strings.TrimRight(line, "\n")
	for stretch = 3; stretch <= longStretch && stretch*loopStretch <= len(line); stretch++ {
		tail := line[len(line)-stretch:]
		if !lettered([]string{tail}) || strings.Contains(tail, "\\") {
			continue // rulers, rows of numbers and of escapes
		}
		rounds := 1
		for strings.HasSuffix(line[:len(line)-rounds*stretch], tail) {
			rounds++
		}
		if rounds >= loopStretch {
			return stretch, len(line) - rounds*stretch
		}
	}
	return 0, -1
}
