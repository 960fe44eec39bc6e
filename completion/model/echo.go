package model

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// echoBytes is how long a stretch of the prompt must be in an error to count
// as repeated: longer than the words that code and errors share by chance.
const echoBytes = 12

// withoutEcho cuts an error where it begins to repeat what was sent, in
// whatever case. Servers put the request into the errors they answer with, and
// errors are logged.
func withoutEcho(err error, where, sent string) error {
	sent = lowerASCII(sent)
	return rephrase(err, func(text string) string {
		start := 0
		if strings.HasPrefix(text, where) {
			start = len(where)
		}
		lower := lowerASCII(text)
		for at := start; at+echoBytes <= len(text); at++ {
			if utf8.RuneStart(text[at]) && strings.Contains(sent, lower[at:at+echoBytes]) {
				return strings.TrimRight(text[:at], " \"'{[(:") + " ... (it repeats the request)"
			}
		}
		return text
	})
}

// lowerASCII leaves every byte in its place.
func lowerASCII(text string) string {
	lower := []byte(text)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}

// rephrase edits the text of an error, and the words of a Refusal in it. If
// that changes anything, nothing else that the error wraps is left: its text
// would still be the old one.
func rephrase(err error, edit func(string) string) error {
	text := edit(err.Error())
	if text == err.Error() {
		return err
	}
	r := &rephrased{text: text, fault: FaultOf(err)}
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		edited := *refusal
		edited.Words = edit(refusal.Words)
		r.refusal = &edited
	}
	return r
}

type rephrased struct {
	text    string
	fault   Fault
	refusal *Refusal
}

func (r *rephrased) Error() string { return r.text }

func (r *rephrased) Unwrap() error {
	if r.refusal == nil {
		return nil
	}
	return r.refusal
}
