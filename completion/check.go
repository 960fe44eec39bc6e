package completion

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/context/buffer"
	"fimble/context/window"
)

const (
	// checkBefore and checkAfter are around a hole that every model which was
	// trained to fill in fills with some dozen tokens, and that the embedded
	// engine fills, too.
	checkBefore = `package numbers

func smallest(numbers []int) int {
	least := numbers[0]
	for _, n := range numbers {
		if n < least {
			least = n
		}
	}
	return least
}

func largest(numbers []int) int {
	most := numbers[0]
	for _, n := range numbers {
		`
	checkAfter = `
	}
	return most
}
`
	checkBudget = 1024 // tokens of context, more than the file has
	checkTokens = 32   // of the answer: about twice what it takes, and enough to time
	parseWait   = time.Second
)

// A Check is how a model filled a small hole.
type Check struct {
	Doubt  string        // what speaks against the template, in words for the user; empty if nothing does
	First  time.Duration // until the first text
	Total  time.Duration // until the end of the answer
	Tokens int           // of the answer, 0 if the model does not count them

	firstTokens int // that the first text stood for
}

// TokensPerSecond is how fast the model writes once it has begun, 0 if it wrote
// too little to tell.
func (c Check) TokensPerSecond() float64 {
	tokens, took := c.Tokens-c.firstTokens, c.Total-c.First
	if tokens < 2 || took <= 0 {
		return 0
	}
	return float64(tokens) / took.Seconds()
}

// CheckModel gives a model a small hole to fill, without any text of the
// user's. What it fills in does not matter, only whether it is an answer: a
// model that is prompted in another family's markers does not see a hole.
func CheckModel(ctx context.Context, m model.Model) (Check, error) {
	if err := probe(ctx, m); err != nil {
		return Check{}, err
	}
	store := buffer.NewStore()
	defer store.Shutdown()
	doc := store.Open(buffer.OpenParams{Client: "file:///numbers/numbers.go", Text: checkBefore + checkAfter})
	w := window.Pack(window.Input{
		View: store.View(), Snapshot: doc, Outline: doc.Outline(parseWait), Offset: len(checkBefore), Budget: checkBudget,
	})
	req := model.Request{Window: w, MaxTokens: checkTokens, N: 1, Temperature: temperature}
	family := m.Info().Family
	if family != "" {
		p, err := prompt.Render(family, w)
		if err != nil {
			return Check{}, err
		}
		req.System, req.Prompt, req.Suffix, req.Stop = p.System, p.Text, p.Suffix, p.Stop
	}
	var c Check
	var answer strings.Builder
	started := time.Now()
	for chunk, err := range m.Generate(ctx, req) {
		if err != nil {
			return Check{}, err
		}
		c.Tokens += chunk.Tokens
		if answer.Len() == 0 && chunk.Text != "" {
			c.First, c.firstTokens = time.Since(started), c.Tokens
		}
		if answer.WriteString(chunk.Text); c.Tokens >= checkTokens {
			break
		}
	}
	c.Total = time.Since(started)
	c.Doubt = doubt(family, answer.String())
	return c, nil
}

// doubt is why an answer does not look like one.
func doubt(family, answer string) string {
	marker, marked := prompt.FindMarker(answer)
	chats := family == prompt.Chat
	switch {
	case strings.TrimSpace(answer) == "":
		return "it says nothing"
	case marked && !chats:
		return fmt.Sprintf("it writes %s, which is a marker and no code", marker)
	case strings.Contains(answer, "func largest(") || strings.Contains(answer, "func smallest("):
		return "it repeats the code around the hole"
	case strings.Contains(answer, "```") && !chats:
		return "it answers as in a chat"
	}
	return ""
}
