package trim

import "strings"

// tells reports whether a row stands, for a model, where the cursor's line
// does: it closes what that opens, or is the next statement of the same block.
func (d measure) tells(i int) bool {
	r := d.rows[i]
	if r.closers > 0 {
		return r.opener == 0 && d.rows[0].hangs() && r.low <= d.level
	}
	if r.depth != d.level || r.low < d.level || !d.statement(i) || d.labelled(i) {
		return false
	}
	if !d.site.Language.Offside() {
		return r.indent >= d.here || !d.apart(i) || !d.site.leads(d.text[r.start:r.end])
	}
	return !d.opensBefore(i) && r.indent >= d.here || d.fallsOut(i)
}

// apart reports whether a blank row stands above a row and its comment.
func (d measure) apart(i int) bool {
	for i > 1 && d.rows[i-1].comment {
		i--
	}
	return d.rows[i-1].blank
}

// labelled reports whether a label or a tag stands above a row, so that it may
// be deeper.
func (d measure) labelled(i int) bool {
	for j, r := range d.rows[:i] {
		if r.last == ':' && !d.site.Language.Offside() || strings.HasPrefix(strings.TrimLeft(d.line(j), " \t"), "<") {
			return true
		}
	}
	return false
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

// fallsOut reports whether a row of an offside language stands where no block
// around the cursor does, or at the left edge right below a line of a function,
// where only a new paragraph would.
func (d measure) fallsOut(i int) bool {
	if d.here == 0 {
		return false
	}
	if wide := d.rows[i].indent; wide > 0 {
		return wide < d.here && !d.site.indents(wide)
	}
	word, _, _ := strings.Cut(d.text[d.rows[i].start:d.rows[i].end], " ")
	return !d.rows[i-1].blank && !declares(word)
}

// indents reports whether a line above the cursor has that many blanks.
func (s Site) indents(wide int) bool {
	for line := range strings.Lines(s.Prefix[max(0, len(s.Prefix)-contextReach):]) {
		if indentOf(line) == wide && strings.TrimSpace(line) != "" {
			return true
		}
	}
	return false
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
	if before == 0 && d.rows[0].comment {
		return d.starts()
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
	case carriedOn(last) || s.semicolons():
		return false
	}
	word, _, _ := strings.Cut(strings.TrimLeft(line, " \t}"), " ")
	switch strings.TrimRight(word, "(") {
	case "if", "for", "while", "else", "elif", "switch", "do", "case", "catch", "match", "with":
		return s.Language.Offside()
	}
	return true
}

// carriedOn reports whether a line that ends in a byte of code is carried on by
// the next one.
func carriedOn(last byte) bool {
	return last == 0 || strings.IndexByte("([{,=+-*/%&|<>!?:.\\~^", last) >= 0
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
	own := strings.TrimLeft(d.line(0), " \t")
	if own != "" && strings.IndexByte("?:.&|+<", own[0]) >= 0 {
		return false
	}
	above := strings.TrimRight(d.site.Prefix[:len(d.site.Prefix)-len(d.site.linePrefix())], " \t\n")
	line := above[strings.LastIndexByte(above, '\n')+1:]
	last := lastByte(line)
	bare := strings.TrimLeft(line, " \t")
	if last == ',' && indentOf(line) == d.here || strings.HasPrefix(bare, "@") || last == 0 || d.site.startsComment(bare) || strings.HasSuffix(line, "*/") {
		return true
	}
	return opens(d.site.Language, line) || last == ':' || last == ']' || d.site.completes(last, line)
}
