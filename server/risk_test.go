package server_test

import (
	"encoding/json"
	"strings"
	"testing"

	"fimble/completion/model/modeltest"
	"fimble/server/servertest"
)

const asksForRisk = "# fimble: list a folder\n"

// riskyAnswer lists folders by a shell, and does not take advice.
func riskyAnswer() modeltest.Script {
	return modeltest.Says("<CODE>\nimport os\n\ndef listing(folder):\n    return os.popen(\"ls \" + folder).read()\n</CODE>")
}

func TestRiskOfAnEditIsNamedInItsAnnotation(t *testing.T) {
	capabilities := resolving()
	capabilities["capabilities"].(map[string]any)["workspace"] = map[string]any{"workspaceEdit": map[string]any{
		"documentChanges": true, "changeAnnotationSupport": map[string]any{},
	}}
	e := connected(t, realEngine(t, riskyAnswer()), capabilities)
	e.Open(pythonFile, "python", asksForRisk)
	a := waitOffered(t, e, pythonFile, servertest.Position{Character: 8})
	if a.Title != "Fimble: Do what the comment says" || a.Kind != "refactor.rewrite.fimble.comment" {
		t.Errorf("offers %+v", a)
	}
	var done struct {
		Edit struct {
			ChangeAnnotations map[string]struct {
				Label, Description string
				NeedsConfirmation  bool
			}
		}
	}
	e.Ask("codeAction/resolve", a).Decode(t, &done)
	note := done.Edit.ChangeAnnotations["fimble"]
	if note.Label != a.Title || !note.NeedsConfirmation || !strings.Contains(note.Description, "shell") || !strings.Contains(note.Description, "as a list") {
		t.Errorf("annotated by %+v", note)
	}
}

func TestRiskOfAnEditIsToldWhereItCannotBeAnnotated(t *testing.T) {
	e := connected(t, realEngine(t, riskyAnswer()), resolving())
	e.Open(pythonFile, "python", asksForRisk)
	var done struct{ Edit json.RawMessage }
	e.Ask("codeAction/resolve", waitOffered(t, e, pythonFile, servertest.Position{Character: 8})).Decode(t, &done)
	if len(done.Edit) == 0 {
		t.Error("no edit")
	}
	if said := string(e.Note("window/showMessage")); !strings.Contains(said, "as a list") {
		t.Errorf("the user is told %s", said)
	}
}
