package syntax

// Facts are what a stretch of the file tells when it is read by itself. All
// spans count from the start of the stretch, so that facts stay true when the
// stretch moves.
type facts struct {
	symbols    []declared
	wraps      []Span
	imports    []imported
	scopes     []Scope
	comments   []Span // with their markers
	codes      []Span // code within strings
	attributes []Span
	docstrings []docstring
	defects    []Span
	ended      int // statements that end with a semicolon
	bare       int // statements that do without one
	functions  [namings]int
	types      [namings]int
	flavours   tally
}

// A declared is a Symbol as one pattern of the query found it.
type declared struct {
	Symbol
	owner   Span // the pattern's outermost node
	pattern int  // by place in the query
	naming  naming
}

// An imported is an Import, and whether the source names what it brings, if
// only as "_".
type imported struct {
	Import
	named bool
}

// A docstring is a string that documents what its block belongs to.
type docstring struct {
	Span
	flavour string
}

func (s Span) moved(by int) Span {
	if s == (Span{}) {
		return s
	}
	return Span{s.Start + by, s.End + by}
}

func (d declared) moved(by int) declared {
	d.Span, d.NameSpan, d.Body, d.owner = d.Span.moved(by), d.NameSpan.moved(by), d.Body.moved(by), d.owner.moved(by)
	return d
}

// add appends what other found in a stretch that starts at the offset.
func (f *facts) add(other *facts, at int) {
	for _, s := range other.symbols {
		f.symbols = append(f.symbols, s.moved(at))
	}
	for _, i := range other.imports {
		i.Span = i.Span.moved(at)
		f.imports = append(f.imports, i)
	}
	for _, s := range other.scopes {
		f.scopes = append(f.scopes, Scope{s.Kind, Span{s.Span.Start + at, s.Span.End + at}})
	}
	f.wraps = appendMoved(f.wraps, other.wraps, at)
	f.comments = appendMoved(f.comments, other.comments, at)
	f.codes = appendMoved(f.codes, other.codes, at)
	f.attributes = appendMoved(f.attributes, other.attributes, at)
	for _, d := range other.docstrings {
		f.docstrings = append(f.docstrings, docstring{d.Span.moved(at), d.flavour})
	}
	f.defects = appendMoved(f.defects, other.defects, at)
	f.ended += other.ended
	f.bare += other.bare
}

// reset empties the facts and keeps their memory.
func (f *facts) reset() {
	*f = facts{
		symbols: f.symbols[:0], wraps: f.wraps[:0], imports: f.imports[:0], scopes: f.scopes[:0], comments: f.comments[:0],
		codes: f.codes[:0], attributes: f.attributes[:0], docstrings: f.docstrings[:0], defects: f.defects[:0],
	}
}

func appendMoved(to, from []Span, at int) []Span {
	for _, s := range from {
		to = append(to, Span{s.Start + at, s.End + at})
	}
	return to
}
