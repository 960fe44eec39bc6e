package action

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Comment does what a comment says that is addressed to Fimble, and takes the
// comment away. It is how a sentence comes in from an editor that has nowhere
// to type one.
const Comment Kind = "refactor.rewrite.fimble.comment"

// addressed is the first line of such a comment, in the signs of any language,
// or in braces as between the tags of JSX.
var addressed = regexp.MustCompile(`(?i)^(//+|#+|--+|;+|%+|(?:\{[ \t]*)?/\*+|<!--+|"+|'+)[ \t]*fimble:[ \t]*(.*)$`)

// jsx are the languages with tags in their code.
var jsx = [...]string{"javascript", "javascriptreact", "typescriptreact"}

const longestComment = 30 // lines

// A request is a comment that says what is to be done.
type request struct {
	lines    syntax.Span // whole lines, without the last line end
	sentence string
}

// requestAt finds the request that an offset stands in.
func requestAt(p Place, at int) (request, bool) {
	text := p.Snapshot.Text()
	line := func(n int) string {
		span := text.LineSpan(n)
		if span.Len() > longestRequest {
			return ""
		}
		return strings.TrimSpace(strings.TrimPrefix(text.Slice(span.Start, span.End), "\ufeff"))
	}
	last := text.LineAt(at)
	for first := last; first >= max(0, last-longestComment); first-- {
		m := addressed.FindStringSubmatch(line(first))
		if m == nil {
			continue
		}
		words, end, ok := readRequest(p.Snapshot.Language(), m[1], m[2], func(n int) (string, bool) {
			return line(first + n), first+n < text.Lines()
		})
		span := syntax.Span{Start: text.LineSpan(first).Start, End: text.LineSpan(min(first+end, text.Lines()-1)).End}
		if !ok || first+end < last || words == "" || !p.comments(span) {
			return request{}, false
		}
		return request{span, words}, true
	}
	return request{}, false
}

// readRequest reads a comment from its first line on: a block to its end, lines
// as long as they have the same sign. Ends says how many more lines it has.
func readRequest(l *syntax.Language, sign, said string, line func(n int) (string, bool)) (words string, ends int, ok bool) {
	closer, behind := "", ""
	switch {
	case strings.HasPrefix(sign, "{"):
		if closer, behind = "*/", "}"; !slices.Contains(jsx[:], l.ID) {
			return "", 0, false
		}
	case strings.HasPrefix(sign, "/*"):
		closer = "*/"
	case strings.HasPrefix(sign, "<!--"):
		closer = "-->"
	case l.LineComment != "" && !strings.HasPrefix(sign, l.LineComment), l.LineComment == "" && strings.ContainsAny(sign, `"'`):
		return "", 0, false
	}
	all := []string{said}
	for n := 0; n <= longestComment; n++ {
		if closer != "" {
			before, after, closed := strings.Cut(all[n], closer)
			if all[n] = strings.TrimSpace(strings.TrimLeft(before, "*")); closed {
				return join(all), n, strings.TrimSpace(after) == behind
			}
		}
		next, more := line(n + 1)
		if closer == "" {
			rest, same := strings.CutPrefix(next, sign)
			if !more || !same || addressed.MatchString(next) {
				return join(all), n, true
			}
			next = rest
		} else if !more {
			return "", 0, false
		}
		all = append(all, next)
	}
	return "", 0, false
}

func join(lines []string) string { return strings.Join(strings.Fields(strings.Join(lines, " ")), " ") }

// comments reports whether a span is a comment, as far as the file's grammar
// tells, or its lines: in a string the same words are none.
func (p Place) comments(span syntax.Span) bool {
	text := p.Snapshot.Text().Slice(span.Start, span.End)
	switch {
	case !p.Snapshot.Language().Deep():
		return !quoted(p.Snapshot.Language(), p.Snapshot.Text().Slice(0, span.Start), depth(text))
	case p.Outline.Span.Len() == 0:
		return true
	}
	return p.Outline.ScopeAt(span.Start+strings.Index(strings.ToLower(text), "fimble:")) == syntax.ScopeComment
}

// offerComment offers to do what the comment at the place says, also where no
// model is: who has written the comment shall be told what is missing.
func offerComment(p Place) []Offer {
	r, ok := requestAt(p, p.Span.Start)
	if !ok {
		return nil
	}
	return []Offer{{Kind: Comment, Title: "Do what the comment says", At: r.lines.Start}}
}

// doComment has a model write the code around the comment again, without it.
func doComment(ctx context.Context, p Place, at int, tools Tools) (buffer.Edit, error) {
	c, ok := requestAt(p, at)
	if !ok || c.lines.Start != at {
		return buffer.Edit{}, ErrGone
	}
	if tools.Ask == nil {
		return buffer.Edit{}, ErrNeedsChat
	}
	r := c.region(p)
	if r.span.Len() > editReach {
		return buffer.Edit{}, errSelect
	}
	comment := buffer.LF(p.Snapshot.Text().Slice(c.lines.Start, c.lines.End))
	r.drop = strings.TrimPrefix(comment, "\ufeff")
	r.dropAt, r.open = c.lines.Start, true
	others := addressedIn(without(r.old, r.drop))
	return r.rewrite(ctx, tools.Ask, Question{Task: "edit", Problem: c.sentence + "\nThis is for the place where the comment says so."}, wanting{words: c.sentence}, func(code string, _ []string) error {
		switch left := addressedIn(code); {
		case len(left) > len(others):
			return errKept
		case !slices.Equal(left, others):
			return errOther
		}
		return nil
	})
}

var (
	errKept  = errors.New("the comment is still there; leave it out")
	errOther = errors.New("another comment that is addressed to Fimble is not there any more; keep it for later")
)

// addressedIn are the lines that are addressed to Fimble.
func addressedIn(code string) (lines []string) {
	for line := range strings.Lines(code) {
		if line = strings.TrimSpace(line); addressed.MatchString(line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// region is what the request is for: the declaration below it, or the one
// around it.
func (c request) region(p Place) region {
	text := p.Snapshot.Text()
	if next := text.LineAt(c.lines.End) + 1; next < text.Lines() {
		below := text.LineSpan(next)
		for _, s := range p.Outline.Symbols {
			whole := wholeLines(text, s.Span)
			if whole.Start == below.Start && s.Body.Len() > 0 && whole.Len() <= regionReach {
				return regionOf(p, syntax.Span{Start: c.lines.Start, End: whole.End})
			}
		}
	}
	return regionAround(p, c.lines)
}

// without takes whole lines out of a text.
func without(text, lines string) string {
	if lines == "" {
		return text
	}
	want := strings.Split(lines, "\n")
	have := strings.Split(text, "\n")
	for i := 0; i+len(want) <= len(have); i++ {
		same := true
		for n, line := range want {
			same = same && strings.TrimSpace(have[i+n]) == strings.TrimSpace(line)
		}
		if same {
			return strings.Join(append(have[:i:i], have[i+len(want):]...), "\n")
		}
	}
	return text
}
