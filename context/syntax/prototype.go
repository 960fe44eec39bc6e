package syntax

// prototype is the kind of a function that is declared and not defined, until
// its place tells function from method. C++ reads "lock guard(mutex);" as one,
// so within a body it is taken for the variable that it nearly always is.
const prototype SymbolKind = "prototype"

// local reports whether a declaration in a body, or in the head of the
// parent, is nobody's business outside of it.
func (s Symbol) local(surroundings ScopeKind, symbols []Symbol) bool {
	switch s.Kind {
	case Variable, Constant, prototype:
		return surroundings == ScopeBody || s.Parent >= 0 && symbols[s.Parent].callable()
	}
	return false
}

func (s Symbol) callable() bool { return s.Kind == Function || s.Kind == Method }
