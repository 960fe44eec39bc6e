package action

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"fimble/context/buffer"
)

// longestWords bounds what a model may say of one thing, so that no model's
// monologue becomes a comment.
const longestWords = 600

// find asks for words, where somebody can be asked. A model writes words alone:
// of its answer the lines count that were asked for, and nothing else.
func (d *document) find(ctx context.Context, ask Ask, entries []entry) (words, error) {
	if ask == nil {
		return nil, nil
	}
	asked := wanted(entries)
	s := d.symbol
	code := d.text[s.Span.Start:s.Span.End]
	if len(code) > codeLimit {
		code = strings.ToValidUTF8(code[:codeLimit], "")
	}
	q := Question{
		Task: "docs", Language: d.Snapshot.Language().Name, Path: d.Snapshot.Path(), Code: buffer.LF(code), Wanted: asked,
	}
	w, err := askTwice(ctx, ask, q, func(answer string) (n reading[words]) {
		if n.made = readWords(answer, asked, d.flavour); len(n.made) == 0 {
			n.refused = errNoWords
		}
		return n
	})
	switch {
	case errors.Is(err, errNoWords):
		d.notes.add(unread)
		return nil, nil
	case errors.Is(err, errUnanswered):
		return nil, nil
	}
	return w, err
}

var errNoWords = errors.New(`no line of it begins with what is wanted, a colon and a blank, such as "summary: "`)

// unread is told of docs that have no words of the model that was asked.
const unread = "the model's answer could not be read: these docs say what the code alone tells"

// readWords takes "name: words" lines out of an answer, or, if there is a doc
// comment in place of them, its summary.
func readWords(answer string, asked []string, f flavour) words {
	w := words{}
	for line := range strings.Lines(answer) {
		line = strings.TrimLeft(strings.TrimSpace(line), "-*• ")
		name, text, ok := strings.Cut(strings.Replace(line, ":**", "**:", 1), ": ")
		name = wantedAs(strings.Trim(strings.TrimSpace(name), "`*"), asked)
		if ok && name != "" && w[name] == "" {
			w.take(name, text, f)
		}
	}
	if w["summary"] == "" {
		w.take("summary", summaryOf(answer), f)
	}
	return w
}

// take keeps words for what they are asked for, as a comment can have them.
func (w words) take(name, text string, f flavour) {
	text = f.harmless(withoutTag(name, strings.TrimSpace(text)))
	if text != "" && len(text) <= longestWords {
		w[name] = text
	}
}

// wantedAs is what was asked for by a name, in whatever case it is written, or
// empty.
func wantedAs(name string, asked []string) string {
	if slices.Contains(asked, name) {
		return name
	}
	if n := slices.IndexFunc(asked, func(other string) bool { return strings.EqualFold(other, name) }); n >= 0 {
		return asked[n]
	}
	return ""
}

var (
	commentOpener = regexp.MustCompile(`(?m)"""|'''|/\*\*|^[ \t]*//[/!]?`)
	commentCloser = regexp.MustCompile(`"""|'''|\*/`)
)

// summaryOf is the first paragraph of the doc comment that an answer has in it,
// or empty.
func summaryOf(answer string) string {
	at := commentOpener.FindStringIndex(answer)
	if at == nil {
		return ""
	}
	slashed := strings.HasSuffix(strings.TrimRight(answer[:at[1]], "!"), "//")
	var said []string
	for n, line := range strings.Split(answer[at[1]:], "\n") {
		if line = strings.TrimSpace(line); slashed && n > 0 && !strings.HasPrefix(line, "//") {
			break
		}
		end := commentCloser.FindStringIndex(line)
		if end != nil {
			line = line[:end[0]]
		}
		line = strings.TrimSpace(strings.TrimLeft(line, "/*!"))
		if line == "" && len(said) > 0 || opening.MatchString(line) && !plainTags[opening.FindStringSubmatch(line)[1]] || section.MatchString(line) {
			break
		}
		if line != "" {
			said = append(said, line)
		}
		if end != nil {
			break
		}
	}
	return strings.Join(said, " ")
}
