package server

import (
	"encoding/json"
	"strings"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
)

// A diagnostic is one as it comes in: only what matters here, since any server
// in the editor may have made it. Its code is a number or a text.
type diagnostic struct {
	Range   extent          `json:"range"`
	Message json.RawMessage `json:"message"` // a text, or one with markup
	Code    json.RawMessage `json:"code"`
	Source  string          `json:"source"`
	Related []struct {
		Message string `json:"message"`
	} `json:"relatedInformation"`
}

// mostDiagnostics is how many are offered to be fixed at one place; a menu of
// more is of no use.
const mostDiagnostics = 10

// diagnosticsOf are those that can be read and say something, and as they came.
func diagnosticsOf(doc *buffer.Snapshot, all []protocol.LSPAny, unit encoding) (found []completion.Diagnostic, sent []protocol.LSPAny) {
	for _, raw := range all {
		var d diagnostic
		if json.Unmarshal(raw, &d) != nil {
			continue
		}
		message := textOf(d.Message)
		if message == "" || d.Range.reversed() || len(found) == mostDiagnostics {
			continue
		}
		one := completion.Diagnostic{Span: d.Range.span(doc.Text(), unit), Message: message, Source: d.Source}
		if code := strings.Trim(string(d.Code), `"`); code != "null" {
			one.Code = code
		}
		for _, r := range d.Related {
			one.Related = append(one.Related, r.Message)
		}
		found, sent = append(found, one), append(sent, raw)
	}
	return found, sent
}

// textOf is a text, or that of a markup.
func textOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var markup struct {
		Value string `json:"value"`
	}
	_ = json.Unmarshal(raw, &markup) // what is neither says nothing
	return markup.Value
}
