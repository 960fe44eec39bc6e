package trim

import "strings"

// unit is one level of indentation: as the file has it, unless the blocks
// around the cursor have another, else the least that lines have. It is empty
// if nothing is indented.
func (s Site) unit() string {
	steps, least := s.steps(contextReach)
	switch {
	case s.Indent != "" && (len(steps) == 0 || steps[s.Indent] > 0):
		return s.Indent
	case len(steps) > 0:
		best := ""
		for step, n := range steps {
			if n > steps[best] || n == steps[best] && len(step) < len(best) {
				best = step
			}
		}
		return best
	case s.Indent != "":
		return s.Indent
	}
	return least
}

// steps counts by how much the blocks around the cursor are indented more than
// the lines that open them, as far as some bytes reach, and gives the least
// indentation of any line.
func (s Site) steps(reach int) (steps map[string]int, least string) {
	steps = map[string]int{}
	above := s.Prefix[max(0, len(s.Prefix)-reach):] + "|" // the cursor's line counts, even when it is blank so far
	for _, text := range [...]string{above, s.Suffix[:min(len(s.Suffix), reach)]} {
		opener, open := "", false
		for line := range strings.Lines(text) {
			n := indentOf(line)
			if strings.TrimSpace(line) == "" || line[n] == '*' {
				continue
			}
			lead := line[:n]
			if step, ok := strings.CutPrefix(lead, opener); ok && open && step != "" && (step == "\t" || step[0] == ' ') {
				steps[step]++
			}
			if n > 0 && (lead[0] == '\t' || n > 1 && (least == "" || n < len(least))) {
				least = lead
				if lead[0] == '\t' {
					least = "\t"
				}
			}
			bare := strings.TrimRight(line, "\n")
			opener, open = lead, opens(s.Language, bare) && !strings.HasSuffix(bare, "(")
		}
	}
	return steps, least
}
