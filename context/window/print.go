package window

import (
	"fmt"
	"strings"
)

// String is the window for its user to read: each piece with its source and
// its estimated tokens, and then what was left out and why.
func (w *Window) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "window of %s: %d of %d tokens\n", w.Path, w.Tokens, w.Budget)
	for _, p := range w.Pieces {
		fmt.Fprintf(&out, "\n── %s\n%s\n", p.title(), strings.TrimSuffix(p.Text, "\n"))
	}
	if len(w.LeftOut) > 0 {
		out.WriteString("\nleft out:\n")
	}
	for _, p := range w.LeftOut {
		fmt.Fprintf(&out, "  %s: %s\n", p.title(), p.Reason)
	}
	return out.String()
}

func (p *Piece) title() string {
	where := p.Path
	if p.Span.Len() > 0 {
		where = fmt.Sprintf("%s, bytes %d to %d", where, p.Span.Start, p.Span.End)
	}
	if p.Tokens == 0 {
		return fmt.Sprintf("%s, from %s", p.Kind, where)
	}
	return fmt.Sprintf("%s, from %s, %d tokens", p.Kind, where, p.Tokens)
}
