package model_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// pages is a server that knows nothing but these, by "METHOD /path"; all else is
// answered by the page "".
func pages(t *testing.T, all map[string]string) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, ok := all[r.Method+" "+r.URL.Path]
		if !ok {
			answer = all[""]
		}
		status, body, _ := strings.Cut(answer, " ")
		if status == "html" {
			w.Header().Set("Content-Type", "text/html")
			status = "200"
		}
		var code int
		_, _ = fmt.Sscan(status, &code)
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server
}

const (
	lists     = `200 {"object":"list","data":[{"id":"qwen","object":"model"}]}`
	lmStudio  = `200 {"error":"Unexpected endpoint or method. (GET /props). Returning 200 anyway"}`
	oneTag    = `200 {"models":[{"name":"tiny:latest"}]}`
	isOllama  = `200 {"version":"0.17.4"}`
	isLlama   = `200 {"default_generation_settings":{"n_ctx":4096},"total_slots":2,"model_alias":"qwen"}`
	noPage    = `404 404 page not found`
	noJSON    = `404 {"detail":"Not Found"}`
	webPage   = `html <html>Hello</html>`
	wrongKey  = `401 {"error":{"message":"Invalid API Key"}}`
	isLoading = `503 {"error":{"message":"Loading model"}}`
)

func TestAServerTellsWhatItSpeaks(t *testing.T) {
	for name, c := range map[string]struct {
		pages map[string]string
		path  string
		want  string // backend, or what the error says
	}{
		"llama.cpp":            {map[string]string{"GET /props": isLlama, "POST /tokenize": `200 {"tokens":[]}`, "GET /v1/models": lists, "": noPage}, "", "llamacpp"},
		"Ollama":               {map[string]string{"GET /api/version": isOllama, "GET /api/tags": oneTag, "POST /api/show": "200 {}", "GET /v1/models": lists, "": noPage}, "", "ollama"},
		"vLLM":                 {map[string]string{"GET /v1/models": lists, "": noJSON}, "", "openai"},
		"LM Studio":            {map[string]string{"GET /v1/models": lists, "": lmStudio}, "", "openai"},
		"with a web page":      {map[string]string{"GET /v1/models": lists, "": webPage}, "", "openai"},
		"the path of an API":   {map[string]string{"GET /v1/models": lists, "": wrongKey}, "/v1", "openai"},
		"the path of chats":    {map[string]string{"GET /v1/models": lists, "": wrongKey}, "/v1/chat/completions", "chat"},
		"a web server":         {map[string]string{"": webPage}, "", "neither llama.cpp nor Ollama nor OpenAI's API answers there: check url"},
		"another API":          {map[string]string{"": noJSON}, "", "neither llama.cpp nor"},
		"a key is wanted":      {map[string]string{"": wrongKey}, "", "401 Invalid API Key: check the key"},
		"it loads":             {map[string]string{"": isLoading}, "", "503 Loading model"},
		"an Ollama of several": {map[string]string{"GET /api/version": isOllama, "GET /api/tags": `200 {"models":[{"name":"a"},{"name":"b:7b"}]}`, "": noPage}, "", `name one, as in "ollama:a" (it has a, b:7b)`},
		"an Ollama of none":    {map[string]string{"GET /api/version": isOllama, "GET /api/tags": `200 {"models":[]}`, "": noPage}, "", "ollama pull"},
	} {
		t.Run(name, func(t *testing.T) {
			m := open(t, "auto", model.Options{URL: pages(t, c.pages).URL + c.path, Recognise: coder})
			if class := m.Info().Class; class != model.Machine {
				t.Errorf("before it is asked its class is %q", class)
			}
			err := m.Probe(t.Context())
			if got := m.Info().Backend; err == nil && got != c.want || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("it speaks %q (%v), want %q", got, err, c.want)
			}
		})
	}
}

// Whatever has the port is replaced by something else.
func TestWhatSpeaksOtherwiseIsAskedAnew(t *testing.T) {
	llama := modeltest.NewLlama(t, modeltest.LlamaOptions{}, modeltest.Exchanges(t)...)
	openAI := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, modeltest.Exchanges(t)...)
	f := newFront(t, llama.URL)
	m := open(t, "auto", model.Options{URL: "http://" + f.address, Recognise: coder})
	says := func(backend string) {
		t.Helper()
		if text, _, err := asks(t, m, surely); text != "// héllo wörld ✓\n 日本" || err != nil || m.Info().Backend != backend {
			t.Errorf("%s says %q, %v", m.Info().Backend, text, err)
		}
	}
	says("llamacpp")
	f.behind = openAI.URL
	if _, _, err := asks(t, m, surely); err == nil {
		t.Error("the other server took the request")
	}
	says("openai")
}

// No question has text of the user in it, and none goes out before it is needed.
func TestAnAutoConnectsToNothingByItself(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked++ }))
	defer server.Close()
	m, err := model.New("auto", model.Options{URL: server.URL}, zap.NewNop())
	if err != nil || m.Info().Server != server.URL || asked > 0 {
		t.Errorf("%+v, %v, asked %d times", m.Info(), err, asked)
	}
}
