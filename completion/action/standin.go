package action

import (
	"regexp"
	"slices"
	"strings"

	"fimble/context/syntax"
)

// A model that does not care to write code again puts a comment in its place,
// in whatever words. So a comment that is new and stands where code was, and
// where no code is now, is taken for that, unless the user has asked for less
// code; then its words count.

var (
	// takesAway is an instruction by which something goes or gets another name.
	takesAway = regexp.MustCompile(`(?i)\b(delet|remov|drop|renam|nam(e|ing)|inlin|replac|(get|gets|getting) rid|merg|combin|mov(e|ing)|split|extract|convert|turn|transform|comment(ed)? out|un-?used|(never|not) used|redeclar|redefin|duplicat|dead|lösch|entfern|ersetz|benenn|umbenenn|nenn|supprim|renomm|remplac|elimin|borra|renombr|reemplaz)|删|改名|命名|替换|удал|переимен|замен`)
	// wantsLess is an instruction after which less code may be right.
	wantsLess = regexp.MustCompile(`(?i)\b(simpl|short|leav\w* (\w+ ){0,4}out|omit|clean|tid(y|ied)|refactor|without|unnecessar|not needed|no longer|needless|redundan|unreachable|instead|skip|ignore|disabl|switch\w* off|turn\w* off|revert|undo|strip|reduc|vereinfach|kürz|aufräum)`)
	// wantsComment is an instruction after which a comment may stand for code.
	wantsComment = regexp.MustCompile(`(?i)\b(comments?|todos?|stubs?|placeholders?|skeletons?|kommentar\w*|platzhalter)\b`)
	// vague are words of a comment that stands for code.
	vague = regexp.MustCompile(`(?i)\b(existing|previous(ly)?|originals?|originally|unchanged|unmodified|untouched|remain\w*|rest|same|(as|like) (before|above|is)|goes here|here|continues?|no (further |other )?changes?|etc|todo|fixme|implement\w*|omitted|elided|snip(ped)?|left out|placeholder|your|brevity|for now|logic|code)\b|\.\.\.|…|^\W*$`)
	// gone are words of a comment that tells that code was taken away.
	gone = regexp.MustCompile(`(?i)\b(remov|delet|dropp|no longer|not any more|replac|mov)`)
)

type lineKind int

const ( // the later ones say more
	lineBlank lineKind = iota
	lineFiller
	lineComment
	lineCode
)

// standsIn reports whether a comment of the new code stands where the old has
// statements, though nobody has said that they are to go.
func standsIn(l *syntax.Language, old, code, instruction string) bool {
	was, is := kindsOf(l, old), kindsOf(l, code)
	less := takesAway.MatchString(instruction) || wantsLess.MatchString(instruction)
	if less && wantsComment.MatchString(instruction) {
		return false
	}
	had, has := map[string]bool{}, map[string]bool{}
	for _, line := range was {
		had[line.text] = true
	}
	for _, line := range is {
		has[line.text] = true
	}
	i, j := 0, 0
	for _, pair := range append(paired(was, is), [2]int{len(was), len(is)}) {
		lost, said := 0, false // said: the code behind the gap had a comment of its own
		for _, line := range was[i:pair[0]] {
			if line.kind == lineCode && !has[line.text] {
				lost++
			}
			said = line.kind == lineComment || said && line.kind == lineBlank
		}
		made, says := 0, "" // what the comments say that no code of the gap comes after
		for _, line := range is[j:pair[1]] {
			switch {
			case line.kind == lineCode:
				made, says = made+1, ""
			case line.kind == lineComment && !had[line.text] && !had[uncommented(l, line.text)]:
				says += line.text + "\n"
			}
		}
		unsure := vague.MatchString(says) && !gone.MatchString(says)
		if says != "" && lost > made && (unsure || made == 0 && !less && !said) {
			return true
		}
		i, j = pair[0]+1, pair[1]+1
	}
	return false
}

// A codeLine is a line without the blanks around it.
type codeLine struct {
	text   string
	kind   lineKind
	tokens []string
}

// wordOrSign is a word or a sign of any language.
var wordOrSign = regexp.MustCompile(`[\pL\pN_]+|[^\pL\pN_\s]`)

