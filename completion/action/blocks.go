package action

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"fimble/completion/trim"
	"fimble/context/buffer"
)

// A deed is what an answer does to one file. Paths are as the model wrote them.
type deed struct {
	path    string
	to      string // the new path, if it is renamed
	deletes bool
	swaps   []swap
}

// A swap puts lines in the place of others. Without old ones it is all that a
// new file holds.
type swap struct{ old, new []string }

// The marks around a swap's lines are those of conflicts in Git, which models
// know from Aider (https://aider.chat/docs/more/edit-formats.html).
var (
	searchMark  = regexp.MustCompile(`^<{5,9} ?(SEARCH|ORIGINAL)$`)
	divideMark  = regexp.MustCompile(`^={7}$`)
	replaceMark = regexp.MustCompile(`^>{5,9} ?(REPLACE|UPDATED)$`)
	deleteLine  = regexp.MustCompile(`^DELETE (\S.*)$`)
	renameLine  = regexp.MustCompile(`^RENAME (\S.*) TO (\S.*)$`)
)

const (
	errNoPath  = "a block has no line with the path of its file right above it, but %q"
	errUnended = "a block of %s does not come to an end"
	errMarks   = "a block of %s has marks within, which no block can change"
	errProse   = "the line %q stands in prose: what is to be done has an empty line above and below, and what is not is left out"
)

var errNoBlocks = errors.New("the answer has no block of lines to search for and lines to put in their place")

// A reader takes deeds out of an answer. Exists tells whether there is a file of
// a name.
type reader struct {
	exists func(path string) bool
	lines  []string
	deeds  []*deed
}

// readDeeds takes the blocks out of an answer, in the order in which the files
// first come. What the model says around them is left out.
func readDeeds(answer string, exists func(path string) bool) ([]*deed, error) {
	answer = trim.Thoughts(trim.Site{}, buffer.LF(answer))
	r := &reader{exists: exists, lines: strings.Split(answer, "\n")}
	path, above := "", "" // of the last block, and what stands above since then
	for i := 0; i < len(r.lines); i++ {
		line := strings.TrimSpace(r.lines[i])
		if isDirective(line) && (r.isProse(i-1) || r.isProse(i+1)) {
			return nil, fmt.Errorf(errProse, line)
		}
		if m := deleteLine.FindStringSubmatch(line); m != nil {
			r.of(r.pathIn(m[1])).deletes = true
			continue
		}
		if m := renameLine.FindStringSubmatch(line); m != nil {
			r.of(r.pathIn(m[1])).to = r.pathIn(m[2])
			continue
		}
		if !searchMark.MatchString(line) {
			if words := strings.TrimLeft(line, "`~"); words != "" && (words == line || strings.ContainsAny(words, "./ ")) {
				above = words // not the fence of a block alone
			}
			continue
		}
		if above != "" {
			if path = r.pathIn(above); path == "" {
				return nil, fmt.Errorf(errNoPath, above)
			}
		}
		above = ""
		if path == "" {
			return nil, fmt.Errorf(errNoPath, "")
		}
		s, next, err := r.swap(path, i+1)
		if err != nil {
			return nil, err
		}
		d := r.of(path)
		d.swaps = append(d.swaps, s)
		i = next
	}
	if len(r.deeds) == 0 {
		return nil, errNoBlocks
	}
	return r.deeds, nil
}

func isDirective(line string) bool {
	return deleteLine.MatchString(line) || renameLine.MatchString(line)
}

// isProse reports whether a line is neither empty nor a part of what an answer is
// made of: a model also says what it does not do.
func (r *reader) isProse(i int) bool {
	if i < 0 || i >= len(r.lines) {
		return false
	}
	line := strings.TrimSpace(r.lines[i])
	words := strings.TrimLeft(line, "`~")
	fence := words != line && !strings.Contains(words, " ")
	marks := searchMark.MatchString(line) || replaceMark.MatchString(line)
	return line != "" && !fence && !marks && !isDirective(line) && r.pathIn(line) == ""
}

// of is the deed of a path.
func (r *reader) of(path string) *deed {
	for _, d := range r.deeds {
		if d.path == path {
			return d
		}
	}
	r.deeds = append(r.deeds, &deed{path: path})
	return r.deeds[len(r.deeds)-1]
}

// swap reads the lines of a block, up to the line that ends it. Lines that look
// like its own marks cannot be told from them.
func (r *reader) swap(path string, from int) (s swap, end int, err error) {
	divided := false
	for i := from; i < len(r.lines); i++ {
		line := strings.TrimRight(r.lines[i], " \t")
		switch {
		case searchMark.MatchString(line), divided && divideMark.MatchString(line), !divided && replaceMark.MatchString(line):
			return s, i, fmt.Errorf(errMarks, path)
		case divideMark.MatchString(line):
			divided = true
		case replaceMark.MatchString(line):
			return s, i, nil
		case divided:
			s.new = append(s.new, r.lines[i])
		default:
			s.old = append(s.old, r.lines[i])
		}
	}
	return s, len(r.lines), fmt.Errorf(errUnended, path)
}

// numbered is how models number what they list.
var numbered = regexp.MustCompile(`^\d+[.)]\s+`)

// pathIn is the path on a line, without what models put around one; empty if
// the line is none. One with a blank in it must be there.
func (r *reader) pathIn(line string) string {
	line = numbered.ReplaceAllString(strings.Trim(strings.TrimSpace(line), "`*#: "), "")
	for _, word := range []string{"File: ", "file: ", "Path: ", "path: "} {
		line = strings.TrimPrefix(line, word)
	}
	line = strings.Trim(line, "`*\"' ")
	line = strings.TrimPrefix(strings.ReplaceAll(line, `\`, "/"), "./")
	if r.exists(line) {
		return line
	}
	if fields := strings.Fields(line); len(fields) == 2 && fencedIn[strings.ToLower(fields[0])] {
		line = fields[1] // the path stands behind the language of a fence
	}
	if strings.ContainsAny(line, " \t<>") || strings.HasSuffix(line, ".") {
		return ""
	}
	return line
}

// fencedIn are words that stand for a language at a fence.
var fencedIn = map[string]bool{
	"js": true, "jsx": true, "javascript": true, "ts": true, "tsx": true, "typescript": true, "py": true, "python": true, "go": true, "rust": true,
	"java": true, "c": true, "cpp": true, "json": true, "yaml": true, "toml": true, "sh": true, "bash": true, "html": true, "css": true, "markdown": true,
}
