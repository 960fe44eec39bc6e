// Package eval measures completion on files that exist: it hides the rest of a
// line and compares what is suggested with what stood there. Its law: the same
// files and seed give the same holes, and what is hidden is nowhere to be seen.
package eval

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

// A Hole is a place in a file whose line is hidden from there on. The lines
// after it stay.
type Hole struct {
	Root   *buffer.Root
	File   workspace.File
	Text   string // of the file as an editor would show it, with the hole
	Offset int    // of the cursor
	Want   string // what was hidden, without a comment at its end
}

// Options choose holes.
type Options struct {
	Seed     uint64
	Count    int
	Language string // LSP languageId; languages of one family each have their own; empty for all with a grammar
	Begun    int    // how many bytes of the word at the cursor are typed already
}

// Files between these bounds, in bytes, give holes: shorter ones have no
// context, longer ones are data more often than not.
const (
	minFile = 300
	maxFile = 150_000
)

// perFile is how many holes one file gives at most. Many files with few holes
// tell more than few with many.
const perFile = 5

// Holes finds holes in the files that the workspace follows below the root:
// each at the start of a random token that is neither the first of its line
// nor part of a comment or string.
func Holes(ctx context.Context, ws *workspace.Workspace, root *buffer.Root, opts Options) ([]Hole, error) {
	if err := ws.Wait(ctx, root); err != nil {
		return nil, fmt.Errorf("find holes: %w", err)
	}
	files := candidates(ws.Files(root), opts.Language)
	random := rand.New(rand.NewPCG(opts.Seed, 0))
	random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	var holes []Hole
	for _, f := range files {
		if len(holes) >= opts.Count || ctx.Err() != nil {
			break
		}
		text, err := ws.ReadFile(root, f.Path)
		if err != nil {
			return nil, fmt.Errorf("find holes: %w", err)
		}
		text = buffer.LF(text)
		places := slices.DeleteFunc(tokens(f.Language, text), func(s stretch) bool { return !s.begun(text, opts.Begun) })
		for _, i := range random.Perm(len(places))[:min(perFile, len(places), opts.Count-len(holes))] {
			if h, ok := places[i].hole(text, opts.Begun); ok {
				h.Root, h.File = root, f
				holes = append(holes, h)
			}
		}
	}
	return holes, ctx.Err()
}

// candidates are the files that may have holes, in an order that does not
// depend on the walk.
func candidates(files []workspace.File, language string) []workspace.File {
	files = slices.DeleteFunc(files, func(f workspace.File) bool {
		wanted := f.Language.ID == language || language == "" && f.Language.Deep()
		return !wanted || f.Size < minFile || f.Size > maxFile || strings.Contains(f.Rel, "testdata/") || strings.HasSuffix(f.Rel, ".d.ts")
	})
	slices.SortFunc(files, func(a, b workspace.File) int { return strings.Compare(a.Rel, b.Rel) })
	return files
}

// A stretch is where a token begins, and where its line's code ends.
type stretch struct{ start, code, line int }

// begun reports whether the token is a word longer than what is typed of it.
func (s stretch) begun(text string, typed int) bool {
	for i := range typed + 1 {
		if typed > 0 && (s.start+i >= len(text) || !wordByte(text[s.start+i])) {
			return false
		}
	}
	return true
}

func (s stretch) hole(text string, typed int) (Hole, bool) {
	offset := s.start + typed
	want := strings.TrimRight(text[offset:max(offset, s.code)], " \t")
	return Hole{Text: text[:offset] + text[s.line:], Offset: offset, Want: want}, want != ""
}

// leastBefore is how many bytes stand before a hole: the file's head has no
// context to go by.
const leastBefore = 200

// tokens are the starts of the tokens within lines.
func tokens(lang *syntax.Language, text string) []stretch {
	parser := syntax.NewParser(lang)
	defer parser.Close()
	hidden := hiddenSpans(lang, text, parser.Parse(text, nil, 0).Scopes)
	var found []stretch
	for start := 0; start < len(text); {
		end := start + strings.IndexByte(text[start:]+"\n", '\n')
		if start >= leastBefore {
			found = append(found, lineTokens(text, start, end, hidden)...)
		}
		start = end + 1
	}
	return found
}

// hiddenSpans are the comments, markers included, and what stands in strings
// up to the closing quote.
func hiddenSpans(lang *syntax.Language, text string, scopes []syntax.Scope) []syntax.Span {
	var spans []syntax.Span
	for _, s := range scopes {
		switch s.Kind {
		case syntax.ScopeString:
			spans = append(spans, syntax.Span{Start: s.Span.Start, End: s.Span.End + 1})
		case syntax.ScopeComment:
			for _, marker := range []string{lang.LineComment, lang.BlockComment[0]} {
				if marker != "" && strings.HasSuffix(text[:s.Span.Start], marker) {
					s.Span.Start -= len(marker)
					break
				}
			}
			if closer := lang.BlockComment[1]; closer != "" && strings.HasPrefix(text[s.Span.End:], closer) {
				s.Span.End += len(closer)
			}
			spans = append(spans, s.Span)
		}
	}
	return spans
}

func lineTokens(text string, start, end int, hidden []syntax.Span) []stretch {
	code := end
	for _, s := range hidden {
		if start <= s.Start && s.Start < code && s.End >= end {
			code = s.Start
		}
	}
	var found []stretch
	first := true
	for at := start; at < code; at++ {
		if !tokenStart(text, start, at) {
			continue
		}
		inside := slices.ContainsFunc(hidden, func(s syntax.Span) bool { return s.Start <= at && at < s.End })
		if !inside && !first {
			found = append(found, stretch{start: at, code: code, line: end})
		}
		first = false
	}
	return found
}

// tokenStart reports whether a token begins at a byte of the line: a word, or
// an operator or bracket.
func tokenStart(text string, line, at int) bool {
	c := text[at]
	if c == ' ' || c == '\t' {
		return false
	}
	if at == line {
		return true
	}
	before := text[at-1]
	if wordByte(c) {
		return !wordByte(before)
	}
	const quotes, alone = "\"'`", "()[]{},;.\"'`"
	switch {
	case before == ' ' || before == '\t':
		return true
	case strings.IndexByte(quotes, c) >= 0:
		return c != before && !wordByte(before)
	case c == '.':
		return before != '?' && before != '.'
	}
	return wordByte(before) || strings.IndexByte(alone, c) >= 0 || strings.IndexByte(alone, before) >= 0
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}
