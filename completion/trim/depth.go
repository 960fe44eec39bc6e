package trim

import "strings"

// Depth puts the lines after the first where the file has them, if their
// brackets or their blocks show that the model counts indentation from
// elsewhere, or another width for a level. What is aligned to something within
// the text stays aligned, and lines that nothing tells of stay as they are.
func Depth(site Site, text string) string {
	if !strings.Contains(text, "\n") || !site.Language.Balanced() {
		return text
	}
	d := measure{site: site, text: text, rows: site.rows(text), unit: len(site.unit())}
	if d.unit == 0 || d.rows[0].inside || d.rows[0].comment {
		return text
	}
	d.here = d.rows[0].indent
	base, step := d.base(), d.step()
	if base == d.here && step == d.unit {
		return text
	}
	leads := make([]string, len(d.rows))
	leads[0] = site.leadOf(text)
	return reindent(text, d.rows, func(i int, lead string) string {
		r := d.rows[i]
		switch {
		case r.inside && !d.movable(i):
			leads[i] = lead
		case r.under > 0 && !d.rows[r.under].hangs():
			leads[i] = shifted(lead, len(leads[r.under])-d.rows[r.under].indent, leads[0], site.unit())
		case step == d.unit:
			leads[i] = shifted(lead, d.here-base, leads[0], site.unit())
		default:
			levels, rest := (len(lead)-base)/step, (len(lead)-base)%step
			leads[i] = shifted(strings.Repeat(" ", max(0, rest)), len(leads[0])+levels*d.unit, leads[0], site.unit())
		}
		return leads[i]
	})
}

// shifted is a lead with so many more blanks in front, or fewer.
func shifted(lead string, by int, like, unit string) string {
	if by <= 0 {
		return lead[min(len(lead), -by):]
	}
	blank := unit[:1]
	if like != "" {
		blank = like[:1]
	}
	return strings.Repeat(blank, by) + lead
}

// leadOf is the blanks that the cursor's line begins with when the text
// stands on it.
func (s Site) leadOf(text string) string {
	line := s.linePrefix() + text[:lineLength(text)]
	return line[:indentOf(line)]
}

// A measure finds out how a model counts indentation.
type measure struct {
	site Site
	text string
	rows []row
	unit int // bytes of a level in the file
	here int // bytes of indentation that the cursor's line has in the file
}

// base is the indentation that the model takes the cursor's line to have.
func (d measure) base() int {
	if !d.starts() {
		return d.here
	}
	base, found := 0, false
	for i, r := range d.rows[1:] {
		if !r.code() || !d.tells(i+1) {
			continue
		}
		if r.indent == d.here || found && r.indent != base {
			return d.here
		}
		base, found = r.indent, true
	}
	if found {
		return base
	}
	first := d.rows[0]
	next := d.nextCode(0)
	if next < 0 || !opens(d.site.Language, string(first.last)) || first.last == '(' || first.last == '[' {
		return d.here
	}
	if inner := d.rows[next].indent; d.rows[next].closers == 0 && (inner <= d.here || inner > d.here+d.unit) {
		return max(0, inner-d.step())
	}
	return d.here
}

// tells reports whether a row stands, for a model, where the cursor's line
// does: it closes what that opens, or is the next statement of the same block.
func (d measure) tells(i int) bool {
	r := d.rows[i]
	if r.closers > 0 {
		return r.opener == 0 && d.rows[0].hangs() && r.low <= 0
	}
	if r.depth != 0 || r.low < 0 || !d.statement(i) {
		return false
	}
	if !d.site.Language.Offside() {
		return true
	}
	return !d.opensBefore(i) && r.indent >= d.here || d.fallsOut(i)
}

// opensBefore reports whether a block of an offside language begins above the
// row, so that it may be deeper.
func (d measure) opensBefore(i int) bool {
	for _, r := range d.rows[:i] {
		if r.last == ':' {
			return true
		}
	}
	return false
}

// fallsOut reports whether a row of an offside language stands at the left
// edge right below a line of a function, where only a new paragraph would.
func (d measure) fallsOut(i int) bool {
	if d.rows[i].indent > 0 || d.here == 0 || d.rows[i-1].blank {
		return false
	}
	word, _, _ := strings.Cut(d.text[d.rows[i].start:d.rows[i].end], " ")
	return !declares(word)
}

