package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const (
	// maxRefusalBytes is how much of an error's body is read.
	maxRefusalBytes = 64 << 10
	// maxRefusalText is how much of a body that is not JSON goes into the
	// error: proxies answer with whole pages.
	maxRefusalText = 200
)

// refusal is the server's own words for why it did not answer.
func refusal(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxRefusalBytes))
	if err != nil {
		return fmt.Errorf("%d: read error: %w", resp.StatusCode, err)
	}
	if words := serverMessage(body); words != "" {
		return fmt.Errorf("%d %s", resp.StatusCode, words)
	}
	return errors.New(resp.Status)
}

// serverMessage finds the message in an error as llama.cpp, OpenAI and their
// kin write it, else takes the first line of the text.
func serverMessage(body []byte) string {
	var full struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
	}
	if json.Unmarshal(body, &full) == nil {
		var inner struct {
			Message string `json:"message"`
		}
		var plain string
		switch {
		case json.Unmarshal(full.Error, &plain) == nil && plain != "":
			return plain
		case json.Unmarshal(full.Error, &inner) == nil && inner.Message != "":
			return inner.Message
		case full.Message != "":
			return full.Message
		}
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(body)), "\n")
	if len(line) > maxRefusalText {
		line = strings.ToValidUTF8(line[:maxRefusalText], "") + "..."
	}
	return line
}
