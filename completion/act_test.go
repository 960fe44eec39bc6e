package completion_test

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/action"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// acts does the one action that is offered at the cursor, and returns the file
// after it.
func (d *desk) acts(kind completion.ActionKind) (string, error) {
	d.t.Helper()
	req := completion.ActionRequest{
		Session: "one", Place: d.request(completion.Invoked), Span: syntax.Span{Start: d.offset, End: d.offset}, Asked: true,
	}
	s, _ := d.store.View().Snapshot(d.uri)
	s.Outline(time.Minute)
	for _, offer := range d.engine.Offers(req) {
		if offer.Kind == kind {
			changes, err := d.engine.Act(d.t.Context(), req, offer)
			if err != nil {
				return s.Text().String(), err
			}
			return s.Text().Apply(changes[0].Edits).String(), nil
		}
	}
	return "", errNotOffered
}

var errNotOffered = errors.New("not offered")

const undocumentedGo = "package p\n\nfunc to█tal(prices []int) int { return 0 }\n"

func TestModelThatChatsFindsTheWords(t *testing.T) {
	d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: prompt.Chat},
		modeltest.Says("Sure!\n", "summary: adds up the", " prices.\n"), modeltest.Says())
	d.open("a.go", undocumentedGo)
	got, err := d.acts(action.Docs)
	want := "package p\n\n// total adds up the prices.\nfunc total(prices []int) int { return 0 }\n"
	if err != nil || got != want {
		t.Errorf("the file is\n%s (%v), want\n%s", got, err, want)
	}
	asked := fake.Calls()[0].Request
	if !strings.Contains(asked.Prompt, "func total(prices []int) int") || !strings.Contains(asked.System, "find words") {
		t.Errorf("asked %q as %q", asked.Prompt, asked.System)
	}
}

func TestModelThatOnlyFillsInIsNotAskedForWords(t *testing.T) {
	d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: "plain"}, modeltest.Says("summary: x"), modeltest.Says())
	d.open("a.go", undocumentedGo)
	got, err := d.acts(action.Docs)
	want := "package p\n\n// total returns the total.\nfunc total(prices []int) int { return 0 }\n"
	if err != nil || got != want {
		t.Errorf("the file is\n%s (%v), want\n%s", got, err, want)
	}
	if n := len(fake.Calls()); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

func TestModelElsewhereHearsNoSecretOfADeclaration(t *testing.T) {
	const secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
	d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Remote, ContextTokens: 4096, Family: prompt.Chat}, modeltest.Says("summary: x"), modeltest.Says())
	d.open("a.go", "package p\n\nfunc to█tal() string { return \""+secret+"\" }\n")
	if _, err := d.acts(action.Docs); err != nil {
		t.Fatal(err)
	}
	if asked := fake.Calls()[0].Request.Prompt; strings.Contains(asked, secret) {
		t.Errorf("asked %q", asked)
	}
}

// What the model quoted comes back to it with the reason.
func TestModelElsewhereHearsNoSecretInWhyItsAnswerWasRefused(t *testing.T) {
	const secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
	d, fake := newDeskOf(t, chatting(remoteName, model.Remote), func(_ context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		say(model.Chunk{Text: "a.py\n<<<<<<< SEARCH\ntokens = [" + placeholder.FindString(call.Request.Prompt) + "]\n=======\n>>>>>>> REPLACE\n"})
		return nil
	}, modeltest.Says())
	folder := buffer.FileURI(t.TempDir())
	d.store.SetRoots([]buffer.Root{{Client: string(folder), Name: "project"}})
	d.uri = folder + "/a.py"
	d.store.Open(buffer.OpenParams{Client: string(d.uri), Text: "token = \"" + secret + "\"\n"})
	req := completion.ActionRequest{Session: "one", Place: d.request(completion.Invoked)}
	if _, err := d.engine.Act(t.Context(), req, completion.Offer{Kind: completion.ProjectKind, Instruction: "take it out"}); err == nil || !strings.Contains(err.Error(), secret) {
		t.Fatalf("the user is told %v", err)
	}
	if all := fake.Calls(); len(all) != 2 || strings.Contains(all[1].Request.Prompt, secret) || !strings.Contains(all[1].Request.Prompt, "no such lines") {
		t.Errorf("asked %d times, the last time %q", len(all), all[len(all)-1].Request.Prompt)
	}
}

