package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"fimble/context/buffer"
)

// editorMain is a text editor for scripts. It starts "fimble" as editors do,
// speaks LSP with it on stdio, and plays the commands in the file that it is
// given, a line each:
//
//	open FILE        opens a file, the cursor at its end
//	after TEXT       puts the cursor behind the first TEXT
//	type TEXT        types, in one change; TEXT is quoted as in Go
//	ask              prints the ghost text, or "nothing"
//	accept           puts the ghost text in and runs its command
//	undo             takes back the last change
//	list             prints the labels of the completion list
//	print            prints the text
//
// It ends with shutdown and exit, and prints the server's exit code.
func editorMain() {
	script, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = playScript(strings.Split(strings.TrimSpace(string(script)), "\n"), os.Args[2:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "editor:", err)
		os.Exit(1)
	}
}

type editor struct {
	in      io.Writer
	out     *bufio.Reader
	id      int
	uri     string
	text    string
	cursor  int // bytes
	version int
	ghost   *ghostText
	undo    func()
}

type ghostText struct {
	InsertText string          `json:"insertText"`
	Range      lspRange        `json:"range"`
	Command    json.RawMessage `json:"command"`
}

type lspRange struct{ Start, End position }

func playScript(lines, arguments []string) error {
	server := exec.Command("fimble", arguments...)
	server.Stderr = os.Stderr
	in, err := server.StdinPipe()
	if err != nil {
		return err
	}
	out, err := server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	e := &editor{in: in, out: bufio.NewReader(out)}
	dir, _ := os.Getwd()
	e.ask("initialize", map[string]any{
		"capabilities":     map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-8"}}},
		"workspaceFolders": []any{map[string]any{"uri": string(buffer.FileURI(dir)), "name": filepath.Base(dir)}},
	}, nil)
	e.tell("initialized", map[string]any{})
	for _, line := range lines {
		if err := e.play(line); err != nil {
			return fmt.Errorf("%s: %w", line, err)
		}
	}
	e.ask("shutdown", nil, nil)
	e.tell("exit", nil)
	err = server.Wait()
	fmt.Println("exit", server.ProcessState.ExitCode())
	return err
}

func (e *editor) play(line string) error {
	command, argument, _ := strings.Cut(line, " ")
	switch command {
	case "open":
		data, err := os.ReadFile(argument)
		if err != nil {
			return err
		}
		path, _ := filepath.Abs(argument)
		e.uri, e.text, e.cursor, e.version = string(buffer.FileURI(path)), string(data), len(data), 1
		e.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": e.uri, "languageId": strings.TrimPrefix(filepath.Ext(path), "."), "version": 1, "text": e.text,
		}})
	case "after":
		at := strings.Index(e.text, argument)
		if at < 0 {
			return fmt.Errorf("not in the text")
		}
		e.cursor = at + len(argument)
	case "type":
		text, err := strconv.Unquote(argument)
		if err != nil {
			return err
		}
		e.change(e.at(e.cursor), e.at(e.cursor), text)
	case "ask":
		return e.showGhost()
	case "accept":
		e.change(e.ghost.Range.Start, e.ghost.Range.End, e.ghost.InsertText)
		return e.ask("workspace/executeCommand", e.ghost.Command, nil)
	case "undo":
		e.undo()
	case "list":
		return e.showList()
	case "print":
		fmt.Println(e.text)
	default:
		return fmt.Errorf("no such command")
	}
	return nil
}

// showGhost asks until there is an answer: the project is read in the
// background.
func (e *editor) showGhost() error {
	var list struct{ Items []*ghostText }
	for range 100 {
		err := e.ask("textDocument/inlineCompletion", map[string]any{
			"textDocument": map[string]any{"uri": e.uri}, "position": e.at(e.cursor), "context": map[string]any{"triggerKind": 1},
		}, &list)
		if err != nil {
			return err
		}
		if len(list.Items) > 0 {
			e.ghost = list.Items[0]
			fmt.Printf("ghost %q\n", e.ghost.InsertText)
			return nil
		}
	}
	fmt.Println("nothing")
	return nil
}

func (e *editor) showList() error {
	var list struct {
		Items []struct{ Label string }
	}
	err := e.ask("textDocument/completion", map[string]any{
		"textDocument": map[string]any{"uri": e.uri}, "position": e.at(e.cursor),
	}, &list)
	for _, item := range list.Items {
		fmt.Printf("entry %q\n", item.Label)
	}
	return err
}

// change replaces a range, and puts the cursor behind the new text.
func (e *editor) change(start, end position, text string) {
	e.version++
	e.tell("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": e.uri, "version": e.version},
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": start, "end": end}, "text": text}},
	})
	from, to := e.offset(start), e.offset(end)
	old := e.text[from:to]
	e.undo = func() { e.change(start, e.at(from+len(text)), old) }
	e.text = e.text[:from] + text + e.text[to:]
	e.cursor = from + len(text)
}

func (e *editor) at(offset int) position {
	before := e.text[:offset]
	return position{strings.Count(before, "\n"), offset - strings.LastIndexByte(before, '\n') - 1}
}

func (e *editor) offset(p position) int {
	at := 0
	for range p.Line {
		at += strings.IndexByte(e.text[at:], '\n') + 1
	}
	return at + p.Character
}

func (e *editor) tell(method string, params any) {
	e.write(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

func (e *editor) write(message map[string]any) {
	if message["params"] == nil {
		delete(message, "params")
	}
	body, _ := json.Marshal(message)
	fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

// ask waits for the answer, and lets everything else go by.
func (e *editor) ask(method string, params, result any) error {
	e.id++
	e.write(map[string]any{"jsonrpc": "2.0", "id": e.id, "method": method, "params": params})
	for {
		header, err := textproto.NewReader(e.out).ReadMIMEHeader()
		if err != nil {
			return err
		}
		length, _ := strconv.Atoi(header.Get("Content-Length"))
		body := make([]byte, length)
		if _, err := io.ReadFull(e.out, body); err != nil {
			return err
		}
		var answer struct {
			ID     *int
			Method string
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		if err := json.Unmarshal(body, &answer); err != nil {
			return err
		}
		switch {
		case answer.ID == nil || answer.Method != "" || *answer.ID != e.id:
			continue
		case answer.Error != nil:
			return fmt.Errorf("%s: %s", method, answer.Error.Message)
		case result == nil || string(answer.Result) == "null":
			return nil
		}
		return json.Unmarshal(answer.Result, result)
	}
}
