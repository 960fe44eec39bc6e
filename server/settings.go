package server

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"fimble/completion"
)

// Settings is all that a user may set, in fimble.toml or in the editor under
// "fimble". Both spell the options alike; options.go says what each takes.
type Settings struct {
	// Enabled false answers every request with nothing. Default true.
	Enabled bool

	// Languages switches single languages off, by the LSP's identifier
	// ("markdown", "plaintext"). One that is missing is on.
	Languages map[string]bool

	// Inline is about ghost text.
	Inline InlineSettings

	// Speculate says for which models the next suggestion is asked for while
	// one is shown, so that it is there when that was taken: "never",
	// "unmetered" (models on this machine) or "always". Default "unmetered".
	Speculate completion.When

	// WarmUp says for which models a file is read when it is opened, and where
	// the user has stopped: "never", "unmetered" or "always". Default
	// "unmetered".
	WarmUp completion.When

	// Completion is about the entries in the editor's completion list.
	Completion ListSettings

	// Budget bounds what one request may cost.
	Budget BudgetSettings

	// Denied are globs, in the form of .gitignore, of files that are neither
	// completed nor read as context, beside the built-in ones (".env", keys).
	// Those of all layers count: no layer can take back what another denies.
	Denied []string

	// Model serves everything that Use names no model for. Here, as wherever a
	// model is named, it may be one under Models or one in a line, of which
	// nothing else needs to be said: "ollama:qwen2.5-coder:1.5b", a server's
	// "http://localhost:8012", or a backend with an address,
	// "openai@http://localhost:8000" and "openai:NAME@http://localhost:8000".
	// When empty, "local" does.
	Model string

	// Models are the models that may be asked, by the user's name for them.
	// The embedded one, "local", is always there. A model in a line has that
	// line for a name, by which a table can say more of it.
	Models map[string]ModelSettings

	// Use says which model serves what.
	Use UseSettings

	// Route are rules that say which model serves what in which files, before
	// Use has a say. The first that fits counts; those of later layers come
	// first.
	Route []RouteSettings
}

// InlineSettings is about ghost text.
type InlineSettings struct {
	// Automatic false suggests only when asked by key. Default true.
	Automatic bool

	// Places switches single sorts of places off or on for suggestions that
	// come up while typing: code, comment, doc, string, import, prose. One that
	// is missing is on, but for prose (Markdown, plain text).
	Places map[string]bool

	// Candidates is how many suggestions an explicit request gives to cycle
	// through. Default 3; each one is paid for.
	Candidates int
}

// ListSettings is about the entries in the editor's completion list.
type ListSettings struct {
	// Enabled adds Fimble's entries to the list. Default true.
	Enabled bool

	// First puts them before the language server's own. Default false: they
	// stand behind.
	First bool
}

// BudgetSettings bounds what one request may cost.
type BudgetSettings struct {
	// Tokens is the most context of one request. Default 4096: a local server
	// reads it in a blink while its cache holds, a hosted one bills it.
	Tokens int

	// File is the size in KB up to which files are completed while typing.
	// Default 8192.
	File int

	// Answer is the most tokens of one suggestion. Default 128, about ten
	// lines, the most that a person reads in ghost text. A code action may
	// write 1024, and more for more code; a larger value raises that as well.
	Answer int
}

// ModelSettings says where a model is and how it is spoken to. No project can
// set any of it, as this decides which machine gets to see the user's text.
type ModelSettings struct {
	// Backend is the dialect that the model speaks: "llamacpp", "ollama",
	// "openai" (completions), "chat" (OpenAI's chats), "mistral", "deepseek",
	// "anthropic", or "replay". With "auto" a server is asked whether it is
	// llama.cpp, Ollama or speaks OpenAI's.
	Backend string

	// URL is the address of the server, or the recording of a replay.
	URL string

	// URLs are further servers that run the same model, on this machine all or
	// none. Each Fimble stays with one of all, which then has the user's text in
	// its cache, and turns to another only while that one is down.
	URLs []string

	// Model is the name that the server knows the model by, where it serves
	// several.
	Model string

	// Family chooses the prompt format ("qwen", "codellama"). When empty, the
	// name of the model tells.
	Family string

	// KeyEnv is the environment variable that holds the API key. The key itself
	// never stands among the options, and comes from one place only.
	KeyEnv string

	// KeyFile is the file that holds the API key and nothing else, from the
	// root or from "~/". It is read at the first request, and again when the
	// server refuses the key.
	KeyFile string

	// KeyCommand writes the API key to its standard output, as password
	// managers do. It is run when KeyFile would be read, without a shell, in
	// the home directory and for at most 10 s. A command line is split at
	// blanks outside quotes.
	KeyCommand []string

	// Headers are sent with every request.
	Headers map[string]string

	// Proxy is the address of an HTTP(S) or SOCKS5 proxy to a server elsewhere,
	// or "none". When empty, the environment tells (HTTPS_PROXY, NO_PROXY).
	Proxy string

	// CAFile is a file of certificates in PEM, from the root or from "~/", of
	// authorities that are trusted beside the system's.
	CAFile string

	// Timeout is how long a request may take in all. Default 10 s; text that
	// comes later than that is not worth the socket.
	Timeout time.Duration

	// ContextTokens is how much the model reads, its answer included. When 0,
	// the backend asks the server or knows.
	ContextTokens int

	// Fallback are the models that answer when this one fails, in their order;
	// the embedded one does in the end. Models elsewhere get to see text only
	// because they are named here. It is asked of this model alone: what one of
	// those says of its own fallback does not count.
	Fallback []string

	// Trusted true sends text to a remote machine without masking secrets.
	Trusted bool
}