// placeholder is what a model elsewhere reads in the place of a secret.
var placeholder = regexp.MustCompile(`FIMBLE_SECRET_\w{8}`)

func TestNothingIsOfferedInAFileThatIsNotRead(t *testing.T) {
	d, _ := newDesk(t, modeltest.Says(), modeltest.Says())
	d.options.Denied = []string{"*.secret.go"}
	d.open("a.secret.go", undocumentedGo)
	if _, err := d.acts(action.Docs); !errors.Is(err, errNotOffered) {
		t.Errorf("got %v", err)
	}
}

func TestActionThatIsGivenUpChangesNothing(t *testing.T) {
	d, _ := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: prompt.Chat}, modeltest.Hangs("summary: x"), modeltest.Says())
	d.open("a.go", undocumentedGo)
	s, _ := d.store.View().Snapshot(d.uri)
	s.Outline(time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	req := completion.ActionRequest{
		Session: "one", Place: d.request(completion.Invoked), Span: syntax.Span{Start: d.offset, End: d.offset}, Asked: true, Asking: cancel,
	}
	changes, err := d.engine.Act(ctx, req, d.engine.Offers(req)[0])
	if !errors.Is(err, context.Canceled) || changes != nil {
		t.Errorf("got %v, %v", changes, err)
	}
}

const todoPython = "def lo█ad(path):\n    # Gone files are empty.\n    pass\n\n\ndef other():\n    return 1\n"

func TestBodyComesFromTheModelThatFillsIn(t *testing.T) {
	d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: "qwen2.5-coder"},
		modeltest.Says("if not exists(path):\n", "        return b\"\"\n", "    return read(path)\n", "\n\n", "def next_one():\n", "    pass\n"), modeltest.Says())
	d.open("a.py", todoPython)
	got, err := d.acts(action.Body)
	want := strings.Replace(strings.Replace(todoPython, "█", "", 1), "pass", "if not exists(path):\n        return b\"\"\n    return read(path)", 1)
	if err != nil || got != want {
		t.Errorf("the file is\n%s (%v), want\n%s", got, err, want)
	}
	if asked := fake.Calls()[0].Request.Prompt; strings.Contains(asked, "pass") || !strings.Contains(asked, "# Gone files are empty.") {
		t.Errorf("asked %q", asked)
	}
}

func TestBodyThatTheModelHasNotIsAnError(t *testing.T) {
	for name, script := range map[string]modeltest.Script{
		"says nothing": modeltest.Says(), "says it again": modeltest.Says("pass\n"), "fails": modeltest.Fails(errors.New("no")),
		"talks": modeltest.Says("I'm sorry, but I cannot help with that.\n"),
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: "qwen2.5-coder"}, script, modeltest.Says())
			d.open("a.py", todoPython)
			if got, err := d.acts(action.Body); err == nil {
				t.Errorf("the file is\n%s", got)
			}
		})
	}
}

// The embedded engine copies what is like it elsewhere, and cannot tell whether
// that is what is wanted.
func TestCodeIsNeverWrittenByTheEmbeddedEngine(t *testing.T) {
	files := map[string]string{"a body": todoPython, "what a comment says": "def f(names):\n    x = 1\n    # TODO: print each name█\n    return x\n"}
	for of, marked := range files {
		for name, c := range map[string]struct {
			use      map[completion.Purpose]string
			fallback []string
			why      string
		}{
			"no model":              {use: nil, why: `set model, or invoked under [use], to one, such as "ollama:NAME"`},
			"by its name":           {use: map[completion.Purpose]string{completion.Invoked: "local"}, why: "set model, or invoked"},
			"a model for the rest":  {use: map[completion.Purpose]string{completion.Inline: remoteName}, why: "set model, or invoked"},
			"behind one that fails": {use: map[completion.Purpose]string{completion.Invoked: remoteName}, fallback: []string{"local"}, why: errBroken.Error()},
		} {
			t.Run(of+", "+name, func(t *testing.T) {
				d, _ := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: "qwen2.5-coder"},
					modeltest.Fails(errBroken), modeltest.Says("return read(path)\n"))
				d.options.Use, d.options.Fallback = c.use, map[string][]string{remoteName: c.fallback}
				d.open("a.py", marked)
				if got, err := d.acts(action.Body); err == nil || !strings.Contains(err.Error(), c.why) {
					t.Errorf("the file is\n%s (%v)", got, err)
				}
			})
		}
	}
}

