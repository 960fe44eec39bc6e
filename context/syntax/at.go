package syntax

// ScopesAt lists the scopes that a cursor at the offset stands in, outermost
// first. The file itself is not among them.
func (o *Outline) ScopesAt(offset int) []Scope {
	var found []Scope
	for _, s := range o.Scopes {
		if s.Span.Start > offset {
			break
		}
		if s.Span.Contains(offset) {
			found = append(found, s)
		}
	}
	return found
}

// ScopeAt is the innermost scope at the offset, ScopeFile if there is none.
func (o *Outline) ScopeAt(offset int) ScopeKind {
	if scopes := o.ScopesAt(offset); len(scopes) > 0 {
		return scopes[len(scopes)-1].Kind
	}
	return ScopeFile
}

// EnclosingSymbols lists the symbols, by index, whose declarations the offset
// lies in, outermost first.
func (o *Outline) EnclosingSymbols(offset int) []int {
	var found []int
	for i, s := range o.Symbols {
		if s.Span.Start > offset {
			break
		}
		if s.Span.Contains(offset) {
			found = append(found, i)
		}
	}
	return found
}
