package server_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion"
	"fimble/context/syntax"
	"fimble/server"
	"fimble/server/servertest"
)

// units are the three ways in which a client may count.
var units = []string{"utf-8", "utf-16", "utf-32"}

// TestEverySuggestionIsShownAsMarked runs the cases in testdata/inline, each in
// all encodings. Marks: █ cursor, ├…┤ inserted, ╣ end of what it replaces.
func TestEverySuggestionIsShownAsMarked(t *testing.T) {
	files, err := filepath.Glob("testdata/inline/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		part := map[string]string{}
		for _, f := range archive.Files {
			part[f.Name] = strings.TrimSuffix(string(f.Data), "\n")
		}
		for _, unit := range units {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+unit, func(t *testing.T) {
				crlf := strings.Contains(string(archive.Comment), "line ends: crlf")
				if diff := cmp.Diff(part["shown"], shown(t, part, unit, crlf)); diff != "" {
					t.Errorf("shown (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// shown asks for the one suggestion of a case and marks it in the document.
func shown(t *testing.T, part map[string]string, unit string, crlf bool) string {
	t.Helper()
	ends := strings.NewReplacer()
	if crlf {
		ends = strings.NewReplacer("\n", "\r\n")
	}
	text, cursor := servertest.Marked(t, ends.Replace(part["document"]))
	original, span, insert := unmark(t, ends.Replace(part["answer"]))
	if original != text {
		t.Fatalf("the answer is for %q, the document is %q", original, text)
	}
	e := start(t, unit, func(_ context.Context, req completion.Request) completion.Result {
		return servertest.Replace(req, span, strings.ReplaceAll(insert, "\r\n", "\n"))
	})
	e.Open("file:///w/x.txt", "plaintext", text)
	params := e.Inline("file:///w/x.txt", text, cursor)
	if part["selected"] != "" {
		_, span, entry := unmark(t, ends.Replace(part["selected"]))
		params["context"].(map[string]any)["selectedCompletionInfo"] = map[string]any{
			"range": servertest.Range{Start: servertest.At(text, span.Start, unit), End: servertest.At(text, span.End, unit)},
			"text":  entry,
		}
	}
	item := onlyItem(t, e.Ask("textDocument/inlineCompletion", params))
	if item == nil {
		return "nothing"
	}
	start, end := offsetOf(t, text, item.Range.Start, unit), offsetOf(t, text, item.Range.End, unit)
	if item.Range.Start.Line != item.Range.End.Line {
		t.Errorf("the range goes over several lines: %+v", item.Range)
	}
	if before := text[start:max(start, min(cursor, end))]; !strings.HasPrefix(item.FilterText, before) {
		t.Errorf("%q is not shown behind %q", item.FilterText, before)
	}
	behind := servertest.At(text, max(end, cursor), unit).Character - servertest.At(text, cursor, unit).Character
	if got := item.behind(); behind > 0 && got != float64(behind) || behind == 0 && got != nil {
		t.Errorf("%d characters behind the position are taken in, and %v are said to be", behind, got)
	}
	marked := text[:start] + "├" + item.InsertText + "┤" + text[end:]
	if start != end {
		marked = text[:start] + "├" + item.InsertText + "┤" + text[start:end] + "╣" + text[end:]
	}
	if strings.Contains(item.InsertText+item.FilterText, "\r") {
		t.Errorf("editors would insert the carriage return: %+v", item)
	}
	return strings.ReplaceAll(marked, "\r\n", "\n")
}

type item struct {
	InsertText string           `json:"insertText"`
	FilterText string           `json:"filterText"`
	Range      servertest.Range `json:"range"`
	Command    struct {
		Command   string `json:"command"`
		Arguments []any  `json:"arguments"`
	} `json:"command"`
}

// behind is how many characters behind the position the range takes in, as the
// suggestion itself says.
func (i *item) behind() any {
	if len(i.Command.Arguments) < 2 {
		return nil
	}
	return i.Command.Arguments[1]
}

// onlyItem is the suggestion of an answer, or nil if the list is empty. Null
// is no answer to a request that nothing has overtaken.
func onlyItem(t *testing.T, answer servertest.Answer) *item {
	t.Helper()
	var list *struct {
		Items []item `json:"items"`
	}
	answer.Decode(t, &list)
	if list == nil || list.Items == nil || len(list.Items) > 1 {
		t.Fatalf("got %s, want a list of at most one suggestion", answer.Result)
	}
	if len(list.Items) == 0 {
		return nil
	}
	return &list.Items[0]
}

// unmark reads an edit: before├inserted┤replaced╣after.
func unmark(t *testing.T, marked string) (text string, span syntax.Span, insert string) {
	t.Helper()
	before, rest, ok := strings.Cut(marked, "├")
	insert, rest, closed := strings.Cut(rest, "┤")
	if !ok || !closed {
		t.Fatalf("the text must have one ├…┤: %q", marked)
	}
	replaced, after, replaces := strings.Cut(rest, "╣")
	if !replaces {
		replaced, after = "", rest
	}
	return before + replaced + after, syntax.Span{Start: len(before), End: len(before) + len(replaced)}, insert
}

// offsetOf is the byte offset that has that position.
func offsetOf(t *testing.T, text string, p servertest.Position, unit string) int {
	t.Helper()
	for i := range text {
		if servertest.At(text, i, unit) == p {
			return i
		}
	}
	if servertest.At(text, len(text), unit) == p {
		return len(text)
	}
	t.Fatalf("%+v is no place of %q", p, text)
	return 0
}

// start is an editor that counts in unit, and an engine behind it.
func start(t *testing.T, unit string, answer func(context.Context, completion.Request) completion.Result) *servertest.Editor {
	t.Helper()
	e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{Answer: answer}})
	caps := e.Initialize(map[string]any{"capabilities": map[string]any{
		"general": map[string]any{"positionEncodings": []string{unit}},
	}})
	if caps["positionEncoding"] != unit {
		t.Fatalf("the server counts in %v, want %s", caps["positionEncoding"], unit)
	}
	return e
}

func TestAcceptedSuggestionIsCounted(t *testing.T) {
	engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
		r := servertest.Insert(req, "x")
		r.Items[0].ID = "flight-17"
		return r
	}}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Open("untitled:Untitled-1", "go", "")
	got := onlyItem(t, e.Ask("textDocument/inlineCompletion", e.Inline("untitled:Untitled-1", "", 0)))
	e.Ask("workspace/executeCommand", got.Command)
	if diff := cmp.Diff([]string{"flight-17"}, engine.AcceptedIDs()); diff != "" {
		t.Errorf("accepted (-want +got):\n%s", diff)
	}
	if code := e.Ask("workspace/executeCommand", map[string]any{"command": "rm"}).Code(); code != -32602 {
		t.Errorf("an unknown command got code %d, want -32602", code)
	}
	if code := e.Ask("workspace/executeCommand", map[string]any{"command": got.Command.Command}).Code(); code != -32602 {
		t.Errorf("a missing id got code %d, want -32602", code)
	}
}

func TestAcceptedSuggestionThatReplacesACloserIsCounted(t *testing.T) {
	const text = "call()"
	engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
		r := servertest.Replace(req, syntax.Span{Start: 5, End: 6}, "x) + y")
		r.Items[0].ID = "flight-17"
		return r
	}}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Open("file:///w/a.txt", "plaintext", text)
	got := onlyItem(t, e.Ask("textDocument/inlineCompletion", e.Inline("file:///w/a.txt", text, 5)))
	if len(got.Command.Arguments) != 2 {
		t.Fatalf("got %+v, want an item that says what it replaces", got)
	}
	e.Ask("workspace/executeCommand", got.Command)
	if diff := cmp.Diff([]string{"flight-17"}, engine.AcceptedIDs()); diff != "" {
		t.Errorf("accepted (-want +got):\n%s", diff)
	}
}

