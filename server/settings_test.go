package server_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"fimble/completion"
	"fimble/server"
	"fimble/server/servertest"
)

func layer(t *testing.T, name, text string) server.Layer {
	t.Helper()
	l := server.Layer{Name: name}
	if err := toml.Unmarshal([]byte(text), &l.Values); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return l
}

func project(t *testing.T, text string) server.Layer {
	l := layer(t, "/w/fimble.toml", text)
	l.Project = true
	return l
}

func merged(t *testing.T, layers ...server.Layer) server.Settings {
	t.Helper()
	s, problems := server.Merge(layers)
	for _, p := range problems {
		t.Errorf("unexpected: %s", p)
	}
	return s
}

func TestDefaultsAreThoseOfTheTrunk(t *testing.T) {
	want := completion.DefaultOptions()
	want.Fallback = map[string][]string{}
	want.Use = map[completion.Purpose]string{}
	if diff := cmp.Diff(&want, merged(t).Options()); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
}

func TestALanguageThatNoEditorKnowsIsTold(t *testing.T) {
	got, problems := server.Merge([]server.Layer{layer(t, "user", "[languages]\ngolang = false\nsvelte = false\n[[route]]\nlanguages = [\"vue\", \"pyton\"]\nmodel = \"local\"\n")})
	if len(problems) != 2 || problems[0].String() != `user: languages.golang: no language is called "golang" by editors, did you mean "go"?` || !problems[0].Minor ||
		problems[1].String() != `user: route.1.languages: no language is called "pyton" by editors, did you mean "python"?` || !problems[1].Minor {
		t.Errorf("the user is told %v", problems)
	}
	if got.Languages["svelte"] || len(got.Languages) != 2 || len(got.Route) != 1 {
		t.Errorf("languages are %v, rules %v", got.Languages, got.Route)
	}
}

