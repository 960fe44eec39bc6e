// Package prompt turns a Window into the text that a family of models was
// trained to continue. Its law: the same Window always renders to the same
// bytes, what changes least comes first, and nothing that the user wrote is
// ever read as a marker.
package prompt

import (
	"fmt"
	"strings"

	"fimble/context/window"
)

// A Prompt is what a model is sent.
type Prompt struct {
	System string // instruction for models that chat; empty for all others
	Text   string
	Suffix string   // what follows the answer, for servers that put it in place themselves; empty if the Text holds it
	Stop   []string // the answer ends before any of them; those that matter most come first
}

// Render renders the window for a family of models, by its name in Families.
// All pieces of the window are in the text, in their order; those of other
// files come before those of the file itself.
func Render(name string, w *window.Window) (Prompt, error) {
	f, ok := byName(name)
	if !ok {
		return Prompt{}, fmt.Errorf("render prompt: no family %q; there are %s", name, strings.Join(Families(), ", "))
	}
	var text strings.Builder
	if err := f.template.Execute(&text, newPage(f, w)); err != nil {
		return Prompt{}, fmt.Errorf("render prompt for %s: %w", name, err)
	}
	return Prompt{Text: text.String(), Stop: f.stop}, nil
}