func TestAnswerForAnotherVersionIsNotShown(t *testing.T) {
	for name, wrong := range map[string]func(*completion.Item){
		"version":  func(i *completion.Item) { i.Version-- },
		"document": func(i *completion.Item) { i.Edits[0].URI = "file:///w/b.go" },
		"two":      func(i *completion.Item) { i.Edits = append(i.Edits, i.Edits[0]) },
		"none":     func(i *completion.Item) { i.Edits = nil },
		"outside":  func(i *completion.Item) { i.Edits[0].Span = syntax.Span{Start: 0, End: 99} },
		"before":   func(i *completion.Item) { i.Edits[0].Span = syntax.Span{Start: -1, End: 0} },
		"reversed": func(i *completion.Item) { i.Edits[0].Span = syntax.Span{Start: 2, End: 1} },
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t, "utf-8", func(_ context.Context, req completion.Request) completion.Result {
				r := servertest.Insert(req, "x")
				wrong(&r.Items[0])
				return r
			})
			e.Open("file:///w/a.go", "go", "abc")
			if answer := e.Ask("textDocument/inlineCompletion", e.Inline("file:///w/a.go", "abc", 3)); string(answer.Result) != `{"items":[]}` {
				t.Errorf("got %s, want no suggestion", answer.Result)
			}
		})
	}
}

