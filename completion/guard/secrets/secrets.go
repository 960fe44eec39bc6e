// Package secrets keeps secrets from leaving the machine. Its law: no secret
// that it finds is in what it gives, and what it gives turns back into exactly
// what it got.
//
// It hides what gitleaks' rules find (gitleaks.toml), and of its own: the
// bodies of private keys, cut ones too; passwords in addresses and connection
// strings; the values of names like password and api_key, if they are more
// than letters; what follows Bearer and Basic; JSON web tokens; and random
// base64 that is all of a string. It leaves alone sums and what looks like
// them (hexadecimal values without a telling name, lock files), variables and
// places to fill in, labels, and examples like "changeme".
package secrets

import (
	"strings"
	"sync"
)

// A Part is a stretch of a document.
type Part struct {
	Path  string // of the document; tells settings from code
	Text  string
	Joins bool // the next part goes on where this one ends
}

// A Redactor hides secrets. The same secret gets the same placeholder as long
// as it lives, so that a server's cache stays good.
type Redactor struct {
	names registry

	mu   sync.Mutex
	seen map[Part][]string // the secrets in a part, as far as it was looked at lately
	last map[Part][]string // those before, dropped when seen is full
}

// mostSeen is how many parts are remembered: those of some windows. Most
// stay the same from one key to the next.
const mostSeen = 128

// Redacted is text without its secrets.
type Redacted struct {
	Texts   []string // of the parts
	secrets map[string]string
}

// Restorer puts the secrets back into one answer.
func (r Redacted) Restorer() *Restorer { return &Restorer{secrets: r.secrets} }

// Redact hides the secrets in parts that are sent together: what is one in any
// of them is hidden in all.
func (r *Redactor) Redact(parts ...Part) Redacted {
	red := Redacted{Texts: make([]string, len(parts)), secrets: map[string]string{}}
	cut := make([][]span, len(parts))
	var all []string
	known := map[string]bool{}
	for i, p := range parts {
		red.Texts[i] = p.Text
		if p.Joins && i+1 < len(parts) {
			left, right := across(p, parts[i+1])
			cut[i], cut[i+1] = append(cut[i], left...), append(cut[i+1], right...)
		}
		for _, secret := range r.in(p) {
			if !known[secret] {
				known[secret] = true
				all = append(all, secret)
			}
		}
	}
	for i, p := range parts {
		if spans := merged(append(cut[i], occurrences(p.Text, all)...)); len(spans) > 0 {
			red.Texts[i] = r.hide(p.Text, spans, red.secrets)
		}
	}
	return red
}

// in gives the secrets in a part.
func (r *Redactor) in(p Part) []string {
	p.Joins = false
	r.mu.Lock()
	found, ok := r.seen[p]
	if !ok {
		found, ok = r.last[p]
	}
	r.mu.Unlock()
	if !ok {
		found = find(p.Path, p.Text)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, kept := r.seen[p]; !kept {
		if len(r.seen) >= mostSeen || r.seen == nil {
			r.last, r.seen = r.seen, make(map[Part][]string, mostSeen)
		}
		r.seen[p] = found
	}
	return found
}

// hide puts placeholders in the place of spans.
func (r *Redactor) hide(text string, spans []span, secrets map[string]string) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		name := r.names.name(text[s.start:s.end])
		secrets[name] = text[s.start:s.end]
		b.WriteString(text[at:s.start])
		b.WriteString(name)
		at = s.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// shortestEverywhere is the shortest secret that is hidden wherever it stands,
// not only where its surroundings give it away: shorter ones are parts of
// words.
const shortestEverywhere = 4

// find gives the secrets in a text, each once.
func find(path, text string) []string {
	var found []string
	known := map[string]bool{}
	spans := append(ruled(path, text), pem(text)...)
	spans = append(spans, credentials(text)...)
	spans = append(spans, assigned(path, text)...)
	spans = append(spans, headers(text)...)
	spans = append(spans, blobs(path, text)...)
	spans = append(spans, lookalikes(text)...)
	for _, s := range spans {
		secret := text[s.start:s.end]
		if strings.TrimSpace(secret) == "" || len(secret) < shortestEverywhere || known[secret] {
			continue
		}
		known[secret] = true
		found = append(found, strings.Clone(secret))
	}
	return found
}

// occurrences are where any of the secrets stand in a text.
func occurrences(text string, secrets []string) []span {
	var all []span
	for _, secret := range secrets {
		for at := 0; ; {
			i := strings.Index(text[at:], secret)
			if i < 0 {
				break
			}
			all = append(all, span{at + i, at + i + len(secret)})
			at += i + 1
		}
	}
	return all
}

// joint is how much of either side of a cut is looked at for a secret that
// the cut goes through.
const joint = 256

// across gives the two halves of the secrets that a cut between parts goes
// through, each as a span of its part.
func across(before, after Part) (left, right []span) {
	skipped := max(0, len(before.Text)-joint)
	head, tail := before.Text[skipped:], after.Text[:min(len(after.Text), joint)]
	if head == "" || tail == "" || blank(head[len(head)-1]) || blank(tail[0]) {
		return nil, nil
	}
	for _, s := range occurrences(head+tail, find(before.Path, head+tail)) {
		if s.start < len(head) && s.end > len(head) {
			left = append(left, span{skipped + s.start, len(before.Text)})
			right = append(right, span{0, s.end - len(head)})
		}
	}
	return left, right
}
