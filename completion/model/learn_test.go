package model

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap"

	"fimble/context/window"
)

// refusals are how servers say that a prompt of 9000 tokens is more than the
// 4096 that the model reads, by their documentation and sources.
var refusals = map[string]string{
	"llama.cpp":      `400 {"error":{"code":400,"message":"request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}`,
	"Ollama":         `400 {"error":"the input length exceeds the context length"}`,
	"OpenAI":         `400 {"error":{"message":"This model's maximum context length is 4096 tokens, however you requested 9100 tokens (9000 in your prompt; 100 for the completion). Please reduce your prompt; or completion length.","code":null}}`,
	"Anthropic":      `400 {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9000 tokens > 4096 maximum"}}`,
	"a proxy":        `413 {"error":"large"}`,
	"vLLM":           `400 {"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 9100 tokens (9000 in the messages, 100 in the completion).","code":400}`,
	"vLLM's decoder": `400 {"error":{"message":"The decoder prompt (length 9000) is longer than the maximum model length of 4096. Make sure that max_model_len is no smaller than the number of text tokens.","code":400}}`,
	"SGLang":         `400 {"message":"The input (9000 tokens) is longer than the model's context length (4096 tokens)."}`,
	"SGLang's total": `400 {"message":"Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 9100 tokens: 9000 tokens from the input messages and 100 tokens for the completion."}`,
	"TGI":            "422 {\"error\":\"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 9000 `inputs` tokens and 100 `max_new_tokens`\"}",
	"Mistral":        `400 {"message":"Prompt contains 9000 tokens and 0 draft tokens, too large for model with 4096 maximum context length"}`,
	"LM Studio":      `400 {"error":"Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough. Try to load the model with a larger context length"}`,
}

// asks has a model refuse a prompt, and returns what it then claims to read.
func asks(t *testing.T, answer string, o Options, prompt string) (reads int, fault Fault) {
	t.Helper()
	status, body, _ := strings.Cut(answer, " ")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var code int
		fmt.Sscan(status, &code)
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}))
	defer server.Close()
	o.URL, o.Model = server.URL, "m"
	m, err := NewOpenAI(o, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for _, err := range m.Generate(t.Context(), Request{Prompt: prompt, MaxTokens: 100}) {
		fault = FaultOf(err)
	}
	return m.Info().ContextTokens, fault
}

// The prompt is what the engine counts in its own way, and the server in its:
// the next one fits by the server's count though the engine counts too few.
func TestWhatAServerRefusesTellsHowMuchItReads(t *testing.T) {
	for server, answer := range refusals {
		for _, assumed := range []int{0, 8192, 4096} {
			prompt := strings.Repeat("x = f(x)\n", 1500)
			counts := 9000 / float64(window.Tokens(prompt)) // of the server for each of ours
			reads, fault := asks(t, answer, Options{ContextTokens: assumed}, prompt)
			if fault != TooLong {
				t.Errorf("%s: the fault is %q", server, fault)
			}
			told := strings.Contains(answer, "4096")
			if theirs := float64(reads) * counts; reads < 512 || told && (theirs > 4100 || theirs < 3000) || !told && reads >= window.Tokens(prompt) {
				t.Errorf("%s, assumed %d: it reads %d, which it counts as %.0f", server, assumed, reads, theirs)
			}
		}
	}
}

func TestWhatIsRefusedForAnotherReasonTeachesNothing(t *testing.T) {
	for _, answer := range []string{
		`400 {"error":"cannot read 17"}`, `429 {"error":"the maximum of 5 requests is exceeded"}`, `500 {"error":"the context of 100 tokens is gone"}`,
		`401 {"error":"context 4096 exceeded"}`, `422 {"error":"temperature must be <= 2"}`, `400 {"error":"n is 20, which is more than the 5 maximum"}`,
	} {
		if reads, _ := asks(t, answer, Options{ContextTokens: 8192}, "x = 1"); reads != 8192 {
			t.Errorf("%s: it reads %d", answer, reads)
		}
	}
}

func TestARefusalNeverLeavesTooLittle(t *testing.T) {
	for _, answer := range []string{`413 {}`, `400 {"error":"this model's maximum context length is 1 tokens"}`} {
		if reads, _ := asks(t, answer, Options{ContextTokens: 8192}, "x = 1"); reads != leastContext {
			t.Errorf("%s: it reads %d", answer, reads)
		}
	}
}

// The server may come back with another model, of which nothing is known.
func TestWhatWasLearnedIsOfTheModelThatRefused(t *testing.T) {
	reads, refuse := 2048, true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/v1/models":
			fmt.Fprintf(w, `{"data":[{"id":"m","max_model_len":%d}]}`, reads)
		case refuse:
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"error":"maximum context length is 1024 tokens"}`)
		default:
			_, _ = io.WriteString(w, "data: [DONE]\n\n")
		}
	}))
	defer server.Close()
	m, err := NewOpenAI(Options{URL: server.URL}, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	want := func(n int) {
		t.Helper()
		if err := m.Probe(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := m.Info().ContextTokens; got != n {
			t.Errorf("it reads %d, want %d", got, n)
		}
	}
	want(2048)
	for range m.Generate(t.Context(), Request{Prompt: strings.Repeat("x = f(x)\n", 1000)}) {
	}
	want(1024)
	m.forget()
	want(1024)
	reads = 4096
	m.forget()
	want(4096)
}
