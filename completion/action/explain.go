package action

import (
	"context"
	"slices"
	"strings"

	"fimble/completion/trim"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Explain says in words what code does. It changes nothing, so that it is no
// row of the table.
const Explain Kind = "fimble.explain"

// offerExplain offers to explain the selection, or the declaration at the place,
// to who has opened the menu.
func offerExplain(p Place) []Offer {
	if !p.Asked || !p.Chats {
		return nil
	}
	if p.Span.Len() > 0 {
		return []Offer{{Kind: Explain, Title: "Explain the selection", At: p.Span.Start}}
	}
	for _, s := range slices.Backward(p.Outline.Symbols) {
		if s.Body.Len() > 0 && s.Name != "" && wholeLines(p.Snapshot.Text(), s.Span).Contains(p.Span.Start) {
			return []Offer{{Kind: Explain, Title: "Explain " + s.Name, At: s.NameSpan.Start}}
		}
	}
	return nil
}

// Explained is what a model says of the selected lines, or of the declaration at
// the cursor, in Markdown.
func Explained(ctx context.Context, p Place, ask Ask) (string, error) {
	switch {
	case !p.holds(p.Span):
		return "", ErrGone
	case ask == nil:
		return "", ErrNeedsChat
	}
	r, err := regionMeant(p)
	if err != nil {
		return "", err
	}
	language := p.Snapshot.Language()
	answer, err := ask(ctx, Question{
		Task: "explain", Language: language.Name, Path: p.Snapshot.Path(), Code: r.old, Context: importsOf(p),
	})
	if err != nil {
		return "", err
	}
	return markdown(language, answer)
}

// markdown is an answer without what a model has thought, and without a fence
// around all of it.
func markdown(l *syntax.Language, answer string) (string, error) {
	text := strings.TrimSpace(trim.Thoughts(trim.Site{Language: l}, buffer.LF(answer)))
	if first, rest, ok := strings.Cut(text, "\n"); ok && (first == "```markdown" || first == "```md") {
		text = strings.TrimSpace(strings.TrimSuffix(rest, "```"))
	}
	if text == "" {
		return "", ErrNothing
	}
	return text + "\n", nil
}
