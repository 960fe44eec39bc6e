package completion

import (
	"cmp"
	"slices"
	"strings"

	"fimble/completion/guard"
	"fimble/completion/guard/insecure"
	"fimble/completion/trim"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A draft is one candidate as the model wrote it.
type draft struct {
	text    string
	held    string // a carriage return at the end, of which it is not clear yet whether it ends a line
	tokens  int
	logProb float64 // of the whole text; 0 if the model does not say
	cut     bool    // it was as long as an answer may be
}

// add takes in what was streamed, with the line ends that models know.
func (d *draft) add(text string) {
	text = d.held + text
	d.held = text[len(strings.TrimRight(text, "\r")):]
	text = text[:len(text)-len(d.held)]
	d.text += buffer.LF(text)
}

// sureness is the mean log probability of a token, 0 if it is not known.
func (d draft) sureness() float64 {
	if d.tokens == 0 {
		return 0
	}
	return d.logProb / float64(d.tokens)
}

// judge makes of drafts what is worth showing, best first: trimmed, valid,
// and each text once. What fits the syntax as the model wrote it goes before
// what had to be cut, and among those what the model is surer of. Around is the
// code around the site. What is severely insecure nobody gets without having
// asked, and who has asked gets it last.
func judge(site trim.Site, around *guard.Place, drafts []draft, asked bool) []string {
	type candidate struct {
		text  string
		risky bool
		cut   bool
		sure  float64
	}
	var all []candidate
	for _, d := range drafts {
		said := d.text
		if d.cut {
			said = trim.SoFar(site, said)
		}
		trimmed, _ := trim.All(site, said)
		text := valid(site, around, trimmed)
		if strings.TrimSpace(text) == "" || slices.ContainsFunc(all, func(c candidate) bool { return c.text == text }) {
			continue
		}
		risky := risky(site, text)
		if risky && !asked {
			continue
		}
		all = append(all, candidate{text, risky, text != trimmed, d.sureness()})
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(last(a.risky, b.risky), last(a.cut, b.cut), cmp.Compare(b.sure, a.sure))
	})
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = c.text
	}
	return texts
}

// last sorts what is true behind what is not.
func last(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// risky reports whether a text brings a severe risk in that the code around
// does not take already: who writes such code all the time has a reason.
func risky(site trim.Site, text string) bool {
	at := len(site.Prefix)
	return insecure.AddsSevere(site.Language, site.Prefix+site.Suffix, syntax.Span{Start: at, End: at}, text)
}

// valid is what of a text fits the syntax at the site, less the closers there
// that the text brings itself.
func valid(site trim.Site, around *guard.Place, text string) string {
	if n := replaced(site, text); n > 0 {
		site.Suffix = site.Suffix[n:]
		around = guard.PlaceOf(site)
	}
	return around.Syntax(text, true)
}
