package trim

import "strings"

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
