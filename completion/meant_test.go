package completion_test

import (
	"testing"

	"fimble/completion"
)

func TestALanguageIsFoundByWhatPeopleCallIt(t *testing.T) {
	for written, want := range map[string]string{
		"golang": "go", "Go": "go", "Golang": "go", "C++": "cpp", "c#": "csharp", "js": "javascript", "pyton": "python", "Python": "python",
		"javscript": "javascript", "tyepscript": "typescript", "plain text": "plaintext",
		// Identifiers of editors, known and not.
		"go": "go", "c++": "c++", "sh": "sh", "typescriptreact": "typescriptreact",
		"vue": "vue", "tsx": "tsx", "cython": "cython", "fsharp": "fsharp", "text": "text", "cs": "cs", "d": "d", "": "",
	} {
		if got := completion.LanguageMeant(written); got != want {
			t.Errorf("%q is taken for %q, want %q", written, got, want)
		}
	}
}
