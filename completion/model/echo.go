package model

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// echoBytes is how long a stretch of the prompt must be in an error to count
// as repeated: longer than the words that code and errors share by chance.
const echoBytes = 12

// withoutEcho cuts an error where it begins to repeat what was sent. Servers
// put the request into the errors they answer with, and errors are logged.
func withoutEcho(err error, where, sent string) error {
	text := err.Error()
	start := 0
	if strings.HasPrefix(text, where) {
		start = len(where)
	}
	for at := start; at+echoBytes <= len(text); at++ {
		if utf8.RuneStart(text[at]) && strings.Contains(sent, text[at:at+echoBytes]) {
			return errors.New(strings.TrimRight(text[:at], " \"'{[(:") + " ... (it repeats the request)")
		}
	}
	return err
}