func TestSelectedEntryWithAReversedRangeIsRefused(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	e.Open("file:///w/a.go", "go", "fmt")
	params := e.Inline("file:///w/a.go", "fmt", 3)
	params["context"].(map[string]any)["selectedCompletionInfo"] = json.RawMessage(
		`{"range":{"start":{"line":0,"character":3},"end":{"line":0,"character":0}},"text":"fmt"}`)
	if code := e.Ask("textDocument/inlineCompletion", params).Code(); code != -32602 {
		t.Errorf("got code %d, want invalid parameters", code)
	}
}

func TestDocumentThatMovedOnMakesTheAnswerNull(t *testing.T) {
	asked, goOn := make(chan struct{}), make(chan struct{})
	e := start(t, "utf-16", func(_ context.Context, req completion.Request) completion.Result {
		close(asked)
		<-goOn
		return servertest.Insert(req, "late")
	})
	e.Open("file:///w/a.go", "go", "a")
	pending := e.Send("textDocument/inlineCompletion", e.Inline("file:///w/a.go", "a", 1))
	<-asked
	e.Change("file:///w/a.go", 2, "a", 1, 1, "b")
	e.Ask("workspace/executeCommand", nil) // the change has been read
	close(goOn)
	if answer := pending.Wait(); string(answer.Result) != "null" {
		t.Errorf("got %s, want null", answer.Result)
	}
}

func TestPlaceThatDoesNotExistAsksNoModel(t *testing.T) {
	const text = "a😀\r\nb\n"
	for name, position := range map[string]string{
		"column beyond the line": `{"line":0,"character":4}`,
		"inside of a character":  `{"line":0,"character":2}`,
		"line beyond the text":   `{"line":3,"character":0}`,
		"far line":               `{"line":4294967295,"character":0}`,
		"negative line":          `{"line":-1,"character":0}`,
		"negative column":        `{"line":0,"character":-1}`,
		"huge column":            `{"line":1,"character":9007199254740991}`,
	} {
		t.Run(name, func(t *testing.T) {
			engine := &servertest.Engine{}
			e := servertest.Start(t, server.Config{Engine: engine})
			e.Open("file:///w/a.go", "go", text)
			params := map[string]any{
				"textDocument": map[string]any{"uri": "file:///w/a.go"},
				"position":     json.RawMessage(position),
				"context":      map[string]any{"triggerKind": 2},
			}
			for _, method := range []string{"textDocument/inlineCompletion", "textDocument/completion"} {
				if answer := e.Ask(method, params); string(answer.Result) != "null" {
					t.Errorf("%s: got %s and error %v, want null", method, answer.Result, answer.Error)
				}
			}
			if n := len(engine.Requests()); n != 0 {
				t.Errorf("the engine was asked %d times", n)
			}
		})
	}
}

func TestFailureIsToldOnceAndOnlyToWhoAsked(t *testing.T) {
	engine := &servertest.Engine{Answer: func(context.Context, completion.Request) completion.Result {
		return completion.Result{Reason: completion.ReasonFailed, Err: context.DeadlineExceeded}
	}}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Open("file:///w/a.go", "go", "a")
	automatic := e.Inline("file:///w/a.go", "a", 1)
	explicit := e.Inline("file:///w/a.go", "a", 1)
	explicit["context"] = map[string]any{"triggerKind": 1}

	if answer := e.Ask("textDocument/inlineCompletion", automatic); string(answer.Result) != "null" {
		t.Errorf("automatic: got %s, want null", answer.Result)
	}
	for range 2 {
		if answer := e.Ask("textDocument/inlineCompletion", explicit); string(answer.Result) != "null" {
			t.Errorf("invoked: got %s, want null", answer.Result)
		}
	}
	var first, second struct{ Message string }
	decode(t, e.Note("window/logMessage"), &first)
	decode(t, e.Note("window/showMessage"), &second)
	if !strings.Contains(first.Message, string(completion.ReasonFailed)) || !strings.Contains(second.Message, "deadline exceeded") {
		t.Errorf("told %q and %q", first.Message, second.Message)
	}
	e.Note("window/logMessage") // of the second explicit one, which shows no message
	if n := e.Notes(); n != 0 {
		t.Errorf("%d more messages", n)
	}
	purposes := []completion.Purpose{completion.Inline, completion.Invoked, completion.Invoked}
	for i, r := range engine.Requests() {
		if r.Purpose != purposes[i] {
			t.Errorf("request %d is %s, want %s", i, r.Purpose, purposes[i])
		}
	}
}

func decode(t *testing.T, raw json.RawMessage, into any) {
	t.Helper()
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatalf("decode %s: %v", raw, err)
	}
}
