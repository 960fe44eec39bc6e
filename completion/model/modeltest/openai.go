package modeltest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"fimble/completion/model"
)

// OpenAIOptions say what a server of OpenAI's dialect has. The zero value has
// one model "qwen2.5-coder", and takes all that it is sent.
type OpenAIOptions struct {
	Models        []string
	ContextTokens int               // of every model, told as vLLM does; 0 for not told
	Key           string            // requests without it are refused; empty takes all
	Refuses       map[string]string // fields, and the words with which the first of them in the body is refused
	NoList        bool              // there is no list of models
}

// An OpenAI is a server with the completions of OpenAI, Mistral and DeepSeek
// and the chats of OpenAI, written from their documentation. It plays
// exchanges whose Before ends the prompt or the last message.
type OpenAI struct {
	URL string

	*stage  // whose Bodies stand each after the path that was called
	options OpenAIOptions
}

// OpenAIBody is the part of a body that the server acts on.
type OpenAIBody struct {
	Prompt     string `json:"prompt"`
	Candidates int    `json:"n"`
	LogProbs   any    `json:"logprobs"`
	Messages   []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
}

// NewOpenAI starts a server that ends with the test.
func NewOpenAI(t testing.TB, options OpenAIOptions, exchanges ...model.Exchange) *OpenAI {
	if options.Models == nil {
		options.Models = []string{"qwen2.5-coder"}
	}
	o := &OpenAI{options: options, stage: newStage(exchanges)}
	mux := http.NewServeMux()
	if !options.NoList {
		mux.HandleFunc("GET /v1/models", o.list)
		mux.HandleFunc("GET /models", o.list)
	}
	for path, kind := range map[string]string{
		"/v1/completions":          `"text":%s`,
		"/beta/completions":        `"text":%s`,
		"/v1/fim/completions":      `"delta":{"content":%s}`,
		"/v1/chat/completions":     `"delta":{"role":"assistant","content":%s}`,
		"/v1beta/chat/completions": `"delta":{"role":"assistant","content":%s}`,
	} {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) { o.answer(w, r, kind) })
	}
	o.URL = serve(t, mux)
	return o
}

func (o *OpenAI) list(w http.ResponseWriter, r *http.Request) {
	if !o.admits(w, r) {
		return
	}
	var all []map[string]any
	for _, name := range o.options.Models {
		entry := map[string]any{"id": name, "object": "model", "owned_by": "me"}
		if o.options.ContextTokens > 0 {
			entry["max_model_len"] = o.options.ContextTokens
		}
		all = append(all, entry)
	}
	json.NewEncoder(w).Encode(map[string]any{"object": "list", "data": all})
}

func (o *OpenAI) admits(w http.ResponseWriter, r *http.Request) bool {
	if o.options.Key != "" && r.Header.Get("Authorization") != "Bearer "+o.options.Key {
		refuse(w, http.StatusUnauthorized, "Incorrect API key provided", "invalid_request_error")
		return false
	}
	return true
}

func (o *OpenAI) answer(w http.ResponseWriter, r *http.Request, kind string) {
	if !o.admits(w, r) {
		return
	}
	raw, _ := io.ReadAll(r.Body)
	o.hear(r.URL.Path + " " + string(raw))
	var body OpenAIBody
	var all map[string]any
	if err := cmp.Or(json.Unmarshal(raw, &body), json.Unmarshal(raw, &all)); err != nil {
		refuse(w, http.StatusBadRequest, err.Error(), "invalid_request_error")
		return
	}
	for _, field := range []string{"max_tokens", "n", "logprobs", "stop", "temperature"} {
		if words := o.options.Refuses[field]; words != "" && all[field] != nil {
			refuse(w, http.StatusBadRequest, words, "invalid_request_error")
			return
		}
	}
	question := body.Prompt
	if n := len(body.Messages); n > 0 {
		question = body.Messages[n-1].Content
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	says := func(candidate int, text string, _ int) {
		logProbs := "null"
		if body.LogProbs != nil && !strings.Contains(kind, "delta") {
			logProbs = fmt.Sprintf(`{"tokens":[%s],"token_logprobs":[-0.5]}`, text)
		} else if body.LogProbs != nil {
			logProbs = fmt.Sprintf(`{"content":[{"token":%s,"logprob":-0.5}]}`, text)
		}
		send(w, fmt.Sprintf(`{"id":"1","choices":[{"index":%d,`+kind+`,"logprobs":%s,"finish_reason":null}]}`, candidate, text, logProbs))
	}
	fails := func(words string) { send(w, fmt.Sprintf(`{"error":{"message":%q,"type":"server_error"}}`, words)) }
	ended, cutOff := o.play(r, question, max(1, body.Candidates), voice{says: says, fails: fails})
	if !ended {
		return
	}
	for candidate := range max(1, body.Candidates) {
		send(w, fmt.Sprintf(`{"id":"1","choices":[{"index":%d,`+kind+`,"finish_reason":%q}]}`, candidate, `""`, reason(cutOff, "length", "stop")))
	}
	send(w, "[DONE]")
}
