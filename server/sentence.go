package server

import (
	"encoding/json"
	"strings"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// editParams are the argument of CommandEdit.
type editParams struct {
	URI         string `json:"uri"`
	Range       extent `json:"range"`
	Instruction string `json:"instruction"`
	Scope       string `json:"scope"`   // "project" if other files may be changed, too
	Confirm     *bool  `json:"confirm"` // false if the user need not see the change before it is made
}

// runEdit is the command that does what a sentence says.
func (c *connection) runEdit(arguments []protocol.LSPAny) error {
	var p editParams
	if len(arguments) != 1 || json.Unmarshal(arguments[0], &p) != nil || p.Range.reversed() {
		return errParams
	}
	kind := completion.EditKind
	switch p.Scope {
	case "":
	case "project":
		kind = completion.ProjectKind
	default:
		return errParams
	}
	title := "Fimble: " + firstWords(p.Instruction)
	label := title
	if p.Confirm != nil && !*p.Confirm {
		label = ""
	}
	c.do(job{
		uri: buffer.Canonical(p.URI), title: title, label: label, talk: true,
		span:  func(doc *buffer.Snapshot) syntax.Span { return p.Range.span(doc.Text(), c.client.unit) },
		offer: completion.Offer{Kind: kind, Instruction: p.Instruction},
	})
	return nil
}

// firstWords are as much of a sentence as a title has room for.
func firstWords(sentence string) string {
	const room = 60
	words := []rune(strings.Join(strings.Fields(sentence), " "))
	if len(words) > room {
		words = append(words[:room-1], '…')
	}
	return string(words)
}

// done remembers what was done by a sentence, and names the files of a project
// that have changed, if the user has not seen that before.
func (c *connection) done(at moment, j job, changes []completion.Change) {
	project := j.offer.Kind == completion.ProjectKind
	if doc, ok := at.view.Snapshot(j.uri); ok {
		c.talk.add(doc, project, completion.Turn{Instruction: j.offer.Instruction, Changed: completion.Summary(changes)})
	}
	if !project || j.label != "" && c.client.annotatesEdits {
		return
	}
	names := make([]string, len(changes))
	for i, change := range changes {
		names[i] = change.File.Path
	}
	c.outbox.say(protocol.MessageTypeInfo, "Fimble has changed "+strings.Join(names, ", ")+"; save them to keep that")
}
