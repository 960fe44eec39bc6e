package syntax

import (
	"strings"
	"testing"
)

// The cursor is at █, and ╣ where the code that it is in ends.
func TestCodeInAStringEndsAtItsBrace(t *testing.T) {
	for _, c := range []struct {
		language, source string
		inCode           bool
	}{
		{"python", `x = f"{█a╣} b"`, true},
		{"python", `x = f"{a} {█b[{1: 2}]╣} c"`, true},
		{"python", `x = Rf'{█a["}"]╣}'`, true},
		{"python", `x = f"{{a} {█b`, true},
		{"python", `x = "{█`, false},
		{"python", `x = f"{a} █`, false},
		{"python", `x = "a" {█b}`, false},
		{"javascript", "x = `a ${█b({c})╣} d`", true},
		{"javascript", "x = `a ${`${█b╣}`} d`", true},
		{"javascript", "x = `a {█`", false},
		{"typescript", `x = "${█"`, false},
		{"go", "x := `${█`", false},
	} {
		line, rest, _ := strings.Cut(c.source, "█")
		code, behind, ends := strings.Cut(rest, "╣")
		want := -1
		if ends {
			want = len(code)
		}
		if got, ok := Detect(c.language, "").Interpolation(line, code+behind); got != want || ok != c.inCode {
			t.Errorf("%s: %s ends at %d, %v; want %d, %v", c.language, c.source, got, ok, want, c.inCode)
		}
	}
}
