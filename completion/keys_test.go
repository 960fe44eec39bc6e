package completion_test

import (
	"testing"
	"testing/synctest"

	"fimble/completion"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// changes makes edits, each in the text left by the one before, as one change
// of the editor, and leaves the cursor behind the first.
func (d *desk) changes(edits ...buffer.Edit) {
	d.version++
	before, after, err := d.store.Apply(d.uri, d.version, edits)
	if err != nil {
		d.t.Fatal(err)
	}
	d.offset = edits[0].Span.Start + len(edits[0].NewText)
	d.engine.Changed("one", before, after, edits)
}

// replaces takes n bytes before the cursor away and puts text in.
func (d *desk) replaces(n int, text string) {
	d.changes(buffer.Edit{Span: syntax.Span{Start: d.offset - n, End: d.offset}, NewText: text})
}

func TestNothingIsSuggestedRightAfterWhatIsNoTyping(t *testing.T) {
	for name, do := range map[string]func(*desk){
		"undo of what was typed": func(d *desk) { d.types("f"); d.types("o"); d.types("o"); d.replaces(3, "") },
		"redo":                   func(d *desk) { d.types("f"); d.types("o"); d.replaces(2, ""); d.types("fo") },
		"a block pasted":         func(d *desk) { d.types("if x {\n\t\ty()\n\t}") },
		"a block deleted": func(d *desk) {
			d.types("if x {")
			d.types("\n\t\t")
			d.types("y")
			d.types("\n")
			d.replaces(len("x {\n\t\ty\n"), "")
		},
		"several cursors": func(d *desk) {
			d.changes(buffer.Edit{Span: syntax.Span{Start: d.offset, End: d.offset}, NewText: "a"},
				buffer.Edit{Span: syntax.Span{Start: 0, End: 0}, NewText: "a"})
			d.offset++
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, fake := newDesk(t, modeltest.Says("z()"), modeltest.Says())
				d.open("a.lua", "package a\n\nfunc f() {\n\t█\n}\n")
				do(d)
				silent(t, d.waits(completion.Inline), completion.ReasonNoTyping)
				if n := len(fake.Calls()); n > 0 {
					t.Errorf("%d model calls", n)
				}
				if d.waits(completion.Invoked); len(fake.Calls()) != 1 {
					t.Errorf("an explicit request asks %d times", len(fake.Calls()))
				}
				d.types(";")
				if d.waits(completion.Inline); len(fake.Calls()) != 2 {
					t.Errorf("the next key asks %d times", len(fake.Calls())-1)
				}
			})
		})
	}
}

func TestTypingAsEditorsSendItIsAnswered(t *testing.T) {
	for name, do := range map[string]func(*desk){
		"a key":                     func(d *desk) { d.types("f") },
		"keys sent together":        func(d *desk) { d.changes(insert(d.offset, "f"), insert(d.offset+1, "o")); d.offset++ },
		"a word from the popup":     func(d *desk) { d.types("f"); d.types("m"); d.replaces(2, "fmt") },
		"a pair of brackets":        func(d *desk) { d.types("()"); d.offset-- },
		"backspace":                 func(d *desk) { d.types("f"); d.types("o"); d.replaces(1, "") },
		"a new line with its text":  func(d *desk) { d.types("f()"); d.types("\n\treturn fmt.Err") },
		"a new line with indent":    func(d *desk) { d.types("f()"); d.types("\n\t") },
		"a new line within a block": func(d *desk) { d.types("{}"); d.offset--; d.types("\n\t\t\n\t"); d.offset -= 2 },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, _ := newDesk(t, modeltest.Says("z()"), modeltest.Says())
				d.open("a.lua", "package a\n\nfunc f() {\n\t█\n}\n")
				do(d)
				if res := d.waits(completion.Inline); len(res.Items) == 0 {
					t.Errorf("nothing: %s", res.Reason)
				}
			})
		})
	}
}

func TestAcceptingABlockIsNoPaste(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		block := "if x {\n\t\ty()\n\t}"
		d, _ := newDesk(t, modeltest.InTurn(modeltest.Says(block), modeltest.Says("\n\tz()")), modeltest.Says())
		d.open("a.go", "package a\n\nfunc f() {\n\t█\n}\n")
		says(t, d.waits(completion.Inline), block)
		d.types(block)
		says(t, d.waits(completion.Inline), "\n\tz()")
		d.replaces(len(block), "")
		silent(t, d.waits(completion.Inline), completion.ReasonNoTyping)
	})
}

func insert(at int, text string) buffer.Edit {
	return buffer.Edit{Span: syntax.Span{Start: at, End: at}, NewText: text}
}
