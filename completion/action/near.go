package action

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

const (
	usualRoom   = 24 << 10 // bytes of code, where nobody knows how much a model reads
	mostRoom    = 64 << 10 // a model that reads more is slow, and no better for it
	mostNamed   = 100      // other files that are named
	mostRead    = 400      // files that are searched for a name
	readingTime = 2 * time.Second
)

// near finds the files of a project that a sentence may be about.
type near struct {
	Place
	files Files
	room  int // bytes left
}

// Shown is a file that a model gets to see, or what is said of one.
type Shown struct {
	Path, Text string
	Said       string // words in place of a text
}

// String is how it is written to a model.
func (s Shown) String() string {
	if s.Said != "" {
		return s.Said + "\n"
	}
	return fmt.Sprintf("<FILE path=%q>\n%s\n</FILE>\n", s.Path, strings.TrimSuffix(s.Text, "\n"))
}

// show takes the file at hand; then those that the sentence names, those that
// the editor has open, and those in which the names of the sentence and of the
// declaration at the cursor stand most often; as many as there is room for.
func (n near) show(ctx context.Context) (files []Shown, others string) {
	if n.room <= 0 {
		n.room = usualRoom
	}
	n.room = min(n.room, mostRoom)
	own := n.Snapshot.Path()
	size := 0
	add := func(s Shown) {
		files = append(files, s)
		size += len(s.String())
	}
	add(shownOf(own, n.own()))
	if said := n.cursor(); said != "" {
		add(Shown{Path: own, Said: said})
	}
	all := n.nearest(n.files.Paths(ctx))
	seen := map[string]bool{own: true}
	named := n.named(all)
	for _, name := range slices.Concat(named, n.files.Open(), n.mentioning(ctx, all)) {
		if seen[name] {
			continue
		}
		file, err := n.files.File(name)
		if err != nil || file.Text == nil {
			continue
		}
		switch s := shownOf(name, file.Text); {
		case len(s.String()) <= n.room-size:
			seen[name] = true
			add(s)
		case slices.Contains(named, name):
			seen[name] = true
			add(Shown{Path: name, Said: name + " is too long to be shown."})
		}
	}
	return files, n.others(all, seen)
}

func shownOf(name string, text *buffer.Text) Shown {
	return Shown{Path: name, Text: strings.TrimPrefix(buffer.LF(text.String()), "\ufeff")}
}

// own is the file at hand, of one that is long what is around the cursor.
func (n near) own() *buffer.Text {
	text := n.Snapshot.Text()
	if text.Len() <= n.room/2 {
		return text
	}
	start := max(0, min(n.Span.Start-n.room/4, text.Len()-n.room/2))
	span := wholeLines(text, syntax.Span{Start: start, End: min(text.Len(), start+n.room/2)})
	return buffer.NewText(text.Slice(span.Start, span.End))
}

// named are the files whose path or name stands in the sentence.
func (n near) named(all []string) (found []string) {
	for _, name := range all {
		base := path.Base(name)
		stem := strings.TrimSuffix(base, path.Ext(base))
		if strings.Contains(n.Instruction, base) || len(stem) > 3 && slices.Contains(strings.FieldsFunc(n.Instruction, notWord), stem) {
			found = append(found, name)
		}
	}
	return found
}

func notWord(r rune) bool { return !syntax.WordRune(r) && r != '-' }

// codeWord is a word that no sentence has but for code: with a sign or a
// capital letter within.
var codeWord = regexp.MustCompile(`^(\w+_\w+|[a-z]\w*[A-Z]\w*|[A-Z]\w*[a-z]\w*[A-Z]\w*)$`)

// names are what the sentence says of code, in code's own words, and the
// declaration at the cursor.
func (n near) names() (names []string) {
	for _, word := range strings.FieldsFunc(n.Instruction, notWord) {
		if codeWord.MatchString(word) {
			names = append(names, word)
		}
	}
	for _, s := range slices.Backward(n.Outline.Symbols) {
		if len(s.Name) > 2 && s.Span.Start <= n.Span.Start && n.Span.End <= s.Span.End {
			return append(names, s.Name)
		}
	}
	return names
}

// mentioning are the files in which names stand, where they stand most first.
func (n near) mentioning(ctx context.Context, all []string) []string {
	names := n.names()
	if len(names) == 0 {
		return nil
	}
	for i, name := range names {
		names[i] = regexp.QuoteMeta(name)
	}
	wanted := regexp.MustCompile(`\b(` + strings.Join(names, "|") + `)\b`)
	ctx, cancel := context.WithTimeout(ctx, readingTime)
	defer cancel()
	counts := map[string]int{}
	var found []string
	for _, name := range all[:min(mostRead, len(all))] {
		if ctx.Err() != nil {
			break
		}
		file, err := n.files.File(name)
		if err != nil || file.Text == nil || file.Text.Len() > n.room {
			continue
		}
		if count := len(wanted.FindAllStringIndex(file.Text.String(), -1)); count > 0 {
			counts[name] = count
			found = append(found, name)
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return counts[b] - counts[a] })
	return found
}

// nearest puts files first that lie in the same folder, then those of which a
// longer path is the same.
func (n near) nearest(all []string) []string {
	own := strings.Split(n.Snapshot.Path(), "/")
	shared := func(name string) (folders int) {
		for i, folder := range strings.Split(path.Dir(name), "/") {
			if i >= len(own)-1 || folder != own[i] {
				break
			}
			folders++
		}
		return 2*folders - strings.Count(name, "/")
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b string) int { return shared(b) - shared(a) })
	return all
}

// cursor says where in the file the user is.
func (n near) cursor() string {
	text := n.Snapshot.Text()
	if n.Span.Len() > 0 {
		selected := text.Slice(n.Span.Start, min(n.Span.End, n.Span.Start+n.room/8))
		return fmt.Sprintf("Selected in %s:\n%s", n.Snapshot.Path(), buffer.LF(selected))
	}
	line := text.LineSpan(text.LineAt(n.Span.Start))
	said := strings.TrimSpace(text.Slice(line.Start, line.End))
	if said == "" || len(said) > longestStub {
		return ""
	}
	return fmt.Sprintf("The cursor is in %s on the line: %s", n.Snapshot.Path(), said)
}

// others names the files that are not shown.
func (n near) others(all []string, seen map[string]bool) string {
	rest := slices.DeleteFunc(all, func(name string) bool { return seen[name] })
	return strings.Join(rest[:min(mostNamed, len(rest))], "\n")
}
