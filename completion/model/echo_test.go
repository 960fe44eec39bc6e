package model

import (
	"errors"
	"testing"
)

func TestAnErrorIsCutWhereItRepeatsThePrompt(t *testing.T) {
	const where = "m http://127.0.0.1:8080/completion"
	prompt := "conn := dial(\"http://127.0.0.1:8080/completion\")\nvar secretName = 1"
	for text, want := range map[string]string{
		where + ": 500 bad request: {\"prompt\":\"var secretName = 1\"}": where + ": 500 bad request: {\"prompt ... (it repeats the request)",
		where + ": 500 bad request: \"VAR SECRETNAME = 1\"":              where + ": 500 bad request ... (it repeats the request)",
		where + ": 503 loading model":                                    where + ": 503 loading model",
		where + ": 400 the request exceeds the context":                  where + ": 400 the request exceeds the context",
	} {
		if got := withoutEcho(errors.New(text), where, prompt).Error(); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
