package modeltest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"fimble/completion/model"
)

// An Anthropic is a server that speaks as Anthropic's messages, written from
// the API's documentation. It plays exchanges whose Before ends the last
// message; an error of an exchange is one of overload. It wants the key
// "secret".
type Anthropic struct {
	URL string

	*stage
}

// NewAnthropic starts a server that ends with the test.
func NewAnthropic(t testing.TB, exchanges ...model.Exchange) *Anthropic {
	a := &Anthropic{stage: newStage(exchanges)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/models", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"data":[{"type":"model","id":"claude-one","display_name":"One"}],"has_more":false,"first_id":"claude-one","last_id":"claude-one"}`)
	})
	mux.HandleFunc("POST /v1/messages", a.message)
	a.URL = serve(t, a.gate(mux))
	return a
}

func (a *Anthropic) gate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("X-Api-Key") != "secret" || r.Header.Get("Authorization") != "":
			a.refuse(w, http.StatusUnauthorized, "authentication_error", "invalid x-api-key")
		case r.Header.Get("Anthropic-Version") != "2023-06-01":
			a.refuse(w, http.StatusBadRequest, "invalid_request_error", "anthropic-version: header is required")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func (*Anthropic) refuse(w http.ResponseWriter, code int, kind, words string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	fmt.Fprintf(w, `{"type":"error","error":{"type":%q,"message":%q},"request_id":"req_1"}`, kind, words)
}

func (a *Anthropic) message(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var body struct {
		MaxTokens int `json:"max_tokens"`
		Messages  []struct {
			Content []struct {
				Text string `json:"text"`
			} `json:"content"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(raw, &body); err != nil || body.MaxTokens < 1 || len(body.Messages) == 0 {
		a.refuse(w, http.StatusBadRequest, "invalid_request_error", "max_tokens: Field required")
		return
	}
	a.hear(string(raw))
	var question strings.Builder
	for _, block := range body.Messages[len(body.Messages)-1].Content {
		question.WriteString(block.Text)
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	event := func(kind, more string) {
		sendNamed(w, kind, fmt.Sprintf(`{"type":%q%s}`, kind, more))
	}
	event("message_start", `,"message":{"id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":25,"output_tokens":1}}`)
	event("content_block_start", `,"index":0,"content_block":{"type":"text","text":""}`)
	event("ping", "")
	said := 0
	says := func(_ int, text string, tokens int) {
		said = tokens
		event("content_block_delta", `,"index":0,"delta":{"type":"text_delta","text":`+text+`}`)
	}
	fails := func(words string) {
		event("error", fmt.Sprintf(`,"error":{"type":"overloaded_error","message":%q}`, words))
	}
	ended, cutOff := a.play(r, question.String(), 1, voice{says: says, fails: fails})
	if !ended {
		return
	}
	event("content_block_stop", `,"index":0`)
	event("message_delta", fmt.Sprintf(`,"delta":{"stop_reason":%q,"stop_sequence":null},"usage":{"output_tokens":%d}`, reason(cutOff, "max_tokens", "end_turn"), 2*said))
	event("message_stop", "")
}
