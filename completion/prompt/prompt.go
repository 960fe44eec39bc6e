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
	Suffix string // what follows the answer, for servers that put it in place themselves; empty if the Text holds it
	// Stop are what the answer ends before. Servers take at most four: those
	// come first that end the text, begin another file or begin a prompt anew.
	Stop []string
}

// Render renders the window for a family of models, by its name in Families.
// All pieces of the window are in the text, in their order, but for what adds
// more than OverheadTokens; those of other files come before those of the file
// itself.
func Render(name string, w *window.Window) (Prompt, error) {
	f, ok := byName(name)
	if !ok {
		return Prompt{}, fmt.Errorf("render prompt: %w", unknown(name))
	}
	page := newPage(f, w)
	var text strings.Builder
	text.Grow(page.size())
	if err := f.template.Execute(&text, page); err != nil {
		return Prompt{}, fmt.Errorf("render prompt for %s: %w", name, err)
	}
	p := Prompt{System: f.system, Text: text.String(), Stop: f.stop}
	if f.apart {
		p.Suffix = page.Suffix
	}
	return p, nil
}
