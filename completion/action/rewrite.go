package action

import (
	"errors"
	"regexp"
	"strings"

	"fimble/completion/trim"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

const (
	codeOpens  = "<CODE>"
	codeCloses = "</CODE>"
)

var (
	errNoCode = errors.New("the answer has no code between <CODE> and </CODE>")
	errCutOff = errors.New("the answer does not come to an end")
	errElided = errors.New("the answer leaves code out; write all of it")
)

// rewritten is the code in a model's answer that shall stand in the place of
// old code. What the model says around it is left out; code that stands for
// other code is refused.
func rewritten(l *syntax.Language, answer, old string) (string, error) {
	site := trim.Site{Language: l}
	answer = trim.Thoughts(site, buffer.LF(answer))
	code, err := tagged(site, answer, old)
	if errors.Is(err, errNoCode) && strings.Count(answer, "```") >= 2 {
		code, err = answer, nil
	}
	if err != nil {
		return "", err
	}
	if strings.Contains(code, "```") && !strings.Contains(old, "```") {
		code = trim.Fence(site, code)
		if strings.Contains(code, "```") {
			return "", errNoCode
		}
	}
	code = strings.TrimRight(code, " \t\n")
	for strings.HasPrefix(code, "\n") {
		code = code[1:]
	}
	if strings.TrimSpace(code) == "" {
		return "", errNoCode
	}
	if leavesOut(site, code, old) {
		return "", errElided
	}
	return code, nil
}

// fitted is code with the indent that the old code has, and its end.
func fitted(code, old string) string {
	return shifted(code, old) + old[len(strings.TrimRight(old, " \t\n")):]
}

// A tag that begins or ends its line is one; in the middle of a sentence a model
// speaks of it.
var (
	codeTag  = regexp.MustCompile(`(?m)^[ \t]*` + codeOpens + `|` + codeOpens + `[ \t]*$`)
	codePair = regexp.MustCompile(`(?s)(?m:^[ \t]*` + codeOpens + `|` + codeOpens + `[ \t]*$)(.*?)` + codeCloses)
)

// tagged is the last code between tags that is more than words. Old code with
// such tags in it is taken with all between the first and the last.
func tagged(site trim.Site, answer, old string) (string, error) {
	if strings.Contains(old, codeOpens) || strings.Contains(old, codeCloses) {
		from, to := codeTag.FindStringIndex(answer), strings.LastIndex(answer, codeCloses)
		switch {
		case from == nil:
			return "", errNoCode
		case to < from[1]:
			return "", errCutOff
		}
		return answer[from[1]:to], nil
	}
	code, end := "", 0
	for _, at := range codePair.FindAllStringSubmatchIndex(answer, -1) {
		inner := answer[at[2]:at[3]]
		if again := codeTag.FindAllStringIndex(inner, -1); again != nil {
			inner = inner[again[len(again)-1][1]:]
		}
		if end = at[1]; strings.TrimSpace(trim.Greeting(site, "\n"+inner+"\n")) != "" {
			code = inner
		}
	}
	switch {
	case codeTag.MatchString(answer[end:]):
		return "", errCutOff
	case code == "":
		return "", errNoCode
	}
	return code, nil
}

// leavesOut reports whether a line of code stands for others, and is none of
// the old ones.
func leavesOut(site trim.Site, code, old string) bool {
	had := map[string]bool{}
	for line := range strings.Lines(old) {
		had[strings.TrimSpace(line)] = true
	}
	above := ""
	for line := range strings.Lines(code) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		head, stub := strings.CutSuffix(strings.ReplaceAll(line, "…", "..."), "...")
		switch head = strings.TrimSpace(head); {
		case had[line]:
		case stub && head == "" && site.Language.Offside() && strings.HasSuffix(above, ":"), stub && strings.HasSuffix(head, ":"):
			// All that a new function has, of an interface say; an old one had more.
			if head == "" {
				head = above
			}
			if had[head] {
				return true
			}
		case trim.LeavesOut(site, line, above):
			return true
		}
		above = line
	}
	return false
}

func elides(site trim.Site, code string) bool { return leavesOut(site, code, "") }

// shifted gives code the indent of the first line of the old: models like to
// begin at the margin.
func shifted(code, old string) string {
	have, want := syntax.IndentOf(code, 0), syntax.IndentOf(old, 0)
	if have == want {
		return code
	}
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) != "" && strings.HasPrefix(line, have) {
			lines[i] = want + line[len(have):]
		}
	}
	return strings.Join(lines, "\n")
}
