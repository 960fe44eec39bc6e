package main

import "strings"

// wishes are the options of one editor.
type wishes struct {
	enabled   bool
	automatic bool
	list      bool
	off       string // a language that is switched off, or empty
	denied    string // the ending of files that are never read, or empty
	use       map[string]string
	answer    int
}

func defaultWishes() wishes {
	return wishes{enabled: true, automatic: true, list: true, answer: 128, use: map[string]string{"inline": "slow", "invoked": "slow"}}
}

// allow reports whether a question may have an answer.
func (w wishes) allow(kind string, p *paper) bool {
	switch {
	case !w.enabled, strings.HasSuffix(p.uri, ".env"), p.language == w.off, kind == automatic && !w.automatic, kind == list && !w.list:
		return false
	}
	return w.denied == "" || !strings.HasSuffix(p.uri, w.denied) || !strings.HasPrefix(p.uri, "file:")
}

// wish sends the options of a seat.
func (u *user) wish(s *seat) error {
	w := s.wishes
	settings := map[string]any{
		"enabled": w.enabled, "inline": map[string]any{"automatic": w.automatic}, "completion": map[string]any{"enabled": w.list},
		"budget": map[string]any{"answer": w.answer}, "use": w.use,
	}
	if w.off != "" {
		settings["languages"] = map[string]any{w.off: false}
	}
	if w.denied != "" {
		settings["denied"] = []any{"*" + w.denied}
	}
	return s.tell("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"fimble": settings}})
}

// changeWishes makes the options of a seat others.
func (u *user) changeWishes(s *seat) error {
	if u.dice.IntN(3) > 0 {
		s.wishes = defaultWishes()
		return u.wish(s)
	}
	w := &s.wishes
	w.enabled, w.automatic, w.list = u.dice.IntN(20) > 0, u.dice.IntN(10) > 0, u.dice.IntN(10) > 0
	w.off = u.oneOf("", "", u.books.languages[u.dice.IntN(len(u.books.languages))])
	w.denied = u.oneOf("", "", ".md", ".go")
	w.answer = 16 + u.dice.IntN(256)
	w.use = map[string]string{
		"inline": u.oneOf("slow", "quick", "local"), "invoked": u.oneOf("slow", "quick", "local"), "list": u.oneOf("slow", "quick", "local"),
	}
	return u.wish(s)
}

func (u *user) oneOf(choices ...string) string { return choices[u.dice.IntN(len(choices))] }
