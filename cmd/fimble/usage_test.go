package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// What a new user mistypes is told in words of the command line, none of the
// library's or of Go's.
func TestWhatIsMistypedIsToldInWordsOfTheCommandLine(t *testing.T) {
	for line, want := range map[string]string{
		"holes --n abc .":                  `--n is "abc": it takes a whole number`,
		"holes --seed -1 .":                `--seed is "-1": it takes a whole number from 0 up`,
		"models --json=maybe":              `--json is "maybe": it takes true or false`,
		"serve --pipe":                     `--pipe has no value: it takes a PATH`,
		"complete --holes a.go":            `unknown flag: --holes; did you mean --hole?`,
		"stats --Reset":                    `unknown flag: --Reset; did you mean --reset?`,
		"doctor --everything":              `unknown flag: --everything`,
		"doctor --confg x":                 `unknown flag: --confg; did you mean --config?`,
		"complet a.go":                     `unknown command "complet"; did you mean "complete"?`,
		"--log-file /no/x models":          `--log-file: open /no/x: no such file or directory`,
		"--config none serve --pipe /no/x": `listen on /no/x: no such file or directory`,
	} {
		cmd := rootCommand()
		cmd.SetOut(io.Discard)
		cmd.SetErr(io.Discard)
		cmd.SetArgs(strings.Fields(line))
		err := cmd.Execute()
		if err == nil || err.Error() != want {
			t.Errorf("fimble %s: %v, want %s", line, err, want)
		}
		if usage := (usageError{}); errors.As(err, &usage) == strings.Contains(want, "no such file") {
			t.Errorf("fimble %s: its exit code is wrong", line)
		}
	}
}
