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
	docstrings []Span
	defects    []Span
	ended      int // statements that end with a semicolon
	bare       int // statements that do without one
}

// A declared is a Symbol as one pattern of the query found it.
type declared struct {
	Symbol
	owner   Span // the pattern's outermost node
	pattern int  // by place in the query
}

// An imported is an Import that may lack the names it brings.
type imported struct {
	Import
	named bool // the source names what it brings, if only as "_"
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
	f.docstrings = appendMoved(f.docstrings, other.docstrings, at)
	f.defects = appendMoved(f.defects, other.defects, at)
	f.ended += other.ended
	f.bare += other.bare
}

func appendMoved(to, from []Span, at int) []Span {
	for _, s := range from {
		to = append(to, Span{s.Start + at, s.End + at})
	}
	return to
}
