package syntax

import (
	"strings"
	"testing"
)

// The marked text is parsed without its insertion, and the outline is then
// shifted by an edit that puts it in.
func shiftedAt(t *testing.T, language, marked string) (*Outline, string, int) {
	t.Helper()
	before, rest, _ := strings.Cut(marked, "├")
	inserted, after, ok := strings.Cut(rest, "┤")
	if !ok {
		t.Fatalf("no insertion in %q", marked)
	}
	replaced, after, cut := strings.Cut(after, "╣")
	if !cut {
		replaced, after = "", replaced
	}
	p := NewParser(Detect(language, ""))
	defer p.Close()
	o := p.Parse(before+replaced+after, nil, 0)
	edit := Edit{len(before), len(before) + len(replaced), len(before) + len(inserted)}
	return o.Shifted([]Edit{edit}), before + inserted + after, edit.NewEnd
}

func TestShiftedOutlineSpeaksOfTheNewerText(t *testing.T) {
	o, text, _ := shiftedAt(t, "go", "package x\n\n// F does.\nfunc f(a int) {\n\tx := 1├; y := 2┤\n}\n\n// G does.\nfunc g() { h(\"s\") }\n")
	want := []string{"func f(a int) {\n\tx := 1; y := 2\n}", "func g() { h(\"s\") }"}
	for i, s := range o.Symbols {
		if got := text[s.Span.Start:s.Span.End]; got != want[i] {
			t.Errorf("symbol %s spans %q, want %q", s.Name, got, want[i])
		}
		if got := text[s.NameSpan.Start:s.NameSpan.End]; got != s.Name {
			t.Errorf("name of %s spans %q", s.Name, got)
		}
		if got, want := text[s.Doc.Start:s.Doc.End], "// "+strings.ToUpper(s.Name)+" does."; got != want {
			t.Errorf("doc of %s spans %q, want %q", s.Name, got, want)
		}
	}
	checkSpans(t, text, o)
}

func TestTypingAtTheEndOfAScopeStaysInIt(t *testing.T) {
	for _, c := range []struct {
		language, marked string
		want             ScopeKind
	}{
		{"go", "package x\n\n// a├b┤\n", ScopeComment},
		{"go", "package x\n\nvar s = \"├b┤\"\n", ScopeString},
		{"go", "package x\n\nfunc f() {├b┤}\n", ScopeBody},
		{"go", "package x\n\nfunc f() { g(a├, b┤) }\n", ScopeArguments},
		{"go", "package x\n\nfunc f() { g(├b┤a╣) }\n", ScopeArguments},
		{"python", "def f():\n    a├b┤\n", ScopeBody},
	} {
		o, text, offset := shiftedAt(t, c.language, c.marked)
		if got := o.ScopeAt(offset); got != c.want {
			t.Errorf("scope is %s, want %s in\n%s", got, c.want, text)
		}
	}
}

func TestWhatWasReplacedIsGoneFromTheOutline(t *testing.T) {
	o, text, _ := shiftedAt(t, "python", "import os\n├x = 1\n┤class K:\n    def f(self):\n        pass\n╣class L:\n    def g(self):\n        pass\n")
	var names []string
	for _, s := range o.Symbols {
		names = append(names, s.Name)
		if s.Name == "g" && (s.Parent < 0 || o.Symbols[s.Parent].Name != "L") {
			t.Errorf("parent of g is %d", s.Parent)
		}
	}
	if got := strings.Join(names, " "); got != "L g" {
		t.Errorf("symbols are %s, want L g", got)
	}
	checkSpans(t, text, o)
}

func TestOutlineNeverChangesOnceHandedOut(t *testing.T) {
	text := "package x\n\nimport \"fmt\"\n\nfunc f() { fmt.Println(`x`) }\n"
	p := NewParser(Detect("go", ""))
	defer p.Close()
	o := p.Parse(text, nil, 0)
	before := render(text, o)
	o.Shifted([]Edit{{0, 0, 5}})
	p.Parse("// c\n"+text, []Edit{{0, 0, 5}}, 0)
	p.Parse(text+"func g() {}\n", []Edit{{0, 5, 0}, {len(text), len(text), len(text) + 12}}, 0)
	if after := render(text, o); after != before {
		t.Errorf("outline was\n%s\nand is\n%s", before, after)
	}
}
