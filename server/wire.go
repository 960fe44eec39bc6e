package server

import (
	"encoding/json"
	"strconv"

	"go.lsp.dev/protocol"
)

// What Fimble adds to the Language Server Protocol. Clients work without any
// of it; editors/README.md tells their authors the same.

// Section is where an editor keeps Fimble's options. It is asked for by
// workspace/configuration, and looked for in workspace/didChangeConfiguration
// and in the initializationOptions, which may also be the options themselves.
const Section = "fimble"

// CommandAccepted is the command that stands in every suggestion, to be run by
// workspace/executeCommand after the suggestion was inserted. Its only
// argument is the suggestion's id, its answer null.
const CommandAccepted = "fimble.accepted"

// CommandAct is the command that stands in a code action for clients that cannot
// resolve one. Its only argument is the action's data, its answer null; the edit
// comes by workspace/applyEdit.
const CommandAct = "fimble.act"

// CommandEdit is the command that changes code as a sentence says. Its only
// argument has the uri of a document, a range in it and the instruction, its
// answer is null; the edit comes by workspace/applyEdit, annotated.
const CommandEdit = "fimble.edit"

// CommandExplain is the command that says what code does. Its only argument has
// the uri of a document and a range in it, its answer is null; the words come by
// window/showMessage.
const CommandExplain = "fimble.explain"

// NotificationDidShow tells that a suggestion is on the screen, and
// NotificationDidPartiallyAccept that a start of it was inserted. Their names
// and parameters are those of GitHub Copilot's language server, for which some
// clients send them.
const (
	NotificationDidShow            = "textDocument/didShowCompletion"
	NotificationDidPartiallyAccept = "textDocument/didPartiallyAcceptCompletion"
)

// NotificationReady tells a client that has the capability
// experimental.fimble.ready that a better answer has come in than the one it
// was given at the position: it asks again, unless the document has changed or
// the cursor has moved.
const NotificationReady = "fimble/ready"

// NotificationStatus tells a client that has the capability
// experimental.fimble.status what became of each request for ghost text.
const NotificationStatus = "fimble/status"

// RequestContext asks for what a model would get to see at a place: the
// parameters are a textDocument and a position, the answer is a text to read.
const RequestContext = "fimble/context"

// RequestExplain asks what code does: the parameters are a textDocument and a
// range, the answer is Markdown.
const RequestExplain = "fimble/explain"

// accepted is the command of one suggestion. Who keeps the suggestion while the
// user types has to know how far it reached behind the cursor at the request,
// in units of the client's.
func accepted(id string, behind int64) protocol.Command {
	argument, _ := json.Marshal(id) // a text always marshals
	command := protocol.Command{
		Title:     "Count the suggestion as accepted",
		Command:   CommandAccepted,
		Arguments: []protocol.LSPAny{argument},
	}
	if behind > 0 {
		command.Arguments = append(command.Arguments, protocol.LSPAny(strconv.FormatInt(behind, 10)))
	}
	return command
}

// act is the command of one action.
func act(data *actionData) *protocol.Command {
	argument, _ := json.Marshal(data) // texts and numbers always marshal
	return &protocol.Command{Title: data.Title, Command: CommandAct, Arguments: []protocol.LSPAny{argument}}
}

func (c *connection) executeCommand(p *protocol.ExecuteCommandParams) (any, error) {
	switch p.Command {
	case CommandAccepted:
	case CommandAct:
		return nil, c.runAction(p.Arguments)
	case CommandEdit:
		return nil, c.runEdit(p.Arguments)
	case CommandExplain:
		return nil, c.runExplain(p.Arguments)
	default:
		return nil, errUnknownCommand
	}
	var id string
	if len(p.Arguments) == 0 || len(p.Arguments) > 2 || json.Unmarshal(p.Arguments[0], &id) != nil {
		return nil, errParams
	}
	c.Engine.Accepted(id)
	return nil, nil
}
