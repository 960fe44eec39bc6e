package model

import (
	"cmp"

	"go.uber.org/zap"
)

// NewMistral returns a backend for Mistral's /v1/fim/completions, as its API
// documentation has it. It connects to nothing. Without options it asks
// Codestral's own host, whose keys are not those of the rest of Mistral, for
// the newest Codestral.
//
// Requests that are only to be read are not sent: each is paid for.
func NewMistral(options Options, log *zap.Logger) (*Completions, error) {
	options.URL = cmp.Or(options.URL, first(options.URLs), "https://codestral.mistral.ai")
	options, _ = versioned(options, "/fim/completions", "/v1")
	return newCompletions("mistral", dialect{
		path: "/v1/fim/completions", list: "/v1/models", model: "codestral-latest", family: familyCodestral,
		contextTokens: 32 << 10, // of the first Codestral; the newer ones read more
	}, options, log)
}
