package syntax

import "sort"

// A wrapping hands out the nodes that wrap declarations, each to the first
// declaration that ends where it does, which is the outermost. The symbols
// must come in order.
type wrapping struct {
	text  string
	wraps []Span
	taken Span // what the last wrapped symbol was without its wraps
	from  int  // where its outermost wrap starts
}

// wrap makes the nodes around the symbol part of it.
func (w *wrapping) wrap(s Symbol) Symbol {
	bare := s.Span
	for {
		n := sort.Search(len(w.wraps), func(n int) bool { return w.wraps[n].Start >= s.Span.Start }) - 1
		if n < 0 || !w.endsWith(w.wraps[n], s.Span) || w.took(w.wraps[n]) && bare != w.taken {
			break
		}
		s.Span = w.wraps[n]
	}
	if s.Span == bare {
		return s
	}
	w.taken, w.from = bare, s.Span.Start
	if prefix := fold(withoutAnnotations(w.text[s.Span.Start:bare.Start])); prefix != "" {
		s.Signature = prefix + " " + s.Signature
	}
	return s
}

// endsWith reports whether the wrap ends where the declaration does, but for a
// semicolon.
func (w *wrapping) endsWith(wrap, s Span) bool {
	return wrap.End == s.End || wrap.End == s.End+1 && w.text[s.End] == ';'
}

func (w *wrapping) took(wrap Span) bool {
	return w.from <= wrap.Start && wrap.Start < w.taken.Start
}
