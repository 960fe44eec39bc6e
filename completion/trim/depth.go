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
	if d.unit == 0 || site.mixes(site.unit()) || d.rows[0].inside || d.rows[0].directive || site.comments() {
		return text
	}
	d.here, d.level = d.rows[0].indent, level(d.rows)
	base, step := d.scale()
	if base == d.here && step == d.unit {
		return text
	}
	leads := make([]string, len(d.rows))
	leads[0] = site.leadOf(text)
	return reindent(text, d.rows, func(i int, lead string) string {
		r := d.rows[i]
		switch {
		case r.inside:
			leads[i] = lead
			if begin := d.begin(i); begin > 0 && d.moves(begin) {
				leads[i] = shifted(lead, len(leads[begin])-d.rows[begin].indent, leads[0], site.unit())
			}
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
	site  Site
	text  string
	rows  []row
	unit  int // bytes of a level in the file
	here  int // bytes of indentation that the cursor's line has in the file
	level int // brackets that are open where the cursor's line stands
}

// level is how deep the cursor's line stands: less deep than it begins, if it
// begins with closers.
func level(rows []row) int {
	if rows[0].closers > 0 {
		return rows[0].low
	}
	return 0
}

// scale is the indentation that the model takes the cursor's line to have, and
// how many bytes it has for a level.
func (d measure) scale() (base, step int) {
	levels := d.here / d.unit
	if base = d.base(); base != d.here {
		if wide := base / max(levels, 1); levels > 0 && base%levels == 0 && d.multiples(base, wide) {
			return base, wide
		}
		return base, d.step()
	}
	next := d.nextCode(0)
	first := d.rows[0]
	if next < 0 || !d.starts() || d.rows[next].closers > 0 || first.last != '{' && !(first.last == ':' && d.site.Language.Offside()) {
		return base, d.step()
	}
	inner := d.rows[next].indent
	if step = d.step(); d.rows[next].closers > 0 || d.told() || inner > d.here && inner <= d.here+max(step, d.unit) {
		return base, step
	}
	if wide := inner / (levels + 1); inner%(levels+1) == 0 && d.multiples(inner-wide, wide) {
		return inner - wide, wide
	}
	return max(0, inner-step), step
}

// multiples reports whether all lines that are not aligned to something are
// indented by levels of a width that is not the file's.
func (d measure) multiples(base, wide int) bool {
	if wide < 2 || wide == d.unit {
		return false
	}
	finer, deeper := wide > d.unit, false
	for _, r := range d.rows[1:] {
		if !r.code() || r.under > 0 && !d.rows[r.under].hangs() {
			continue
		}
		if (r.indent-base)%wide != 0 {
			return false
		}
		finer, deeper = finer || r.indent%d.unit != 0, deeper || r.indent > base
	}
	return finer && deeper
}

// told reports whether a row tells that the model counts as the file does.
func (d measure) told() bool {
	for i, r := range d.rows[1:] {
		if r.code() && r.indent == d.here && d.tells(i+1) {
			return true
		}
	}
	return false
}

// base is the indentation that the model takes the cursor's line to have, as
// far as rows that stand where it does tell.
func (d measure) base() int {
	if !d.starts() {
		return d.here
	}
	base, found, least := 0, false, 1<<30
	for i, r := range d.rows[1:] {
		if !r.code() {
			continue
		}
		if r.depth == d.level && r.low >= d.level && r.last != ':' {
			least = min(least, r.indent)
		}
		if !d.tells(i + 1) {
			continue
		}
		if r.indent == d.here || found && r.indent != base {
			return d.here
		}
		base, found = r.indent, true
	}
	switch {
	case found && base > least:
		return d.here // something else of the block stands further left
	case found:
		return base
	}
	return d.here
}

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
		if next < 0 || !r.code() || !d.blocks(i+1) {
			continue
		}
		switch wide := d.rows[next].indent - r.indent; {
		case wide <= 0 || wide == 1 && d.unit > 1:
		case d.usual(wide) || step != 0 && wide != step:
			return d.unit
		default:
			step = wide
		}
	}
	if step == 0 && d.starts() {
		step = d.firstStep()
	}
	if step == 0 {
		return d.unit
	}
	return step
}

// blocks reports whether a row begins a statement with a block, which tells a
// level's width.
func (d measure) blocks(i int) bool {
	if d.site.Language.Offside() {
		return d.rows[i].last == ':' && d.rows[i].after == d.rows[i].depth
	}
	before := i - 1
	for before > 0 && !d.rows[before].code() {
		before--
	}
	b := d.rows[before]
	code := strings.TrimLeft(d.line(i), " \t")
	return d.rows[i].last == '{' && strings.IndexByte("?:.&|+-=<>", code[0]) < 0 && (b.last == '{' || d.site.completes(b.last, d.line(before)))
}

// usual reports whether blocks around the cursor are that much wider than what
// opens them.
func (d measure) usual(wide int) bool {
	if wide == d.unit {
		return true
	}
	steps, _ := d.site.steps(len(d.site.Prefix) + len(d.site.Suffix))
	return steps[strings.Repeat(d.site.unit()[:1], wide)] > 0
}

// firstStep is the same by the block that the cursor's line opens and a row
// closes; zero if that tells nothing else.
func (d measure) firstStep() int {
	next := d.nextCode(0)
	if next < 0 || d.rows[0].last != '{' || d.rows[next].closers > 0 {
		return 0
	}
	for _, r := range d.rows[next+1:] {
		if wide := d.rows[next].indent - r.indent; r.code() && r.closers > 0 && r.opener == 0 && wide > 0 && !d.usual(wide) {
			return wide
		}
	}
	return 0
}

// begin is the row in which the string or the comment begins that a row lies
// in.
func (d measure) begin(i int) int {
	for i > 0 && d.rows[i].inside {
		i--
	}
	return i
}

// moves reports whether what is in the string or the comment that a row begins
// goes along with the row: nothing but that is there, as with the text that
// documents something.
func (d measure) moves(i int) bool {
	code := strings.TrimLeft(d.line(i), " \t")
	return strings.HasPrefix(code, `"""`) || strings.HasPrefix(code, "'''") || d.site.startsComment(code)
}
