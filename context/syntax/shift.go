package syntax

import "slices"

// An Edit replaces a stretch of the text; offsets are bytes in the text that
// the edit before left. The stretch from Start to OldEnd now ends at NewEnd.
type Edit struct{ Start, OldEnd, NewEnd int }

// Shifted is the outline moved by the edits: the best that is known of a newer
// text until that one is parsed. What stands in a replaced stretch is gone,
// what reaches into one ends there, and text that is typed at either end of a
// scope lies in the scope.
func (o *Outline) Shifted(edits []Edit) *Outline {
	if len(edits) == 0 {
		return o
	}
	next := *o
	next.Imports, next.Symbols = slices.Clone(o.Imports), slices.Clone(o.Symbols)
	next.Scopes, next.Defects = slices.Clone(o.Scopes), slices.Clone(o.Defects)
	for _, e := range edits {
		next.shift(e)
	}
	return &next
}

func (o *Outline) shift(e Edit) {
	o.Span = e.grow(o.Span)
	o.Imports = slices.DeleteFunc(o.Imports, func(i Import) bool { return e.swallows(i.Span) })
	for n := range o.Imports {
		o.Imports[n].Span = e.move(o.Imports[n].Span)
	}
	o.Scopes = slices.DeleteFunc(o.Scopes, func(s Scope) bool { return e.swallows(s.Span) && !e.within(s.Span) })
	for n := range o.Scopes {
		o.Scopes[n].Span = e.grow(o.Scopes[n].Span)
	}
	o.Defects = slices.DeleteFunc(o.Defects, e.swallows)
	for n := range o.Defects {
		o.Defects[n] = e.grow(o.Defects[n])
	}
	o.shiftSymbols(e)
}

func (o *Outline) shiftSymbols(e Edit) {
	places := make([]int, len(o.Symbols)) // where a symbol goes, -1 for nowhere
	kept := o.Symbols[:0]
	for n, s := range o.Symbols {
		places[n] = -1
		if e.swallows(s.Span) {
			continue
		}
		places[n] = len(kept)
		s.Span, s.NameSpan = e.move(s.Span), e.grow(s.NameSpan)
		if s.Body != (Span{}) {
			s.Body = e.move(s.Body)
		}
		if s.Doc != (Span{}) {
			s.Doc = e.move(s.Doc)
		}
		if s.Parent >= 0 {
			s.Parent = places[s.Parent]
		}
		kept = append(kept, s)
	}
	o.Symbols = kept
}

// swallows reports whether the edit replaced all of the span. What was empty
// is not replaced by what is typed into it.
func (e Edit) swallows(s Span) bool {
	return e.OldEnd > e.Start && e.Start <= s.Start && s.End <= e.OldEnd && s.Len() > 0
}

// within reports whether the edit left what surrounds the span: the quotes and
// brackets of a scope.
func (e Edit) within(s Span) bool { return s.Start <= e.Start && e.OldEnd <= s.End }

// move keeps text that is typed at either end of the span out of it.
func (e Edit) move(s Span) Span {
	return e.place(s, s.Start >= e.OldEnd, s.End >= e.OldEnd && s.End > e.Start)
}

// grow takes text that is typed at either end of the span into it.
func (e Edit) grow(s Span) Span {
	return e.place(s, s.Start >= e.OldEnd && s.Start > e.Start, s.End >= e.OldEnd)
}

// place moves the ends of the span that lie past the edit, and those that lie
// in the replaced stretch to the nearer end of what is left of the span.
func (e Edit) place(s Span, startPast, endPast bool) Span {
	switch {
	case startPast:
		s.Start += e.NewEnd - e.OldEnd
	case s.Start > e.Start:
		s.Start = e.NewEnd
	}
	switch {
	case endPast:
		s.End += e.NewEnd - e.OldEnd
	case s.End > e.Start:
		s.End = e.Start
	}
	return Span{s.Start, max(s.Start, s.End)}
}
