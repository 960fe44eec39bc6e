package model

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// maxWireStops is how many stop strings are sent: OpenAI and most of its kin
// refuse more. The first ones matter most, and the trunk applies all.
const maxWireStops = 4

// choiceEvent is an event of OpenAI's dialect, of completions and of chats.
type choiceEvent struct {
	Choices []struct {
		Candidate int    `json:"index"`
		Text      spoken `json:"text"` // of completions
		Delta     struct {
			Content spoken `json:"content"` // what a model thinks is in other members
		} `json:"delta"` // of chats, and of Mistral's completions
		LogProbs struct {
			Tokens  []float64 `json:"token_logprobs"` // of completions
			Content []struct {
				LogProb float64 `json:"logprob"`
			} `json:"content"` // of chats, and of llama.cpp's completions
		} `json:"logprobs"`
		FinishReason string `json:"finish_reason"`
	} `json:"choices"`
	Usage struct {
		Tokens int `json:"completion_tokens"` // of all answers
	} `json:"usage"`
}

// choices posts body and says the text of the answers, of which there are at
// most candidates. took is called once the server has taken the request.
func (c *client) choices(ctx context.Context, path string, body fields, candidates int, took func(), say func(Chunk) bool) error {
	said, finished := 0, false
	for event, err := range events[choiceEvent](ctx, c.endpoint, path, body) {
		if finished && errors.Is(err, io.ErrUnexpectedEOF) {
			return nil // a server that leaves out the end of the stream
		}
		if err != nil {
			return err
		}
		took()
		for i := range event.Choices {
			chunk := event.chunk(i)
			finished = finished || event.Choices[i].FinishReason != ""
			if chunk.Candidate < 0 || chunk.Candidate >= candidates || chunk.Text == "" && !chunk.CutOff {
				continue
			}
			said += chunk.Tokens
			if !say(chunk) {
				return nil
			}
		}
		if rest := event.Usage.Tokens - said; candidates == 1 && finished && rest > 0 {
			said += rest
			if !say(Chunk{Tokens: rest}) {
				return nil
			}
		}
	}
	return nil
}

// cutOffs are the reasons for which an answer ends too early, in the words of
// OpenAI, Mistral and DeepSeek. Others are "stop" and its kin.
var cutOffs = [...]string{"length", "model_length", "content_filter", "insufficient_system_resource"}

// chunk is the text of one choice. An event stands for one token or for
// several; how many, only the probabilities tell, or the usage at the end.
func (e *choiceEvent) chunk(i int) Chunk {
	choice := &e.Choices[i]
	chunk := Chunk{
		Candidate: choice.Candidate, Text: string(choice.Text + choice.Delta.Content), CutOff: slices.Contains(cutOffs[:], choice.FinishReason),
	}
	if chunk.Text == "" {
		return chunk
	}
	for _, p := range choice.LogProbs.Tokens {
		chunk.LogProb += p
	}
	for _, t := range choice.LogProbs.Content {
		chunk.LogProb += t.LogProb
	}
	chunk.Tokens = max(1, len(choice.LogProbs.Tokens), len(choice.LogProbs.Content))
	return chunk
}

// spoken is text that some servers send in parts, of which only those of type
// "text" are meant to be read.
type spoken string

// UnmarshalJSON takes a string, a list of parts, or null. It fails for all else.
func (s *spoken) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '[' {
		return json.Unmarshal(data, (*string)(s))
	}
	var parts []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	var text strings.Builder
	for _, part := range parts {
		if part.Type == "text" {
			text.WriteString(part.Text)
		}
	}
	*s = spoken(text.String())
	return nil
}

// wireStops are the stop strings that are sent.
func wireStops(stops []string) []string { return stops[:min(len(stops), maxWireStops)] }
