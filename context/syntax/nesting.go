package syntax

// A nesting tells which body or members an offset lies in. The offsets asked
// for must rise.
type nesting struct {
	scopes []Scope
	open   []Scope
}

func (n *nesting) at(offset int) ScopeKind {
	for len(n.scopes) > 0 && n.scopes[0].Span.Start <= offset {
		if s := n.scopes[0]; s.Kind == ScopeBody || s.Kind == ScopeMembers {
			for len(n.open) > 0 && n.open[len(n.open)-1].Span.End < s.Span.Start {
				n.open = n.open[:len(n.open)-1]
			}
			n.open = append(n.open, s)
		}
		n.scopes = n.scopes[1:]
	}
	for len(n.open) > 0 && n.open[len(n.open)-1].Span.End < offset {
		n.open = n.open[:len(n.open)-1]
	}
	if len(n.open) == 0 {
		return ScopeFile
	}
	return n.open[len(n.open)-1].Kind
}
