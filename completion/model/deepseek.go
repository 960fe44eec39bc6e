package model

import (
	"cmp"

	"go.uber.org/zap"
)

// NewDeepSeek returns a backend for DeepSeek's /beta/completions, which puts
// prompt and suffix in place itself, as its guide to FIM completion has it. It
// connects to nothing.
//
// Requests that are only to be read are not sent: each is paid for.
func NewDeepSeek(options Options, log *zap.Logger) (*Completions, error) {
	options.URL = cmp.Or(options.URL, first(options.URLs), "https://api.deepseek.com")
	options, _ = versioned(options, "/completions", "/beta", "/v1")
	return newCompletions("deepseek", dialect{
		path: "/beta/completions", list: "/models", model: "deepseek-chat", family: familySuffix,
		contextTokens: 64 << 10, // the least that the documentation has named
	}, options, log)
}
