package syntax_test

import (
	"strings"
	"testing"

	"fimble/context/syntax"
)

// A variable that many branches add to has more values than anybody can read.
func TestManyBranchesAreReadInTime(t *testing.T) {
	long := strings.Repeat("name ", 300)
	for name, add := range map[string]string{
		"long":  "    if a:\n        q += '" + long + "'\n",
		"names": "    if a:\n        q = q + q + p\n        p = p + q\n",
	} {
		text := "def f(p):\n    q = 'ls '\n" + strings.Repeat(add, 60) + "    os.system(q)\n"
		if risks := syntax.Detect("python", "").Risks(text, 0, len(text)); len(risks) != 1 || risks[0].Rule != "shell" {
			t.Errorf("%s: finds %+v, want a shell", name, risks)
		}
	}
}
