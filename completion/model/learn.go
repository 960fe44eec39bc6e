package model

import (
	"errors"
	"regexp"
	"strconv"

	"go.uber.org/zap"

	"fimble/context/window"
)

// leastContext is what a model is believed to read whatever its server says:
// less than that holds no prompt that is worth sending.
const leastContext = 512

// limits are how servers tell in words how much a model reads: the available
// context size (4096 tokens), a maximum model length of 4096, 4096 maximum
// context length, `inputs` tokens + `max_new_tokens` must be <= 4096.
var limits = regexp.MustCompile(`(?i)(?:context (?:length|size|window)|model length|max_new_tokens\W* must be <=)\D{0,20}(\d{1,9})|> (\d{1,9}) maximum|(\d{1,9}) maximum context`)

var number = regexp.MustCompile(`\d{1,9}`)

// learn takes from a refusal how much the model reads, in tokens as the window
// counts them, so that the next prompt fits. asked is how many the prompt had,
// which the server may have counted as more. What the server said when it was
// probed stands: Ollama loads a model anew for another num_ctx.
func (c *client) learn(err error, asked int) {
	refusal, ok := errors.AsType[*Refusal](err)
	if !ok || FaultOf(err) != TooLong {
		return
	}
	reads := max(leastContext, fitting(refusal.Words, asked))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.learned > 0 && c.learned <= reads {
		return
	}
	c.learned = reads
	c.log.Info("context size learned", zap.String("model", c.options.Name), zap.Int("tokens", reads))
}

// fitting is how many tokens a prompt may have where one with asked has too
// many. Where the words do not tell, a quarter less is tried.
func fitting(words string, asked int) int {
	limit, counted := 0, 0
	if found := limits.FindStringSubmatch(words); found != nil {
		limit, _ = strconv.Atoi(found[1] + found[2] + found[3])
	}
	for _, digits := range number.FindAllString(words, -1) {
		n, _ := strconv.Atoi(digits)
		counted = max(counted, n)
	}
	switch {
	case limit > 0 && counted > limit:
		return min(limit, int(float64(asked)*float64(limit)/float64(counted)))
	case limit > 0 && limit < asked:
		return limit
	}
	return asked * 3 / 4
}

// tokens is how many a request has, as the window counts.
func (r Request) tokens() int {
	return window.Tokens(r.System) + window.Tokens(r.Prompt) + window.Tokens(r.Suffix)
}
