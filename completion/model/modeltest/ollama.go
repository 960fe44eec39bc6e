package modeltest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"

	"fimble/completion/model"
)

// OllamaOptions say what an Ollama server has. The zero value has one model
// "tiny" of 4096 tokens, whose template takes no suffix.
type OllamaOptions struct {
	Model         string
	Basename      string // what the file of the model says that it is
	Template      string
	Parameters    string   // of the Modelfile, as /api/show writes them
	Capabilities  []string // beside "completion"
	ContextTokens int      // that the model was trained for
	RefusesSuffix bool     // whatever Capabilities say
	Key           string   // requests without it are refused; empty takes all
}

// An Ollama is a server that answers as Ollama 0.17.4 was recorded to, in
// shapes and words, and plays exchanges whose Before ends the prompt. What
// /api/chat and errors in mid-stream look like beyond that is written from
// its documentation.
type Ollama struct {
	URL string

	*stage
	options OllamaOptions

	loading sync.Mutex
	loaded  string // the runner's options
	loads   int
}

// OllamaRequest is the part of a body that the server acts on.
type OllamaRequest struct {
	Model    string         `json:"model"`
	Prompt   string         `json:"prompt"`
	Suffix   string         `json:"suffix"`
	Messages []OllamaWords  `json:"messages"`
	Options  map[string]any `json:"options"`
}

// OllamaWords is one message of a chat.
type OllamaWords struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// NewOllama starts a server that ends with the test.
func NewOllama(t testing.TB, options OllamaOptions, exchanges ...model.Exchange) *Ollama {
	options.Model = cmp.Or(options.Model, "tiny")
	options.ContextTokens = cmp.Or(options.ContextTokens, 4096)
	options.Template = cmp.Or(options.Template, "{{ .Prompt }}")
	options.Capabilities = append([]string{"completion"}, options.Capabilities...)
	o := &Ollama{options: options, stage: newStage(exchanges)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/version", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"version":"0.17.4"}`) })
	mux.HandleFunc("GET /api/tags", o.tags)
	mux.HandleFunc("POST /api/show", o.show)
	mux.HandleFunc("POST /api/generate", o.generate)
	mux.HandleFunc("POST /api/chat", o.generate)
	o.URL = serve(t, mux)
	return o
}

// Loads counts how often the model was loaded: first, and whenever a request
// came with other options of the runner than the one before.
func (o *Ollama) Loads() int {
	o.loading.Lock()
	defer o.loading.Unlock()
	return o.loads
}

func (o *Ollama) tags(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintf(w, `{"models":[{"name":"other:latest","model":"other:latest","size":4609895},{"name":"%[1]s:latest","model":"%[1]s:latest","size":4610015}]}`,
		o.options.Model)
}

func (o *Ollama) show(w http.ResponseWriter, r *http.Request) {
	req, _, ok := o.read(w, r)
	if !ok {
		return
	}
	answer, _ := json.Marshal(map[string]any{
		"modelfile": "FROM " + req.Model, "parameters": o.options.Parameters, "template": o.options.Template, "capabilities": o.options.Capabilities,
		"details": map[string]any{"format": "gguf", "family": "qwen2"},
		"model_info": map[string]any{
			"general.architecture": "qwen2", "general.basename": o.options.Basename, "general.parameter_count": 1150400,
			"qwen2.attention.layer_norm_rms_epsilon": 0.000001, "qwen2.context_length": o.options.ContextTokens,
			"tokenizer.ggml.add_bos_token": false, "tokenizer.ggml.fim_pre_token_id": 259, "tokenizer.ggml.tokens": nil,
		},
	})
	w.Write(answer)
}

// read takes a request that names the model, and refuses all others.
func (o *Ollama) read(w http.ResponseWriter, r *http.Request) (req OllamaRequest, body string, ok bool) {
	raw, _ := io.ReadAll(r.Body)
	switch err := json.Unmarshal(raw, &req); {
	case o.options.Key != "" && r.Header.Get("Authorization") != "Bearer "+o.options.Key:
		say(w, http.StatusUnauthorized, "unauthorized")
	case err != nil:
		say(w, http.StatusBadRequest, err.Error())
	case req.Model != o.options.Model:
		say(w, http.StatusNotFound, fmt.Sprintf("model '%s' not found", req.Model))
	default:
		return req, string(raw), true
	}
	return req, "", false
}

func say(w http.ResponseWriter, code int, words string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprintf(w, `{"error":%q}`, words)
}

func (o *Ollama) generate(w http.ResponseWriter, r *http.Request) {
	req, body, ok := o.read(w, r)
	if !ok {
		return
	}
	o.hear(body)
	if req.Suffix != "" && (o.options.RefusesSuffix || !slices.Contains(o.options.Capabilities, "insert")) {
		say(w, http.StatusBadRequest, fmt.Sprintf("HUB/library/%s:latest does not support insert", req.Model))
		return
	}
	o.load(req.Options)
	prompt, chat := req.Prompt, len(req.Messages) > 0
	if chat {
		prompt = req.Messages[len(req.Messages)-1].Content
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	said := 0
	says := func(_ int, text string, tokens int) {
		said = tokens
		line(w, fmt.Sprintf(`{"model":"tiny","created_at":"2026-11-22T06:20:24.589575727Z",%s,"done":false}`, piece(text, chat)))
	}
	fails := func(words string) { line(w, fmt.Sprintf(`{"error":%q}`, words)) }
	if ended, cutOff := o.play(r, prompt, 1, voice{says: says, fails: fails}); ended {
		line(w, fmt.Sprintf(`{"model":"tiny",%s,"done":true,"done_reason":%q,"total_duration":1885578104,"prompt_eval_count":9,"eval_count":%d}`,
			piece(`""`, chat), reason(cutOff, "length", "stop"), said+1))
	}
}

func (o *Ollama) load(options map[string]any) {
	var runner []any
	for _, name := range []string{"num_ctx", "num_batch", "num_gpu", "main_gpu", "use_mmap", "num_thread"} {
		runner = append(runner, options[name])
	}
	o.loading.Lock()
	defer o.loading.Unlock()
	if wanted := fmt.Sprint(runner); wanted != o.loaded {
		o.loaded = wanted
		o.loads++
	}
}

// piece is where a line has its text.
func piece(text string, chat bool) string {
	if chat {
		return `"message":{"role":"assistant","content":` + text + `}`
	}
	return `"response":` + text
}

func line(w http.ResponseWriter, data string) { inTwo(w, data+"\n") }