func TestProblemsComeInTheOrderOfTheFiles(t *testing.T) {
	user := layer(t, "user.toml", "z = 1\na = 1\nbudget.tokens = 1\n")
	user.Lines = map[string]int{"z": 1, "a": 2, "budget.tokens": 3}
	shared := project(t, "enabled = 7\nbudget.answer = 0\n")
	shared.Lines = map[string]int{"enabled": 1, "budget.answer": 2}
	layers := []server.Layer{user, shared, layer(t, "editor settings", "b = 1\n")}
	_, problems := server.Merge(layers)
	if problems[0].Option != "z" || problems[len(problems)-1].Layer != "editor settings" {
		t.Errorf("merging tells %v", problems)
	}
	late := []server.Problem{{Text: "route.*.model", Option: "route.*.model"}, {Text: "z is odd", Option: "z"}, {Text: "nowhere", Option: "nowhere"}}
	var got []string
	for _, p := range server.InOrder(append(late, problems...), layers) {
		got = append(got, p.Place()+" "+p.Option)
	}
	want := []string{
		"user.toml:1 z", "user.toml:1 z", "user.toml:2 a", "user.toml:3 budget.tokens",
		"/w/fimble.toml:1 enabled", "/w/fimble.toml:2 budget.answer", "editor settings b", " route.*.model", " nowhere",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestEveryOptionCanBeSet(t *testing.T) {
	got := merged(t, layer(t, "user", `
		enabled = false
		speculate = "always"
		warm_up = "never"
		denied = ["*.secret", "/private/"]
		model = "quick"
		[languages]
		markdown = false
		go = true
		[inline]
		automatic = false
		candidates = 5
		places.string = false
		places.prose = true
		[completion]
		enabled = false
		first = true
		[budget]
		tokens = 8192
		file = 64
		answer = 64
		[use]
		inline = "quick"
		invoked = "clever"
		list = "local"
		action = "clever"
		[[route]]
		languages = ["typescript", "tsx"]
		paths = ["web/**"]
		purpose = "inline"
		model = "ours"
		[[route]]
		purpose = ["list", "action"]
		model = "ollama:tiny"
		[models.quick]
		backend = "llamacpp"
		url = "http://127.0.0.1:8012"
		model = "qwen2.5-coder-1.5b"
		family = "qwen"
		key_env = "QUICK_KEY"
		timeout = "1500ms"
		context_tokens = 32768
		trusted = true
		headers = { X-Team = "a" }
		[models.clever]
		backend = "replay"
		[models.team]
		urls = ["https://a.example.com", "https://b.example.com"]
		key_file = "~/.key"
		key_command = ["op", "read", "a b"]
		proxy = "none"
		fallback = ["quick", "http://localhost:8012"]
		ca_file = "/etc/team.pem"
	`))
	want := server.Settings{
		Languages: map[string]bool{"markdown": false, "go": true},
		Inline:    server.InlineSettings{Candidates: 5, Places: map[string]bool{"string": false, "prose": true}},
		Speculate: completion.Always, WarmUp: completion.Never,
		Completion: server.ListSettings{First: true},
		Budget:     server.BudgetSettings{Tokens: 8192, File: 64, Answer: 64},
		Denied:     []string{"*.secret", "/private/"},
		Model:      "quick",
		Use:        server.UseSettings{Inline: "quick", Invoked: "clever", List: "local", Action: "clever"},
		Route: []server.RouteSettings{
			{Languages: []string{"typescript", "tsx"}, Paths: []string{"web/**"}, Purpose: []completion.Purpose{completion.Inline}, Model: "ours"},
			{Purpose: []completion.Purpose{completion.List, completion.Action}, Model: "ollama:tiny"},
		},
		Models: map[string]server.ModelSettings{
			"quick": {
				Backend: "llamacpp", URL: "http://127.0.0.1:8012", Model: "qwen2.5-coder-1.5b", Family: "qwen",
				KeyEnv: "QUICK_KEY", Timeout: 1500 * time.Millisecond, ContextTokens: 32768, Trusted: true,
				Headers: map[string]string{"X-Team": "a"},
			},
			"clever":      {Backend: "replay", Timeout: server.DefaultTimeout},
			"ollama:tiny": {Backend: "ollama", Model: "tiny", Timeout: server.DefaultTimeout},
			"team": {
				URLs: []string{"https://a.example.com", "https://b.example.com"}, KeyFile: "~/.key", KeyCommand: []string{"op", "read", "a b"},
				Proxy: "none", CAFile: "/etc/team.pem", Timeout: server.DefaultTimeout, Fallback: []string{"quick", "http://localhost:8012"},
			},
			"http://localhost:8012": {Backend: "auto", URL: "http://localhost:8012", Timeout: server.DefaultTimeout},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	options := got.Options()
	if options.Enabled || options.Automatic || options.Candidates != 5 || options.BudgetTokens != 8192 || options.MaxTokens != 64 ||
		!cmp.Equal(options.DisabledLanguages, []string{"markdown"}) || !cmp.Equal(options.Denied, want.Denied) ||
		options.Use[completion.Invoked] != "clever" || len(options.Fallback["team"]) != 2 || options.MaxFile != 64<<10 ||
		options.Speculate != completion.Always || options.WarmUp != completion.Never ||
		!options.Silent[completion.InString] || options.Silent[completion.InProse] || options.Silent[completion.InCode] {
		t.Errorf("the trunk gets %+v", options)
	}
}

func TestLaterLayersCountMore(t *testing.T) {
	got := merged(t,
		layer(t, "user", "budget.tokens = 2048\ninline.automatic = false\ndenied = ['a']\n[models.m]\nurl = 'http://one'\nfamily = 'qwen'"),
		project(t, "budget.tokens = 1024\ndenied = ['b']"),
		server.Layer{Name: "editor settings", Values: map[string]any{
			"inline": map[string]any{"automatic": true, "candidates": nil},
			"budget": map[string]any{"answer": float64(32)},
			"denied": []any{"c"},
			"models": map[string]any{"m": map[string]any{"url": "http://two", "keyEnv": "KEY"}},
		}})
	if got.Budget != (server.BudgetSettings{Tokens: 1024, File: 8192, Answer: 32}) || !got.Inline.Automatic || got.Inline.Candidates != 3 {
		t.Errorf("got %+v %+v", got.Budget, got.Inline)
	}
	if m := got.Models["m"]; m.URL != "http://two" || m.Family != "qwen" || m.KeyEnv != "KEY" {
		t.Errorf("the model is %+v", m)
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, got.Denied); diff != "" {
		t.Errorf("denied (-want +got):\n%s", diff)
	}
}

const aModel = `the name of a model, or one like "ollama:NAME", "BACKEND:NAME@URL" or "http://localhost:8012"`

func TestBadValuesAreNamedWithWhatTheyShouldBe(t *testing.T) {
	for text, want := range map[string]string{
		`enabled = "yes"`:                              `user: enabled is "yes": it takes true or false`,
		`enabled = 1`:                                  `user: enabled is 1: it takes true or false`,
		`languages.go = "off"`:                         `user: languages.go is "off": it takes true or false`,
		`languages = false`:                            `user: languages is false: it takes a table`,
		`inline = true`:                                `user: inline is true: it takes a table`,
		`budget.tokens = 10`:                           `user: budget.tokens is 10: it takes a whole number from 256 to 1000000`,
		`budget.tokens = 512.5`:                        `user: budget.tokens is 512.5: it takes a whole number from 256 to 1000000`,
		`budget.tokens = "many"`:                       `user: budget.tokens is "many": it takes a whole number from 256 to 1000000`,
		`inline.candidates = 0`:                        `user: inline.candidates is 0: it takes a whole number from 1 to 10`,
		`denied = "*.env"`:                             `user: denied is "*.env": it takes a list of globs`,
		`denied = [1]`:                                 `user: denied is a list: it takes a list of globs`,
		`models.m.timeout = 5`:                         `user: models.m.timeout is 5: it takes a duration like "5s"`,
		`models.m.timeout = "-5s"`:                     `user: models.m.timeout is "-5s": it takes a duration like "5s"`,
		`models.m.headers = { A = 1 }`:                 `user: models.m.headers is a table: it takes a table of texts`,
		`models.m.url = 7`:                             `user: models.m.url is 7: it takes an address`,
		`models.m.urls = "http://a"`:                   `user: models.m.urls is "http://a": it takes a list of addresses`,
		`models.m.urls = [""]`:                         `user: models.m.urls is a list: it takes a list of addresses`,
		`models.m.key_file = 7`:                        `user: models.m.key_file is 7: it takes the name of a file`,
		`models.m.key_command = 7`:                     `user: models.m.key_command is 7: it takes a command line or a list of its words`,
		`models.m.key_command = " "`:                   `user: models.m.key_command is " ": it takes a command line or a list of its words`,
		`models.m.key_command = "a 'b"`:                `user: models.m.key_command is "a 'b": it takes a command line or a list of its words`,
		`models.m.key_command = []`:                    `user: models.m.key_command is a list: it takes a command line or a list of its words`,
		`models.m.proxy = false`:                       `user: models.m.proxy is false: it takes "none" or an address like "http://host:3128"`,
		`models.m.ca_file = 7`:                         `user: models.m.ca_file is 7: it takes the name of a file`,
		`models.m.context_tokens = -1`:                 `user: models.m.context_tokens is -1: it takes a whole number from 0 up`,
		`models.m = "http://localhost"`:                `user: models.m is "http://localhost": it takes a table`,
		`models.m.fallback = "x"`:                      `user: models.m.fallback is "x": it takes a list of names of models`,
		`use.inline = ["a"]`:                           `user: use.inline is a list: it takes ` + aModel,
		`route = "web"`:                                `user: route is "web": it takes a list of tables`,
		`route = { model = "x" }`:                      `user: route is a table: it takes a list of tables`,
		`route = ["web"]`:                              `user: route.1 is "web": it takes a table`,
		`route = [{ languages = ["go"] }]`:             `user: route.1.model is missing: it takes ` + aModel,
		`route = [{ languages = "go", model = "x" }]`:  `user: route.1.languages is "go": it takes a list of language identifiers`,
		`route = [{ paths = [], model = "x" }]`:        `user: route.1.paths is a list: it takes a list of globs`,
		`route = [{ purpose = "chat", model = "x" }]`:  `user: route.1.purpose is "chat": it takes "inline", "invoked", "list" or "action", or a list of them`,
		`route = [{ langages = ["go"], model = "x" }]`: `user: unknown option route.1.langages, did you mean route.1.languages?`,
		`model = 7`:                                    `user: model is 7: it takes ` + aModel,
		`model = "localhost:8012"`:                     `user: model is "localhost:8012": it takes ` + aModel,
		`model = "10.0.0.1:80"`:                        `user: model is "10.0.0.1:80": it takes ` + aModel,
		`model = "ftp://localhost"`:                    `user: model is "ftp://localhost": it takes ` + aModel,
		`model = "ollama:"`:                            `user: model is "ollama:": it takes ` + aModel,
		`model = "ollama:a b"`:                         `user: model is "ollama:a b": it takes ` + aModel,
		`model = "http://%zz"`:                         `user: model is "http://%zz": it takes ` + aModel,
		`enabeld = true`:                               `user: unknown option enabeld, did you mean enabled?`,
		`inlien.automatic = true`:                      `user: unknown option inlien, did you mean inline?`,
		`inline.automatik = true`:                      `user: unknown option inline.automatik, did you mean inline.automatic?`,
		`models.quick.ulr = "x"`:                       `user: unknown option models.quick.ulr, did you mean models.quick.url?`,
		`inline.places.coment = false`:                 `user: unknown option inline.places.coment, did you mean inline.places.comment?`,
		`inline.places.everywhere = false`:             `user: unknown option inline.places.everywhere`,
		`languages.go = 1`:                             `user: languages.go is 1: it takes true or false`,
		`something_else_entirely = true`:               `user: unknown option something_else_entirely`,
	} {
		t.Run(text, func(t *testing.T) {
			got, problems := server.Merge([]server.Layer{layer(t, "user", text)})
			if len(problems) != 1 || problems[0].String() != want {
				t.Fatalf("got %+v\nwant %s", problems, want)
			}
			if problems[0].Minor {
				t.Error("the user is not told")
			}
			if diff := cmp.Diff(server.DefaultSettings(), got); diff != "" {
				t.Errorf("the rest changed:\n%s", diff)
			}
		})
	}
}

func TestACommandLineIsSplitAtBlanksOutsideQuotes(t *testing.T) {
	for line, want := range map[string][]string{
		`op read op://team/key`:     {"op", "read", "op://team/key"},
		`  op	read `:                {"op", "read"},
		`op read 'a "b" c' "d 'e'"`: {"op", "read", `a "b" c`, "d 'e'"},
		`op --field=' x'y ''`:       {"op", "--field= xy", ""},
		`echo $HOME; rm * \n`:       {"echo", "$HOME;", "rm", "*", `\n`},
	} {
		settings := merged(t, server.Layer{Name: "user", Values: map[string]any{"models": map[string]any{"m": map[string]any{"keyCommand": line}}}})
		if diff := cmp.Diff(want, settings.Models["m"].KeyCommand); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
}

// user is what the hostile projects below meet.
const user = `
	enabled = false
	budget.tokens = 2048
	budget.answer = 64
	inline.automatic = false
	completion.enabled = false
	inline.candidates = 2
	languages.go = false
	[models.mine]
	backend = "llamacpp"
	url = "http://127.0.0.1:1"
`

func TestProjectMayNarrow(t *testing.T) {
	got := merged(t, layer(t, "user", user+"\n[use]\nlist = 'mine'"), project(t, `
		enabled = false
		languages.rust = true
		languages.markdown = false
		denied = ["fixtures/"]
		budget.tokens = 512
		budget.answer = 64
		budget.file = 100
		speculate = "never"
		warm_up = "unmetered"
		inline.automatic = false
		inline.candidates = 1
		inline.places.comment = false
		completion.enabled = false
		use.inline = "mine"
		use.list = "local"
	`))
	if got.Languages["markdown"] || got.Use.List != "local" || got.Budget.Tokens != 512 || got.Inline.Candidates != 1 ||
		got.Budget.File != 100 || got.Speculate != completion.Never || got.Options().Silent[completion.InComment] != true || got.Use.Inline != "mine" {
		t.Errorf("got %+v", got)
	}
}

// TestProjectCannotWiden tries every option there is, and some that there are
// elsewhere.
func TestProjectCannotWiden(t *testing.T) {
	before := merged(t, layer(t, "user", user))
	for _, line := range []string{
		`enabled = true`, `languages.go = true`, `inline.automatic = true`, `inline.candidates = 9`, `completion.enabled = true`,
		`budget.tokens = 4096`, `budget.answer = 65`, `budget.file = 8193`, `speculate = "always"`, `warm_up = "always"`,
		`inline.places.prose = true`, `completion.first = true`,
		`model = "evil"`, `model = "http://evil"`, `model = "openai:x@http://evil"`, `use.inline = "http://evil"`,
		`use.action = "evil"`, `route = [{ model = "evil" }]`, `route = [{ paths = ["web/"], model = "http://evil" }]`,
		`use.inline = "evil"`, `use.invoked = "evil"`, `use.list = "evil"`,
		`models.mine.backend = "replay"`, `models.mine.url = "http://evil"`, `models.mine.model = "x"`, `models.mine.family = "x"`,
		`models.mine.key_env = "HOME"`, `models.mine.headers = { A = "b" }`, `models.mine.timeout = "1h"`,
		`models.mine.context_tokens = 1`, `models.mine.trusted = true`, `models.mine.fallback = ["local"]`, `models.mine.fallback = ["http://evil"]`, `models.evil.url = "http://evil"`,
		`models.mine.key_file = "/etc/passwd"`, `models.mine.key_command = "rm"`, `models.mine.key_command = ["rm"]`,
		`models.mine.ca_file = "evil.pem"`, `models.mine.urls = ["http://evil"]`,
		`models.mine.proxy = "http://evil"`, `models.mine.command = "rm"`, `models.mine.key = "k"`,
		`proxy = "http://evil"`, `command = "rm"`, `failover = ["evil"]`, `privacy = "none"`,
	} {
		t.Run(line, func(t *testing.T) {
			got, problems := server.Merge([]server.Layer{layer(t, "user", user), project(t, line)})
			key, _, _ := strings.Cut(line, " ")
			if len(problems) != 1 || !strings.Contains(problems[0].Text, key) || !strings.HasPrefix(problems[0].String(), "/w/fimble.toml: ") || problems[0].Minor {
				t.Errorf("the user is told %+v", problems)
			}
			if diff := cmp.Diff(before, got); diff != "" {
				t.Errorf("the settings changed:\n%s", diff)
			}
		})
	}
}

// TestHostileProjectCausesNoConnection opens a folder whose options name an
// address, with backends that connect as soon as they are made.
func TestHostileProjectCausesNoConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	touched := make(chan struct{})
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				close(touched)
				return
			}
			t.Errorf("%s was connected to", conn.LocalAddr())
			_ = conn.Close()
		}
	}()
	hostile := fmt.Sprintf(`
		use.inline = "evil"
		[models.evil]
		backend = "llamacpp"
		url = "http://%[1]s"
		[models.mine]
		url = "http://%[1]s"
		headers = { Host = "%[1]s" }
		proxy = "http://%[1]s"
		command = "touch"
	`, listener.Addr())
	engine := &servertest.Engine{}
	e := servertest.Connect(t, server.Config{
		Engine: engine,
		Layers: []server.Layer{layer(t, "user", user)},
		Project: func(dir string) (server.Layer, error) {
			if dir != "/w" {
				t.Errorf("the options of %s were read", dir)
			}
			return project(t, hostile), nil
		},
		Options: func(s server.Settings) (*completion.Options, []server.Problem) {
			for _, m := range s.Models {
				if conn, err := net.Dial("tcp", strings.TrimPrefix(m.URL, "http://")); err == nil {
					_ = conn.Close()
				}
			}
			return s.Options(), nil
		},
	})
	e.Initialize(map[string]any{
		"capabilities":     map[string]any{},
		"workspaceFolders": []any{map[string]any{"uri": "file:///w", "name": "w"}},
	})
	for _, key := range []string{"models.evil.backend", "models.evil.url", "models.mine.command", "models.mine.headers", "models.mine.proxy", "models.mine.url", "use.inline"} {
		var shown struct{ Message string }
		decode(t, e.Note("window/showMessage"), &shown)
		if !strings.Contains(shown.Message, key) {
			t.Errorf("the user is told %q, want something of %s", shown.Message, key)
		}
	}
	e.Open(file, "go", "")
	e.Ask(list, e.Inline(file, "", 0))
	_ = listener.Close()
	<-touched
}

// TestRequestsGetTheOptionsOfTheirFolder has two folders, one with options of
// its own.
func TestRequestsGetTheOptionsOfTheirFolder(t *testing.T) {
	engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result { return completion.Result{} }}
	tokens := "budget.tokens = 1024"
	e := servertest.Connect(t, server.Config{
		Engine: engine,
		Project: func(dir string) (server.Layer, error) {
			if dir != "/narrow" {
				return server.Layer{}, nil
			}
			if tokens == "" {
				return server.Layer{}, fmt.Errorf("/narrow/fimble.toml:1:1: half a line")
			}
			return project(t, tokens), nil
		},
	})
	folder := func(name string) map[string]any { return map[string]any{"uri": "file:///" + name, "name": name} }
	e.Initialize(map[string]any{"capabilities": map[string]any{}, "workspaceFolders": []any{folder("narrow"), folder("wide")}})
	budget := func(uri string, want int) {
		t.Helper()
		e.Open(uri, "go", "")
		e.Ask(inline, e.Inline(uri, "", 0))
		requests := engine.Requests()
		if got := requests[len(requests)-1].Options.BudgetTokens; got != want {
			t.Errorf("%s has a budget of %d, want %d", uri, got, want)
		}
	}
	budget("file:///narrow/a.go", 1024)
	budget("file:///wide/a.go", 4096)
	budget("file:///elsewhere/a.go", 4096)
	budget("untitled:Untitled-1", 4096)

	saved := map[string]any{"changes": []any{map[string]any{"uri": "file:///narrow/fimble.toml", "type": 2}}}
	tokens = "budget.tokens = 512"
	e.Tell("workspace/didChangeWatchedFiles", saved)
	budget("file:///narrow/a.go", 512)
	tokens = ""
	e.Tell("workspace/didChangeWatchedFiles", saved)
	budget("file:///narrow/a.go", 512)
	var shown struct{ Message string }
	decode(t, e.Note("window/showMessage"), &shown)
	if !strings.Contains(shown.Message, "half a line") {
		t.Errorf("the user is told %q", shown.Message)
	}
	e.Tell("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"removed": []any{folder("narrow")}, "added": []any{}}})
	budget("file:///narrow/a.go", 4096)
}