// kindsOf takes a text apart. A comment behind a statement that does nothing,
// or behind a bracket, is one as well.
func kindsOf(l *syntax.Language, text string) []codeLine {
	var lines []codeLine
	open := false // a comment of several lines
	for line := range strings.Lines(text) {
		line := codeLine{text: strings.TrimSpace(line), kind: lineCode}
		inner := strings.TrimSpace(strings.Trim(line.text, "{}"))
		for _, nothing := range [...]string{"pass", "..."} {
			inner = strings.TrimSpace(strings.TrimPrefix(inner, nothing))
		}
		switch opener, closer := l.BlockComment[0], l.BlockComment[1]; {
		case line.text == "":
			line.kind = lineBlank
		case open:
			line.kind, open = lineComment, !strings.Contains(line.text, closer)
		case opener != "" && strings.HasPrefix(inner, opener):
			if _, behind, ends := strings.Cut(inner[len(opener):], closer); behind == "" {
				line.kind, open = lineComment, !ends
			}
		case l.LineComment != "" && strings.HasPrefix(inner, l.LineComment), !l.Balanced() && parenthesised(line.text):
			line.kind = lineComment
		case strings.Trim(inner, "()[]{},;") == "":
			line.kind = lineFiller
		default:
			line.tokens = wordOrSign.FindAllString(line.text, -1)
		}
		lines = append(lines, line)
	}
	return lines
}

// comments reports whether a text has comments in it and no code.
func comments(l *syntax.Language, text string) bool {
	most := lineBlank
	for _, line := range kindsOf(l, text) {
		most = max(most, line.kind)
	}
	return most == lineComment
}

// parenthesised reports whether a line of a text for people stands in brackets.
func parenthesised(line string) bool {
	return strings.HasPrefix(line, "(") && strings.HasSuffix(line, ")") || strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]")
}

// uncommented is the code in a comment of one line.
func uncommented(l *syntax.Language, line string) string {
	for _, sign := range [...]string{l.LineComment, l.BlockComment[0]} {
		if rest, ok := strings.CutPrefix(line, sign); ok && sign != "" {
			return strings.TrimSpace(strings.TrimSuffix(rest, l.BlockComment[1]))
		}
	}
	return line
}

const (
	alike      = 0.6     // of their tokens; "return s" and "return s * 2" have two thirds in common
	mostPaired = 1 << 21 // pairs of lines that are compared
)

// paired finds the lines of two texts that are the same, or nearly so, in order.
func paired(was, is []codeLine) (pairs [][2]int) {
	from := 0
	for from < len(was) && from < len(is) && was[from].text == is[from].text {
		pairs = append(pairs, [2]int{from, from})
		from++
	}
	var behind [][2]int
	for len(was) > from && len(is) > from && was[len(was)-1].text == is[len(is)-1].text {
		was, is = was[:len(was)-1], is[:len(is)-1]
		behind = append(behind, [2]int{len(was), len(is)})
	}
	slices.Reverse(behind)
	rows, columns := len(was)-from+1, len(is)-from+1
	if rows*columns > mostPaired {
		return append(pairs, behind...)
	}
	best, same := make([]float32, rows*columns), make([]float32, rows*columns)
	for i := rows - 2; i >= 0; i-- {
		for j := columns - 2; j >= 0; j-- {
			at := i*columns + j
			same[at] = sameness(was[from+i], is[from+j])
			best[at] = max(best[at+columns], best[at+1])
			if same[at] > 0 {
				best[at] = max(best[at], same[at]+best[at+columns+1])
			}
		}
	}
	for i, j := 0, 0; i < rows-1 && j < columns-1; {
		switch at := i*columns + j; {
		case same[at] > 0 && best[at] == same[at]+best[at+columns+1]:
			pairs = append(pairs, [2]int{from + i, from + j})
			i, j = i+1, j+1
		case best[at] == best[at+columns]:
			i++
		default:
			j++
		}
	}
	return append(pairs, behind...)
}

// sameness is the part of their tokens that two lines of code have in common,
// or zero if they are different lines.
func sameness(a, b codeLine) float32 {
	if a.text == b.text && a.kind != lineBlank && a.kind != lineFiller {
		return 1
	}
	n, m := len(a.tokens), len(b.tokens)
	if float32(2*min(n, m)) < alike*float32(n+m) || n == 0 {
		return 0
	}
	row := make([]int, m+1) // the longest common sequence of tokens
	for i := range n {
		diagonal := 0
		for j := range m {
			up := row[j+1]
			if a.tokens[i] == b.tokens[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	if part := float32(2*row[m]) / float32(n+m); part >= alike {
		return part
	}
	return 0
}
