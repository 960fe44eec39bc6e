package completion_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap/zaptest"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// A server that nobody has told the model's size of refuses one prompt, counts
// three tokens for two of ours, and answers the next.
func TestThePromptAfterARefusalFits(t *testing.T) {
	const reads = 1024
	var counted []int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			http.NotFound(w, r) // it has no list of models
			return
		}
		var body struct {
			Prompt string `json:"prompt"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		tokens := len(body.Prompt) / 2
		if counted = append(counted, tokens); tokens > reads {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"error":{"message":"This model's maximum context length is %d tokens. However, you requested %d tokens"}}`, reads, tokens)
			return
		}
		_, _ = io.WriteString(w, `data: {"choices":[{"index":0,"text":"return 1"}]}`+"\n\ndata: [DONE]\n\n")
	}))
	defer server.Close()
	d, _ := newDesk(t, modeltest.Says(), modeltest.Says())
	m, err := model.NewOpenAI(model.Options{Name: remoteName, URL: server.URL, Model: "m", Family: "qwen2.5-coder", ContextTokens: 1 << 20}, zaptest.NewLogger(t))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	d.options.Models[remoteName] = m
	d.open("a.go", "package a\n\n"+strings.Repeat("func f(a int) int { return a + 1 }\n", 400)+"func g() int {\n\t█\n}\n")
	first := d.waits(completion.Invoked)
	silent(t, first, completion.ReasonFailed)
	says(t, d.waits(completion.Invoked), "return 1")
	if len(counted) != 2 || counted[0] <= reads || counted[1] < reads/3 {
		t.Errorf("the server counts %v", counted)
	}
}
