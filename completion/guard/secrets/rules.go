package secrets

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed gitleaks.toml
var gitleaks []byte

// A ruleset is what gitleaks.toml holds.
type ruleset struct {
	Allowlist allowlist
	Rules     []*rule
	words     []string  // all keywords, each once
	rulesOf   [][]*rule // by word
	finder    *literals
}

// A rule finds one kind of secret.
type rule struct {
	ID          string
	Regex       string
	Path        string // the rule is for these files only
	Entropy     float64
	SecretGroup int
	Keywords    []string // one of which is in every match
	Allowlists  []*allowlist

	reach    reach
	wide     bool     // any text may stand behind the keyword, on its line and some more
	words    []string // to look for
	compiled func() *regexp.Regexp
	path     func() *regexp.Regexp
}

// loaded is read when the first secret is looked for: most of Fimble's
// processes never do.
var loaded = sync.OnceValue(func() *ruleset {
	var set ruleset
	if err := toml.Unmarshal(gitleaks, &set); err != nil {
		panic(fmt.Sprintf("parse gitleaks.toml: %v", err)) // it is part of the program, and a test reads it
	}
	set.Allowlist.prepare()
	index := map[string]int{}
	for _, r := range set.Rules {
		r.prepare()
		if r.Regex == "" {
			continue // a rule about file names
		}
		for _, word := range r.words {
			word = strings.ToLower(word)
			i, known := index[word]
			if !known {
				i = len(set.words)
				index[word] = i
				set.words = append(set.words, word)
				set.rulesOf = append(set.rulesOf, nil)
			}
			set.rulesOf[i] = append(set.rulesOf[i], r)
		}
	}
	set.finder = newLiterals(set.words)
	return &set
})

func (r *rule) prepare() {
	r.reach, r.words = reachOf(r.Regex, r.Keywords)
	r.wide = strings.Contains(r.Regex, `(?:.*`)
	source := r.Regex
	if r.reach != anywhere {
		source = `\A(?:` + source + `)`
	}
	// Most rules are never needed, and compiling all takes longer than a scan.
	r.compiled = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })
	r.path = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(r.Path) })
	for _, a := range r.Allowlists {
		a.prepare()
	}
}

// applies reports whether the rule is for the file.
func (r *rule) applies(path string) bool {
	return r.Path == "" || r.path().MatchString(path)
}

// accept is the secret in a match, given by the spans of its groups in text;
// false if it is not one after all.
func (r *rule) accept(set *ruleset, text string, groups []int) (span, bool) {
	secret := span{groups[0], groups[1]}
	if r.SecretGroup > 0 {
		secret = span{groups[2*r.SecretGroup], groups[2*r.SecretGroup+1]}
	} else {
		for g := 2; g < len(groups); g += 2 {
			if groups[g] >= 0 && groups[g+1] > groups[g] {
				secret = span{groups[g], groups[g+1]}
				break
			}
		}
	}
	said := text[secret.start:secret.end]
	if r.Entropy != 0 && entropy(said) <= r.Entropy {
		return secret, false
	}
	match := strings.Trim(text[groups[0]:groups[1]], "\n")
	line := func() string { return lineAround(text, groups[0], groups[1]) }
	if set.Allowlist.allows(said, match, line) {
		return secret, false
	}
	for _, a := range r.Allowlists {
		if a.allows(said, match, line) {
			return secret, false
		}
	}
	return secret, true
}

// lineAround is the line of a stretch of text, or its lines.
func lineAround(text string, start, end int) string {
	start = strings.LastIndexByte(text[:start], '\n') + 1
	if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
		return text[start : end+i]
	}
	return text[start:]
}