func TestHalfABodyIsNone(t *testing.T) {
	d, _ := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: "qwen2.5-coder"},
		modeltest.Fails(errBroken, "if not exists(path):\n", "        return b\"\"\n", "    data = "), modeltest.Says())
	d.open("a.py", todoPython)
	if got, err := d.acts(action.Body); !errors.Is(err, errBroken) {
		t.Errorf("the file is\n%s (%v)", got, err)
	}
}

func TestCodeThatDoesNotFitTheModelIsNotWrittenAgain(t *testing.T) {
	d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 2048, Family: prompt.Chat}, modeltest.Says("<CODE>\nx = 1\n</CODE>"), modeltest.Says())
	d.open("a.py", strings.Repeat("x = 1\n", 1500)+"█")
	req := completion.ActionRequest{Session: "one", Place: d.request(completion.Invoked), Span: syntax.Span{Start: 0, End: d.offset}, Asked: true}
	changes, err := d.engine.Act(t.Context(), req, completion.Offer{Kind: completion.EditKind, Instruction: "change it"})
	if err == nil || !strings.Contains(err.Error(), "take less") || changes != nil {
		t.Errorf("got %v, %v", changes, err)
	}
	if n := len(fake.Calls()); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

func TestAnswerHasRoomForTheCodeThatIsWrittenAgain(t *testing.T) {
	d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 32768, Family: prompt.Chat}, modeltest.Says("<CODE>\nx = 1\n</CODE>"), modeltest.Says())
	d.open("a.py", strings.Repeat("x = 1\n", 1500)+"█")
	req := completion.ActionRequest{Session: "one", Place: d.request(completion.Invoked), Span: syntax.Span{Start: 0, End: d.offset}, Asked: true}
	if _, err := d.engine.Act(t.Context(), req, completion.Offer{Kind: completion.EditKind, Instruction: "remove all the duplicate variables"}); err != nil {
		t.Fatal(err)
	}
	if most := fake.Calls()[0].Request.MaxTokens; most < 2*9000/3 {
		t.Errorf("the answer may have %d tokens", most)
	}
}

func TestWordsAreFoundForWhatTheModelCanRead(t *testing.T) {
	d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 2048, Family: prompt.Chat}, modeltest.Says("summary: adds up."), modeltest.Says())
	d.open("a.go", "package p\n\nfunc to█tal() {\n"+strings.Repeat("\tadd(1, 2, 3)\n", 500)+"}\n")
	if got, err := d.acts(action.Docs); err != nil || !strings.Contains(got, "// total adds up.\nfunc total() {") {
		t.Errorf("%v", err)
	}
	if size := len(fake.Calls()[0].Request.Prompt); size > 2048*3/2+200 {
		t.Errorf("asked with %d bytes", size)
	}
}

func TestWhatACommentWantsIsWrittenInFrontOfWhatFollows(t *testing.T) {
	d, _ := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Family: "qwen2.5-coder"},
		modeltest.Says("for n in names:\n", "        print(n)\n", "    return x\n", "\n\nprint(f([]))\n"), modeltest.Says())
	d.open("a.py", "def f(names):\n    x = 1\n    # TODO: print each name█\n    return x\n")
	got, err := d.acts(action.Body)
	want := "def f(names):\n    x = 1\n    # TODO: print each name\n    for n in names:\n        print(n)\n    return x\n"
	if err != nil || got != want {
		t.Errorf("the file is\n%s (%v), want\n%s", got, err, want)
	}
}

func TestMenuWaitsForTheFirstParse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // whose clock stands still while a parser works
		d, _ := newDeskOf(t, chatting(remoteName, model.Machine), modeltest.Says(), modeltest.Says())
		d.open("a.cc", "int ha█lf(int price) { return price / 2; }\n"+strings.Repeat("int twice(int price) { return price * 2; }\n", 3000))
		offers := d.engine.Offers(completion.ActionRequest{
			Session: "one", Place: d.request(completion.Invoked), Span: syntax.Span{Start: d.offset, End: d.offset}, Asked: true,
		})
		if !slices.ContainsFunc(offers, func(o completion.Offer) bool { return o.Kind == action.Docs }) {
			t.Errorf("offered %+v", offers)
		}
	})
}
