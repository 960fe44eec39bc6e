package action

import (
	"context"
	"regexp"
	"time"

	"fimble/context/syntax"
)

// What a survey reads at most: closed files are read and parsed while the user
// waits for a doc comment, which a few of the files around tell the style of.
const (
	mostSurveyed   = 64 // files
	enoughSurveyed = 8  // files that have docs, by which a habit is known
	longSurveyed   = 128 << 10
	surveyBytes    = 512 << 10 // of files that are parsed, in all
	surveyTime     = time.Second
)

// A survey is what a project tells of how its docs are written.
type survey struct {
	own    votes   // of the file at hand
	named  string  // the flavour that its configuration names, or empty
	closed string  // the flavour of most closed files near, or empty if those that are open tell
	others []votes // of open files, then of closed ones
}

// surveyOf asks the project what the file at hand does not tell. It reads what
// the project lets be read, the files of the same folder first, and makes do
// with what it has seen in time.
func surveyOf(ctx context.Context, p Place, files Files) (s survey) {
	l := p.Snapshot.Language()
	f := flavours()[usualFlavours[l.ID]]
	s.own = f.votes(p.Snapshot.Text().String(), p.Outline.Symbols)
	if files == nil || len(f.shape.others()) < 2 {
		return s // all write it in the same way
	}
	if l.ID == "python" {
		s.named = convention(p.Snapshot.Path(), files)
	}
	if p.Outline.Style.Docs != "" && (l.ID == "python" || s.own["@"]+s.own[`\`] > 0) {
		return s
	}
	ctx, cancel := context.WithTimeout(ctx, surveyTime)
	defer cancel()
	w := &walk{ctx: ctx, files: files, flavour: f, seen: map[string]bool{p.Snapshot.Path(): true}}
	open, _ := w.count(files.Open())
	s.others = append(s.others, open)
	closed, found := w.count(near{Place: p}.nearest(files.Paths(ctx)))
	s.others = append(s.others, closed)
	s.closed = mostOf(found, f.name)
	return s
}

// docMark is what no file is without whose docs have a flavour.
var docMark = regexp.MustCompile(`/\*[*!]|//[/!]|:(?:param|type|return|rtype|raises|ivar|cvar)|(?:Args|Arguments|Returns|Yields|Raises|Attributes):|---`)

// A walk is a survey under way.
type walk struct {
	ctx     context.Context
	files   Files
	flavour flavour
	seen    map[string]bool
	read    int // files
	bytes   int
}

// count reads files until enough of them have docs, and counts how those are
// spelled and by which flavours.
func (w *walk) count(paths []string) (all votes, found map[string]int) {
	all, found = votes{}, map[string]int{}
	told := 0
	for _, name := range paths {
		if w.ctx.Err() != nil || w.read == mostSurveyed || told == enoughSurveyed {
			break
		}
		l := syntax.Detect("", name)
		if w.seen[name] || usualFlavours[l.ID] != w.flavour.name {
			continue
		}
		w.seen[name] = true
		file, err := w.files.File(name)
		if err != nil || file.Text == nil || file.Text.Len() > longSurveyed || w.bytes+file.Text.Len() > surveyBytes {
			continue
		}
		w.read++
		text := file.Text.String()
		if !docMark.MatchString(text) { // a tenth of the time that a parser takes
			continue
		}
		w.bytes += len(text)
		parser := syntax.NewParser(l)
		o := parser.Parse(text, nil, 0)
		parser.Close()
		if o.Style.Docs == "" {
			continue
		}
		told++
		found[o.Style.Docs]++
		for word, n := range w.flavour.votes(text, o.Symbols) {
			all[word] += n
		}
	}
	return all, found
}
