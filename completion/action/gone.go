package action

import (
	"regexp"
	"slices"
	"strings"

	"fimble/context/syntax"
)

// A wanting is what the user has asked for, as far as it says that something
// goes or gets another name.
type wanting struct {
	words    string
	reported bool   // a compiler or linter says them, not the user
	about    string // code that the report points at
	line     string // that it stands on, without blanks around it
}

var (
	// Verbs that take a declaration away, with what they are about behind them.
	removes = regexp.MustCompile(`(?i)^((delet|remov|renam|inlin|replac|merg|combin|convert|transform)|(drop|split|turn)(s|ped|ping|ting|ed|ing)?$|mov(e|es|ing)$|extract|rid$)`)
	// Verbs of other languages, which may stand behind what they are about.
	removesAnywhere = regexp.MustCompile(`(?i)(^(lösch|entfern|ersetz|(um)?benenn|supprim|renomm|remplac|elimin|borra|renombr|reemplaz|удал|переимен|замен)|(löschen|entfernen|ersetzen|benennen)$|删|改名|重命名|替换)`)
	// The passive: what goes stands in front.
	removed = regexp.MustCompile(`(?i)^(deleted|removed|dropped|renamed|inlined|replaced|merged|moved|unused|unneeded|superfluous|obsolete|dead|redundant)$`)
	// Words that may stand between the verb and the name.
	ofKind   = regexp.MustCompile(`(?i)^(func|function|method|class|type|struct|interface|enum|trait|def|fn|helper|wrapper|constant|const|variable|var|import|declaration|definition|code|test|overload|constructor|getter|setter|field|property|macro|package|module|statement)(e?s)?$`)
	between  = regexp.MustCompile(`(?i)^(the|a|an|of|old|out|from|its|their|and|or|also|public|private|static|exported)$`)
	many     = regexp.MustCompile(`(?i)^(all|every|everything|both|unused|dead|duplicate|duplicated|obsolete|redundant|these|those|them)$`)
	itself   = regexp.MustCompile(`(?i)^(it|this|that)$`)
	stops    = regexp.MustCompile(`(?i)^(so|such|but|because|then|when|if|which|who|while|unless|until|before|after|instead|without)$`)
	becomes  = regexp.MustCompile(`(?i)^(to|into|by|with|as)$`)
	negates  = regexp.MustCompile(`(?i)^(not|never|don't|dont|doesn't|doesnt|cannot|won't|without|no)$`)
	isOr     = regexp.MustCompile(`(?i)^(is|are|be|being|can|could|should|must|may|has|have|to|been|now)$`)
	reported = regexp.MustCompile(`(?i)un-?used|not\s+(?:\w+\s+)?used|(?:never|not)\s+(?:used|read|referenced|accessed|called|used)|unreachable|redeclar|re-?defin|duplicat|already\s+(?:been\s+)?(?:declared|defined)|dead code`)
	// Verbs that give a name, and those that ask for something that is not there yet.
	names       = regexp.MustCompile(`(?i)\b(renam\w*|nam(?:e|ed|es|ing)|call(?:ed)?|nenn\w*|umbenenn\w*|hei(?:ß|ss)\w*|renomm\w*|nombr\w*|renombr\w*|appel\w*|llam\w*)\b|改名|命名|переимен|назов`)
	makes       = regexp.MustCompile(`(?i)\b(add|creat|writ|introduc|insert|new|implement|generat|provid|extract|defin|hinzu|neue|ajout|crée|añad|crea)`)
	better      = regexp.MustCompile(`(?i)\b(better|clearer|other|shorter|longer|good|descriptive|meaningful|readable)( \w+)? names?\b|\brename the \w+s\b`)
	clause      = regexp.MustCompile(`[.;:!?\n]+(?:\s|$)|\s[-–—]\s`)
	wordOrComma = regexp.MustCompile(`\p{Han}+|[\p{Latin}\p{Cyrillic}\p{Greek}\p{Hangul}\p{Hiragana}\p{Katakana}\p{N}_$'’]+|,`)
)

// spokenWords are the words of a sentence, and its commas. Chinese is not parted
// further, but for names in it.
func spokenWords(sentence string) []string {
	words := wordOrComma.FindAllString(sentence, -1)
	for i, word := range words {
		words[i] = strings.Trim(word, "'’")
	}
	return words
}

// takes reports whether a declaration of that name may go. Alone says that it is
// all that there is to be spoken of.
func (w wanting) takes(name string, all []string, alone bool) bool {
	if w.reported {
		return reported.MatchString(w.words) && (mentions(w.words, name) || mentions(w.about, name))
	}
	for _, part := range clause.Split(w.words, -1) {
		if clauseTakes(spokenWords(part), name, all, alone) {
			return true
		}
	}
	return false
}

func clauseTakes(words []string, name string, all []string, alone bool) bool {
	for i, word := range words {
		if i > 0 && negates.MatchString(words[i-1]) {
			continue
		}
		switch {
		case word != name && removesAnywhere.MatchString(word) && slices.Contains(words, name):
			return true
		case word == name:
			for _, next := range words[i+1:] {
				if removed.MatchString(next) {
					return true
				}
				if !isOr.MatchString(next) {
					break
				}
			}
		case strings.EqualFold(word, "out") && i > 0 && strings.EqualFold(words[i-1], "comment") && objects(words[i+1:], name, all, alone):
			return true
		case removes.MatchString(word) && !slices.Contains(all, word) && objects(words[i+1:], name, all, alone):
			return true
		}
	}
	return false
}

// objects reads what a verb is about, and reports whether that is the name.
func objects(words []string, name string, all []string, alone bool) bool {
	some, own, kind := false, false, false
	for i, word := range words {
		switch {
		case word == name:
			return true
		case stops.MatchString(word):
			return some && kind || own
		case becomes.MatchString(word):
			return i == 0 && alone || own || some && kind
		case slices.Contains(all, word), between.MatchString(word), word == ",":
		case ofKind.MatchString(word):
			kind = true
			some = some || i > 0 && strings.EqualFold(words[i-1], "the") && strings.HasSuffix(word, "s") && !strings.EqualFold(word, "class")
			own = own || alone && i > 0 && strings.EqualFold(words[i-1], "the") && i == len(words)-1
		case many.MatchString(word):
			some = true
			kind = kind || i == len(words)-1 // "them all"
		case itself.MatchString(word):
			own = alone
		default:
			return false // it is about something else
		}
	}
	return some && kind || own
}

// renames reports whether a fresh name is said to be that of something that has
// had another one.
func (w wanting) renames(fresh string) bool {
	switch {
	case w.reported:
		return false
	case better.MatchString(w.words):
		return true
	}
	for _, part := range clause.Split(w.words, -1) {
		if mentions(part, fresh) && names.MatchString(part) && !makes.MatchString(part) {
			return true
		}
	}
	return false
}

// folded is a name as it is in every style of names.
func folded(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// mentions reports whether a text has a name as a word.
func mentions(text, name string) bool {
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return !syntax.WordRune(r) }), name)
}