// UseSettings says which model serves what, by its name in Settings.Models.
// An empty one means Settings.Model.
type UseSettings struct {
	Inline  string // Ghost text while typing.
	Invoked string // Ghost text asked for by key.
	List    string // Entries in the completion list; when empty, what Inline says.
	Action  string // Code actions; when empty, what Invoked says if that model chats.
}

// DefaultSettings needs nothing installed: the embedded model for everything.
func DefaultSettings() Settings {
	trunk := completion.DefaultOptions()
	return Settings{
		Enabled:    trunk.Enabled,
		Languages:  map[string]bool{},
		Inline:     InlineSettings{Automatic: trunk.Automatic, Places: map[string]bool{}, Candidates: trunk.Candidates},
		Speculate:  trunk.Speculate,
		WarmUp:     trunk.WarmUp,
		Completion: ListSettings{Enabled: true},
		Budget:     BudgetSettings{Tokens: trunk.BudgetTokens, Answer: trunk.MaxTokens, File: trunk.MaxFile >> 10},
		Models:     map[string]ModelSettings{},
	}
}

// DefaultTimeout is ModelSettings.Timeout when it is not set.
const DefaultTimeout = 10 * time.Second

// Options is what the trunk gets to see of the settings: everything but the
// models, which whoever wires the program makes of Settings.Models.
func (s Settings) Options() *completion.Options {
	o := completion.DefaultOptions()
	o.Enabled = s.Enabled
	o.Automatic = s.Inline.Automatic
	o.Candidates = s.Inline.Candidates
	o.BudgetTokens = s.Budget.Tokens
	o.MaxTokens = s.Budget.Answer
	o.MaxFile = s.Budget.File << 10
	o.Speculate, o.WarmUp = s.Speculate, s.WarmUp
	for name, on := range s.Inline.Places {
		o.Silent[completion.Place(name)] = !on
	}
	o.Denied = slices.Clone(s.Denied)
	for _, id := range slices.Sorted(maps.Keys(s.Languages)) {
		if !s.speaks(id) {
			o.DisabledLanguages = append(o.DisabledLanguages, id)
		}
	}
	o.Fallback = map[string][]string{}
	o.Use = map[completion.Purpose]string{}
	for purpose, name := range map[completion.Purpose]string{
		completion.Inline:  cmp.Or(s.Use.Inline, s.Model),
		completion.Invoked: cmp.Or(s.Use.Invoked, s.Model),
		completion.List:    s.Use.List,
		completion.Action:  s.Use.Action,
	} {
		if name != "" {
			o.Use[purpose] = name
		}
	}
	for name, m := range s.Models {
		if len(m.Fallback) > 0 {
			o.Fallback[name] = m.Fallback
		}
	}
	for _, r := range s.Route {
		o.Routes = append(o.Routes, completion.Rule{Languages: r.Languages, Paths: r.Paths, Purposes: r.Purpose, Model: r.Model})
	}
	return &o
}

// A Mention is a model that an option names.
type Mention struct{ Option, Model string }

// Mentions are the models that the options name.
func (s Settings) Mentions() []Mention {
	all := []Mention{
		{"model", s.Model}, {"use.inline", s.Use.Inline}, {"use.invoked", s.Use.Invoked}, {"use.list", s.Use.List}, {"use.action", s.Use.Action},
	}
	for _, r := range s.Route {
		all = append(all, Mention{"route.*.model", r.Model})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Models)) {
		for _, other := range s.Models[name].Fallback {
			all = append(all, Mention{"models." + name + ".fallback", other})
		}
	}
	return slices.DeleteFunc(all, func(m Mention) bool { return m.Model == "" })
}

// clone shares nothing with s that could be written to.
func (s Settings) clone() Settings {
	s.Languages = maps.Clone(s.Languages)
	s.Inline.Places = maps.Clone(s.Inline.Places)
	s.Denied = slices.Clone(s.Denied)
	s.Route = slices.Clone(s.Route)
	s.Models = maps.Clone(s.Models)
	for name, m := range s.Models {
		m.Headers = maps.Clone(m.Headers)
		m.URLs, m.KeyCommand = slices.Clone(m.URLs), slices.Clone(m.KeyCommand)
		m.Fallback = slices.Clone(m.Fallback)
		s.Models[name] = m
	}
	return s
}
