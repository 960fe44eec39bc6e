package action

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"fimble/completion/trim"
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
	searchMark  = regexp.MustCompile(`^<{5,9} ?(SEARCH|ORIGINAL)?$`)
	divideMark  = regexp.MustCompile(`^={5,9}$`)
	replaceMark = regexp.MustCompile(`^>{5,9} ?(REPLACE|UPDATED)?$`)
	deleteLine  = regexp.MustCompile(`^DELETE (\S.*)$`)
	renameLine  = regexp.MustCompile(`^RENAME (\S.*) TO (\S.*)$`)
)

const (
	errNoPath  = "this block has no line with the path of its file above it:\n%s"
	errUnended = "the last block, of %s, does not come to an end"
)

var errNoBlocks = errors.New("the answer has no block of lines to search for and lines to put in their place")

// readDeeds takes the blocks out of an answer, in the order in which the files
// first come. What the model says around them is left out.
func readDeeds(answer string) ([]*deed, error) {
	answer = trim.Thoughts(trim.Site{}, strings.ReplaceAll(answer, "\r\n", "\n"))
	var all []*deed
	of := func(path string) *deed {
		for _, d := range all {
			if d.path == path {
				return d
			}
		}
		all = append(all, &deed{path: path})
		return all[len(all)-1]
	}
	path, above := "", "" // of the last block, and on the line above
	lines := strings.Split(answer, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if m := deleteLine.FindStringSubmatch(line); m != nil {
			of(pathIn(m[1])).deletes = true
			continue
		}
		if m := renameLine.FindStringSubmatch(line); m != nil {
			of(pathIn(m[1])).to = pathIn(m[2])
			continue
		}
		if !searchMark.MatchString(line) {
			if line != "" && !strings.HasPrefix(line, "```") {
				above = pathIn(line)
			}
			continue
		}
		if above != "" {
			path = above
		}
		above = ""
		s, next, ended := readSwap(lines, i+1)
		switch {
		case path == "":
			return nil, fmt.Errorf(errNoPath, s.excerpt())
		case !ended:
			return nil, fmt.Errorf(errUnended, path)
		}
		d := of(path)
		d.swaps = append(d.swaps, s)
		i = next
	}
	if len(all) == 0 {
		return nil, errNoBlocks
	}
	return all, nil
}

// readSwap reads the lines of a block, up to the line that ends it.
func readSwap(lines []string, from int) (s swap, end int, ok bool) {
	divided := false
	for i := from; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		switch {
		case !divided && divideMark.MatchString(line):
			divided = true
		case divided && replaceMark.MatchString(line):
			return s, i, true
		case divided:
			s.new = append(s.new, lines[i])
		default:
			s.old = append(s.old, lines[i])
		}
	}
	return s, len(lines), false
}

// pathIn is the path on a line, without what models put around one; empty if
// the line is none.
func pathIn(line string) string {
	line = strings.Trim(strings.TrimSpace(line), "`*#: ")
	for _, word := range []string{"File: ", "file: ", "Path: ", "path: "} {
		line = strings.TrimPrefix(line, word)
	}
	line = strings.Trim(line, "`*\"' ")
	line = strings.TrimPrefix(strings.ReplaceAll(line, `\`, "/"), "./")
	if strings.ContainsAny(line, " \t<>()") || !strings.ContainsAny(line, "./") && !bareNames[line] || strings.HasSuffix(line, ".") {
		return ""
	}
	return line
}

// bareNames are names of files without a dot, which words are not taken for.
var bareNames = map[string]bool{"Makefile": true, "Dockerfile": true, "LICENSE": true, "Jenkinsfile": true, "Gemfile": true, "Rakefile": true}
