package model_test

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fimble/completion/model"
)

// asRecorded is an exchange as ParseExchanges reads it.
func asRecorded(e model.Exchange) string {
	var b strings.Builder
	for _, f := range [][2]string{{"path", e.Path}, {"before", e.Before}, {"after", e.After}} {
		if f[1] != "" || f[0] == "before" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], fieldValue(f[1]))
		}
	}
	candidate := 0
	for _, s := range e.Steps {
		if s.Candidate != candidate {
			candidate = s.Candidate
			fmt.Fprintf(&b, "candidate: %d\n", candidate)
		}
		if s.Wait > 0 {
			fmt.Fprintf(&b, "wait: %s\n", s.Wait)
		}
		if s.Text != "" {
			b.WriteString(chunkLine(s.Text) + "\n")
		}
		if s.CutOff {
			b.WriteString("cut off:\n")
		}
		if s.Err != "" {
			fmt.Fprintf(&b, "error: %s\n", fieldValue(s.Err))
		}
		if s.Hang {
			b.WriteString("hang:\n")
		}
	}
	return b.String()
}

func fieldValue(value string) string {
	if strings.HasPrefix(value, `"`) || strings.TrimSpace(value) != value || !plain(value) {
		return strconv.Quote(value)
	}
	return value
}

func chunkLine(text string) string {
	rest, newLine := strings.CutPrefix(text, "\n")
	switch {
	case !plain(rest) || strings.TrimRightFunc(rest, unicode.IsSpace) != rest:
		return strconv.Quote(text)
	case newLine:
		return "| " + rest
	}
	return "> " + rest
}

// plain tells whether text can stand in a line for everybody to see.
func plain(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return r != '\t' && !unicode.IsPrint(r)
	})
}
