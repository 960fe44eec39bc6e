package server_test

import (
	"strings"
	"testing"

	"fimble/server/servertest"
)

// How a project writes its docs is told by the files that Fimble may read, open
// or not: those that are ignored are nobody's habit.
func TestDocsAreLikeThoseOfClosedFilesThatMayBeRead(t *testing.T) {
	const google = "def f(a):\n    \"\"\"Do it.\n\n    Args:\n        a: one.\n    \"\"\"\n"
	const numpy = "def f(a):\n    \"\"\"Do it.\n\n    Parameters\n    ----------\n    a\n        One.\n    \"\"\"\n"
	k := talks(t, map[string]string{
		".gitignore": "generated.py\n", "shop/generated.py": google, "shop/.ssh/a.py": google, "shop/.ssh/b.py": google,
		"shop/cart.py": numpy, "shop/prices.py": "def rebate(price):\n    price.halve()\n",
	}, everything(), "summary: Take something off.\n")
	k.Open(k.uri("shop/prices.py"), "python", "def rebate(price):\n    price.halve()\n")
	var done wireAction
	k.Ask("codeAction/resolve", waitOffered(t, k.Editor, k.uri("shop/prices.py"), servertest.Position{Character: 5}, "refactor.rewrite.fimble.docs")).Decode(t, &done)
	if got := done.Edit.DocumentChanges[0].Edits[0].NewText; !strings.Contains(got, "Parameters\n    ----------\n    price\n") {
		t.Errorf("got %q", got)
	}
}
