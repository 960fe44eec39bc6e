package trim

import (
	"regexp"
	"slices"
	"strings"
)

// Elision cuts at the comment that stands for code which a model does not care
// to write: `// ... rest of the code`.
func Elision(site Site, text string) string {
	if !strings.Contains(text, "...") && !strings.Contains(text, "…") {
		return text
	}
	for at := 0; at < len(text); {
		n := lineLength(text[at:])
		if at > 0 && site.elides(text[at:at+n]) {
			return strings.TrimRight(text[:at], " \t\n")
		}
		at += n + 1
	}
	return text
}

// elides reports whether a line is a comment that says there is more.
func (s Site) elides(line string) bool {
	line = strings.TrimSpace(line)
	if !s.startsComment(line) {
		return false
	}
	words := strings.ToLower(strings.Trim(strings.ReplaceAll(line, "…", "..."), "/#*-{}<>! "))
	bare := strings.Trim(words, ". ")
	first, _, _ := strings.Cut(bare, " ")
	switch {
	case strings.HasPrefix(words, "..."):
		return bare == "" || slices.ContainsFunc(elided[:], func(word string) bool { return strings.Contains(bare, word) })
	case strings.HasSuffix(words, "..."):
		return slices.Contains(elided[:], first)
	}
	return false
}

// elided are the words for code that is left out.
var elided = [...]string{"rest", "existing", "remaining", "remainder", "other", "more", "same", "unchanged", "previous", "implementation", "your"}

// LeavesOut reports whether a line of code that should be whole stands for lines
// that are not there. It sees more than Elision, which must not cut a comment
// that somebody wants: who asks for all of the code can ask again. Above is the
// line above it.
func LeavesOut(site Site, line, above string) bool {
	line, above = strings.TrimSpace(strings.ReplaceAll(line, "…", "...")), strings.TrimSpace(above)
	if line == "..." {
		return !strings.HasSuffix(above, ",") && !strings.HasSuffix(above, "(") // the last of C's parameters
	}
	for _, nothing := range [...]string{"pass", "..."} {
		if rest := strings.TrimPrefix(line, nothing); rest != line && site.startsComment(strings.TrimSpace(rest)) {
			line = strings.TrimSpace(rest)
		}
	}
	inner := strings.TrimSpace(strings.Trim(line, "{}"))
	said := ""
	switch {
	case site.startsComment(inner), strings.HasPrefix(inner, "/*"), strings.HasPrefix(inner, "<!--"), strings.HasPrefix(inner, "* "):
		said = strings.Trim(inner, "/#*-<>!;% ")
	case !site.Language.Balanced() && parenthesised.MatchString(line): // text for people
		said = line
	default:
		return false
	}
	words := strings.ToLower(strings.Trim(said, "[](){} "))
	bare := strings.Trim(words, ".,:; ")
	if strings.HasPrefix(words, "...") && (bare == "" || omitted.MatchString(bare)) {
		return true
	}
	if strings.HasSuffix(words, "...") && asBefore.MatchString(bare) {
		return true
	}
	return site.elides(line) || placeholder.MatchString(bare)
}

var (
	parenthesised = regexp.MustCompile(`^(\[.*\]|\(.*\))$`)
	omitted       = regexp.MustCompile(`\b(rest|existing|remain\w*|other|more|same|unchanged|unmodified|previous|implementation|your|code|here|keep|omitted|skipped|snip|before|brevity)\b`)
	asBefore      = regexp.MustCompile(`\b(?:as|like) (?:before|above)$`)
	placeholder   = regexp.MustCompile(strings.NewReplacer(
		"THING", `(?:code|functions?|methods?|class(?:es)?|implementation|logic|body|file|fields?|imports?|content|props|statements?|definitions?|members?|lines?|cases?|component|module|script|stuff|loops?|setup|blocks?|checks?|validation|handling|parts?|sections?)`,
		"SAME", `(?:unchanged|unmodified|untouched|as before|as is|as-is|as it was|the same|the same as before|omitted|not shown|elided)(?: (?:here|for brevity))?`,
		"STAYS", `(?:(?:is|are|remains?|stays?|left|kept|goes|continues) )?`,
	).Replace(`^(?:` + strings.Join([]string{
		`(?:keep |leave |and )?(?:the |all |your |my )*(?:rest|remainder)(?: of (?:\w+ ){0,4}THING)?,? STAYS(?:SAME|here)`,
		`(?:keep |leave |and )?(?:the )?(?:rest|remainder) of (?:\w+ ){0,4}THING`,
		`(?:\w+ ){0,3}(?:existing|remaining|unchanged) (?:\w+ ){0,2}THING,? ?STAYS(?:SAME|here|above|below)?`,
		`(?:\w+ ){0,2}(?:other|previous|original) (?:\w+ ){0,2}THING,? STAYS(?:SAME|here)`,
		`(?:the )?(?:exactly )?(?:the )?same(?: \w+)?(?: as)?(?: \w+)? (?:before|earlier|the original)`,
		`(?:(?:\w+ ){0,2}THING,? )?STAYS(?:SAME)`,
		`(?:\w+ ){0,2}(?:your|the) (?:\w+ )?THING (?:goes |continues )?here`,
		`(?:code|logic|implementation)(?: goes| continues)? here`,
		`(?:the |my |your )?(?:previous|original) (?:\w+ ){0,2}THING(?: continues)?`,
		`no (?:further |other )?changes?(?: (?:needed|necessary|required))?(?: (?:here|below|above))?`,
		`(?:\w+ ){0,2}THING for (?:\w+ ){1,4}(?:goes|comes) here`,
		`(?:same )?as above`, `and so on`, `etc`,
	}, "|") + `)$`))
)
