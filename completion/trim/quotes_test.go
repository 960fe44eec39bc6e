package trim_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/trim"
	"fimble/context/syntax"
)

// A hole is a place in a real file, and what the file says there.
type hole struct {
	name   string // go/body
	prefix string
	truth  string
	suffix string
	next   string // the quote that follows in the archive: other real code of the same language
	site   trim.Site
}

// kind is what sort of place it is: "body" of a function that is empty
// without it, a "block" among statements, the rest of a "line", the arguments
// of a "call", the inside of a "string", or a line of a "doc" comment.
func (h hole) kind() string { return h.name[strings.LastIndexByte(h.name, '/')+1:] }

// begun is what stands on the cursor's line before it.
func (h hole) begun() string { return h.prefix[strings.LastIndexByte(h.prefix, '\n')+1:] }

// rest is what stands on the cursor's line behind it.
func (h hole) rest() string {
	rest, _, _ := strings.Cut(h.suffix, "\n")
	return rest
}

// below are the first lines below the cursor's that are not blank, with their
// indentation.
func (h hole) below(n int) string {
	_, below, _ := strings.Cut(h.suffix, "\n")
	var lines []string
	for line := range strings.Lines(below) {
		if n > 0 && strings.TrimSpace(line) != "" {
			lines = append(lines, strings.TrimRight(line, "\n"))
			n--
		}
	}
	return strings.Join(lines, "\n")
}

func (h hole) multiline() bool { return strings.Contains(h.truth, "\n") }

// quotes are the holes of testdata/truth.
func quotes(t testing.TB) []hole {
	t.Helper()
	paths, err := filepath.Glob("testdata/truth/*.txtar")
	if err != nil || len(paths) < 9 {
		t.Fatalf("%d archives of quotes, %v", len(paths), err)
	}
	var holes []hole
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		language := strings.TrimSuffix(filepath.Base(path), ".txtar")
		for i, f := range archive.Files {
			prefix, rest, begun := strings.Cut(string(f.Data), "├")
			truth, suffix, ended := strings.Cut(rest, "┤")
			if !begun || !ended {
				t.Fatalf("%s: %s has no hole", path, f.Name)
			}
			kind, _, _ := strings.Cut(f.Name, ".")
			next := string(archive.Files[(i+1)%len(archive.Files)].Data)
			h := hole{name: language + "/" + kind, prefix: prefix, truth: truth, suffix: suffix}
			h.next = strings.NewReplacer("├", "", "┤", "").Replace(next)
			h.site = siteOf(syntax.Detect("", f.Name), prefix, suffix)
			holes = append(holes, h)
		}
	}
	return holes
}

// siteOf is the site at a cursor, with what the outline tells of it.
func siteOf(l *syntax.Language, prefix, suffix string) trim.Site {
	parser := syntax.NewParser(l)
	defer parser.Close()
	outline := parser.Parse(prefix+suffix, nil, len(prefix))
	return trim.Site{Language: l, Prefix: prefix, Suffix: suffix, Indent: outline.Style.Indent, Scope: outline.ScopeAt(len(prefix))}
}

// streamed is what is kept of an answer that comes in chunks, as far as it is
// read.
func streamed(site trim.Site, answer string, chunk int) string {
	for end := 0; end < len(answer); {
		for end = min(end+chunk, len(answer)); end < len(answer) && !utf8.RuneStart(answer[end]); end++ {
		}
		if keep, stop := trim.Enough(site, answer[:end]); stop {
			answer = answer[:keep]
			break
		}
	}
	kept, _ := trim.All(site, answer)
	return kept
}
