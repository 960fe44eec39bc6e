package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.uber.org/zap"
)

// Options say where a model is and how it is spoken to. They are the same for
// every server, and a backend says in its own documentation what it leaves out.
type Options struct {
	Name string // as the user named it; that of the backend if empty
	URL  string // "http://127.0.0.1:8080" and the like, without the path of an endpoint
	// URLs are further servers that run the same model, on this machine all or
	// none. A process stays with one of all, which then has its text in the
	// cache, and turns to another while that one is not reached.
	URLs []string
	Key  Key // sent to those servers alone; nil for none

	// Proxy is the address of an HTTP(S) or SOCKS5 proxy, "none", or empty for
	// what the environment says. A server on this machine is never asked by
	// way of a proxy.
	Proxy string
	// CAFile is a file of certificates in PEM, of authorities that are trusted
	// beside the system's.
	CAFile string

	// Headers are sent with every request, to those servers alone.
	Headers map[string]string
	// Model is what the server knows the model by, where it serves several.
	Model string

	// Family is the row of completion/prompt to render for. Empty: Probe asks
	// the server, and Recognise decides.
	Family string
	// ContextTokens is how much the model can read, the answer included. 0:
	// Probe asks the server.
	ContextTokens int
	// Timeout is for how long the server may write, counted by itself from the
	// first token where it can. 0 leaves that to the context.
	Timeout time.Duration
	// Recognise finds the family of a model by its name and by whether the
	// markers handed to known are single tokens of its vocabulary. It returns
	// the family that fits best, never empty, and which of the two told it.
	Recognise func(name string, known func(markers ...string) bool) (family, from string)
	// Trusted lets a remote server see text as it is, secrets and all.
	Trusted bool
}

// Rows of completion/prompt for servers that render by themselves.
const (
	familySuffix    = "suffix"        // text before the cursor, and the text after it as Request.Suffix
	familyCodestral = "codestral-api" // the same, with other files as Codestral was trained on them
	familyChat      = "chat"          // an instruction as Request.System, and a message
	familyPlain     = "plain"         // nothing but the text before the cursor
)

// backends make a Model that speaks a dialect. They connect to nothing.
var backends = map[string]func(Options, *zap.Logger) (Model, error){
	"anthropic": func(o Options, log *zap.Logger) (Model, error) { return NewAnthropic(o, log) },
	"auto":      func(o Options, log *zap.Logger) (Model, error) { return NewAuto(o, log) },
	"chat":      func(o Options, log *zap.Logger) (Model, error) { return NewChat(o, log) },
	"deepseek":  func(o Options, log *zap.Logger) (Model, error) { return NewDeepSeek(o, log) },
	"llamacpp":  func(o Options, log *zap.Logger) (Model, error) { return NewLlamaCpp(o, log) },
	"mistral":   func(o Options, log *zap.Logger) (Model, error) { return NewMistral(o, log) },
	"ollama":    func(o Options, log *zap.Logger) (Model, error) { return NewOllama(o, log) },
	"openai":    func(o Options, log *zap.Logger) (Model, error) { return NewOpenAI(o, log) },
}

// New makes a model of a backend, by its name in Backends.
func New(backend string, o Options, log *zap.Logger) (Model, error) {
	open, ok := backends[backend]
	if !ok {
		return nil, fmt.Errorf("backend is %q: it takes %s", backend, strings.Join(Backends(), ", "))
	}
	return open(o, log)
}

// Backends are the names of all backends that New makes, in order.
func Backends() []string { return slices.Sorted(maps.Keys(backends)) }
