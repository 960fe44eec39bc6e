// Package oracle holds the redactor against the gitleaks library, in a module
// of its own because the library brings hundreds of others. Its law: nothing
// that the library finds in a text is in what is sent of it.
package oracle

import (
	"math/rand/v2"
	"regexp/syntax"
	"strings"
)

// generate writes a text that a regular expression matches, by chance.
func generate(random *rand.Rand, re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		return string(re.Rune)
	case syntax.OpCharClass:
		return string(member(random, re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return string(rune('a' + random.IntN(26)))
	case syntax.OpCapture:
		return generate(random, re.Sub[0])
	case syntax.OpAlternate:
		return generate(random, re.Sub[random.IntN(len(re.Sub))])
	case syntax.OpConcat:
		return repeat(random, re.Sub, 1)
	case syntax.OpStar:
		return repeat(random, re.Sub, random.IntN(3))
	case syntax.OpPlus:
		return repeat(random, re.Sub, 1+random.IntN(3))
	case syntax.OpQuest:
		return repeat(random, re.Sub, random.IntN(2))
	case syntax.OpRepeat:
		most := re.Max
		if most < 0 || most > re.Min+20 {
			most = re.Min + 20
		}
		return repeat(random, re.Sub, re.Min+random.IntN(most-re.Min+1))
	}
	return "" // boundaries and the like
}

func repeat(random *rand.Rand, subs []*syntax.Regexp, times int) string {
	var b strings.Builder
	for range times {
		for _, sub := range subs {
			b.WriteString(generate(random, sub))
		}
	}
	return b.String()
}

// member is one of a class, of what is typed on a keyboard if there is any.
func member(random *rand.Rand, ranges []rune) rune {
	var all []rune
	for i := 0; i < len(ranges); i += 2 {
		for r := max(ranges[i], ' '); r <= min(ranges[i+1], '~'); r++ {
			all = append(all, r)
		}
	}
	if len(all) == 0 {
		return ranges[0]
	}
	return all[random.IntN(len(all))]
}
