package modeltest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"fimble/completion/model"
)

// LlamaOptions say what a Llama server claims to be. The zero value is a
// loaded Qwen2.5-Coder of two slots with 4096 tokens each.
type LlamaOptions struct {
	Model         string   // path of the model file
	Vocabulary    []string // what is a single token, beside single bytes
	ContextTokens int
	Slots         int
	Key           string // requests without it are refused; empty takes all
	Tenant        string // requests with another header X-Tenant are refused, as by a proxy in front
	Loading       bool   // answers 503 to everything
}

// A Llama is a server that speaks as llama.cpp's does (build 11669) and plays
// exchanges whose Before ends the prompt. Every event is cut in two where it
// hurts most.
type Llama struct {
	URL string

	options LlamaOptions
	stage   *stage

	mu       sync.Mutex
	requests []LlamaRequest
}

// LlamaRequest is what /completion was asked.
type LlamaRequest struct {
	Model       string   `json:"model"`
	Prompt      string   `json:"prompt"`
	Stream      bool     `json:"stream"`
	CachePrompt bool     `json:"cache_prompt"`
	Predict     int      `json:"n_predict"`
	Candidates  int      `json:"n_cmpl"`
	Stop        []string `json:"stop"`
	Temperature float64  `json:"temperature"`
	Samplers    []string `json:"samplers"`
	Millis      int      `json:"t_max_predict_ms"`
}

// NewLlama starts a server that ends with the test.
func NewLlama(t testing.TB, options LlamaOptions, exchanges ...model.Exchange) *Llama {
	options.Model = cmp.Or(options.Model, "/models/qwen2.5-coder-1.5b-q8_0.gguf")
	options.ContextTokens = cmp.Or(options.ContextTokens, 4096)
	options.Slots = cmp.Or(options.Slots, 2)
	if options.Vocabulary == nil {
		options.Vocabulary = []string{
			"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>",
		}
	}
	l := &Llama{options: options, stage: newStage(exchanges)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /props", l.props)
	mux.HandleFunc("GET /v1/models", l.list)
	mux.HandleFunc("POST /tokenize", l.tokenize)
	mux.HandleFunc("POST /completion", l.completion)
	l.URL = serve(t, l.gate(mux))
	return l
}

// Requests are the bodies of all calls of /completion, oldest first.
func (l *Llama) Requests() []LlamaRequest {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.requests)
}

// AwaitHangUp waits until the client of a call of /completion has gone, once
// for each call.
func (l *Llama) AwaitHangUp() { l.stage.AwaitHangUp() }

func (l *Llama) gate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case l.options.Loading:
			refuse(w, http.StatusServiceUnavailable, "Loading model", "unavailable_error")
		case r.Header.Get("X-Tenant") != l.options.Tenant:
			refuse(w, http.StatusForbidden, "Unknown tenant", "permission_error")
		case l.options.Key != "" && r.Header.Get("Authorization") != "Bearer "+l.options.Key:
			refuse(w, http.StatusUnauthorized, "Invalid API Key", "authentication_error")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func refuse(w http.ResponseWriter, code int, message, kind string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprintf(w, `{"error":{"message":%q,"type":%q,"code":%d}}`, message, kind, code)
}

func (l *Llama) props(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintf(w, `{"default_generation_settings":{"params":{"seed":4294967295},"n_ctx":%d},"total_slots":%d,"model_alias":%q,"model_path":%q}`,
		l.options.ContextTokens, l.options.Slots, l.options.Model, l.options.Model)
}

func (l *Llama) list(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintf(w, `{"models":[{"name":%q,"model":%q}],"object":"list","data":[{"id":%q,"object":"model","owned_by":"llamacpp","meta":{"n_ctx":%d}}]}`,
		l.options.Model, l.options.Model, l.options.Model, l.options.ContextTokens)
}

func (l *Llama) tokenize(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Content string `json:"content"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		refuse(w, http.StatusBadRequest, err.Error(), "invalid_request_error")
		return
	}
	tokens := []int{}
	for rest := body.Content; rest != ""; {
		token, length := int(rest[0]), 1
		for i, marker := range l.options.Vocabulary {
			if strings.HasPrefix(rest, marker) {
				token, length = 256+i, len(marker)
			}
		}
		tokens, rest = append(tokens, token), rest[length:]
	}
	json.NewEncoder(w).Encode(map[string]any{"tokens": tokens})
}

func (l *Llama) completion(w http.ResponseWriter, r *http.Request) {
	var req LlamaRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		refuse(w, http.StatusBadRequest, err.Error(), "invalid_request_error")
		return
	}
	l.mu.Lock()
	l.requests = append(l.requests, req)
	l.mu.Unlock()
	if req.Candidates > l.options.Slots {
		refuse(w, http.StatusBadRequest, "n_cmpl exceeds the number of slots", "invalid_request_error")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	says := func(candidate int, text string, tokens int) {
		send(w, fmt.Sprintf(`{"index":%d,"content":%s,"tokens":[265],"stop":false,"id_slot":-1,"tokens_predicted":%d,"tokens_evaluated":9}`,
			candidate, text, tokens))
	}
	fails := func(words string) {
		send(w, fmt.Sprintf(`{"error":{"code":500,"message":%q,"type":"server_error"}}`, words))
	}
	ended, cutOff := l.stage.play(r, req.Prompt, max(1, req.Candidates), voice{req.Predict, says, fails})
	if !ended {
		return
	}
	for candidate := range max(1, req.Candidates) {
		send(w, fmt.Sprintf(`{"index":%d,"content":"","stop":true,"stop_type":%q,"tokens_predicted":0}`, candidate, reason(cutOff, "limit", "eos")))
	}
}
