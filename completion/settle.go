package completion

import (
	"strings"

	"fimble/completion/trim"
)

// settle makes what the cache knows fit what the user has before them now.
func (e *Engine) settle(q *query, h hit) []string {
	if h.ahead && len(h.texts) > 0 {
		e.pace(q.model.Model).guessed()
	}
	texts := q.turn.steady(q, h.texts)
	if h.refit {
		return refit(q, texts)
	}
	return texts
}

// refit trims texts again, for a place where the editor has put in closers
// since they were written.
func refit(q *query, texts []string) []string {
	var fit []string
	for _, text := range texts {
		if text, _ = trim.All(q.site, text); strings.TrimSpace(text) != "" {
			fit = append(fit, text)
		}
	}
	return fit
}