// declares reports whether a line that begins with the word begins something
// that stands by itself in an offside language.
func declares(word string) bool {
	switch word {
	case "def", "class", "async", "import", "from":
		return true
	}
	return strings.HasPrefix(word, "@")
}

// statement reports whether a row begins a statement, and the one before it
// ended there.
func (d measure) statement(i int) bool {
	r := d.rows[i]
	code := d.text[r.start+r.indent : r.end]
	if strings.IndexByte(".?:&|+-*/=<>,)]}{#", code[0]) >= 0 || r.last == ':' && !d.site.Language.Offside() {
		return false
	}
	before := i - 1
	for before > 0 && !d.rows[before].code() {
		before--
	}
	return d.site.completes(d.rows[before].last, d.line(before))
}

// line is a row with what stands before the cursor on it.
func (d measure) line(i int) string {
	line := d.text[d.rows[i].start:d.rows[i].end]
	if i == 0 {
		return d.site.linePrefix() + line
	}
	return line
}

// completes reports whether a line that ends in a byte of code ends a
// statement. Where semicolons are written, nothing else does but a brace.
func (s Site) completes(last byte, line string) bool {
	switch {
	case last == ';' || last == '}':
		return true
	case last == 0 || strings.IndexByte("([{,=+-*/%&|<>!?:.\\~^", last) >= 0 || s.semicolons():
		return false
	}
	word, _, _ := strings.Cut(strings.TrimLeft(line, " \t}"), " ")
	switch strings.TrimRight(word, "(") {
	case "if", "for", "while", "else", "elif", "switch", "do", "case", "catch", "match", "with":
		return s.Language.Offside()
	}
	return true
}

// semicolons reports whether the lines before the cursor end in semicolons.
func (s Site) semicolons() bool {
	lines, ends := 0, 0
	for line := range strings.Lines(s.Prefix[max(0, len(s.Prefix)-contextReach):] + s.Suffix[:min(len(s.Suffix), contextReach)]) {
		switch lastByte(strings.TrimRight(line, "\n")) {
		case 0, '{', '}', '(', ',', '[', ']':
		case ';':
			ends++
			lines++
		default:
			lines++
		}
	}
	return ends*4 > lines
}

// starts reports whether the cursor's line begins a statement, so that its
// indentation is that of its block.
func (d measure) starts() bool {
	above := strings.TrimRight(d.site.Prefix[:len(d.site.Prefix)-len(d.site.linePrefix())], " \t\n")
	line := above[strings.LastIndexByte(above, '\n')+1:]
	last := lastByte(line)
	if last == 0 || d.site.startsComment(strings.TrimLeft(line, " \t")) || strings.HasSuffix(line, "*/") {
		return true
	}
	return opens(d.site.Language, line) || last == ':' || last == ']' || d.site.completes(last, line)
}

// nextCode is the next row of code below a row, or -1.
func (d measure) nextCode(i int) int {
	for i++; i < len(d.rows); i++ {
		if d.rows[i].code() {
			return i
		}
	}
	return -1
}

// step is how many bytes the model has for a level: as many as the file, unless
// every block that opens in the text tells another number.
func (d measure) step() int {
	step := 0
	for i, r := range d.rows[1:] {
		next := d.nextCode(i + 1)
		if !r.code() || next < 0 || r.last != '{' && !(r.last == ':' && d.site.Language.Offside()) {
			continue
		}
		switch wide := d.rows[next].indent - r.indent; {
		case wide <= 0:
		case wide == d.unit || step != 0 && wide != step:
			return d.unit
		default:
			step = wide
		}
	}
	if step != 0 {
		return step
	}
	return d.firstStep()
}

// firstStep is the same by the block that the cursor's line opens and a row
// closes.
func (d measure) firstStep() int {
	next := d.nextCode(0)
	if next < 0 || d.rows[0].last != '{' || d.rows[next].closers > 0 {
		return d.unit
	}
	for _, r := range d.rows[next+1:] {
		if r.code() && r.closers > 0 && r.opener == 0 && r.low <= 0 && r.indent < d.rows[next].indent {
			return d.rows[next].indent - r.indent
		}
	}
	return d.unit
}

// movable reports whether a row within a comment or a string moves along: the
// comment's stars, and a docstring that is indented like code.
func (d measure) movable(i int) bool {
	line := strings.TrimLeft(d.text[d.rows[i].start:d.rows[i].end], " \t")
	return strings.HasPrefix(line, "*")
}
