package secrets_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fimble/completion/guard/secrets"
)

// naive puts secrets back once the whole answer is there: what the Restorer
// must come to, whatever the pieces.
func naive(out string, secretOf map[string]string) string {
	var b strings.Builder
	for out != "" {
		if len(out) >= 22 {
			if secret, ok := secretOf[out[:22]]; ok {
				b.WriteString(secret)
				out = out[22:]
				continue
			}
		}
		b.WriteByte(out[0])
		out = out[1:]
	}
	return b.String()
}

// secretsOf gives the placeholders in out with what they stand for.
func secretsOf(red secrets.Redacted, out string) map[string]string {
	all := map[string]string{}
	for at := 0; at+22 <= len(out); at++ {
		if name := out[at : at+22]; strings.HasPrefix(name, "FIMBLE_SECRET_") {
			if back := red.Restorer(); true {
				if secret := back.Write(name) + back.Flush(); secret != name {
					all[name] = secret
				}
			}
		}
	}
	return all
}

func check(t *testing.T, path, text string, seed uint64) {
	var r secrets.Redactor
	red := r.Redact(secrets.Part{Path: path, Text: text})
	out := red.Texts[0]
	if again := r.Redact(secrets.Part{Path: path, Text: text}).Texts[0]; again != out {
		t.Fatalf("first %q, then %q", out, again)
	}
	secretOf := secretsOf(red, out)
	if back := naive(out, secretOf); back != text {
		t.Fatalf("%q became %q and turns back into %q", text, out, back)
	}
	bare := out
	for name := range secretOf {
		bare = strings.ReplaceAll(bare, name, "\x00")
	}
	for _, secret := range secretOf {
		if len(secret) >= 4 && strings.Contains(bare, secret) {
			t.Fatalf("%q is left in %q", secret, out)
		}
	}
	random := rand.New(rand.NewPCG(seed, 1))
	restorer, got, most := red.Restorer(), "", 0
	for rest, given := out, 0; rest != ""; {
		n := min(len(rest), 1+random.IntN(9))
		piece := restorer.Write(rest[:n])
		given += n
		got += piece
		most = max(most, len(out[:given])-len(out[:given-pending(out[:given])]))
		rest = rest[n:]
	}
	if got += restorer.Flush(); got != text {
		t.Fatalf("in pieces %q turns back into %q, want %q", out, got, text)
	}
	if most >= 22 {
		t.Fatalf("%d bytes kept back", most)
	}
}

// pending is how much of the end may be the beginning of a placeholder.
func pending(out string) int {
	const form = "FIMBLE_SECRET_hhhhhhhh"
	for n := min(len(out), len(form)-1); n > 0; n-- {
		tail, fits := out[len(out)-n:], true
		for i := range n {
			hex := strings.IndexByte("0123456789abcdef", tail[i]) >= 0
			fits = fits && (tail[i] == form[i] || form[i] == 'h' && hex)
		}
		if fits {
			return n
		}
	}
	return 0
}

func FuzzSecretsTurnBack(f *testing.F) {
	f.Add("a.go", `password = "hunter2secret" // hunter2secret`, uint64(1))
	f.Add("a.yml", "token: abc123def\nurl: amqp://u:pw12345@h\nFIMBLE_SECRET_0123abcd FIMBLE_SECRET_", uint64(2))
	f.Add("a.go", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n", uint64(3))
	f.Add("a.go", "FIMBLE_SECRET_FIMBLE_SECRET_00000000", uint64(4))
	f.Fuzz(func(t *testing.T, path, text string, seed uint64) { check(t, path, text, seed) })
}

// What the model writes need not be what it was given.
func FuzzRestorerIsTheNaiveOne(f *testing.F) {
	f.Add("a%b", uint64(1))
	f.Add("FIMBLE_SECRET_%%FIMBLE_SECRET_0FIMBLE", uint64(2))
	f.Fuzz(func(t *testing.T, answer string, seed uint64) {
		var r secrets.Redactor
		red := r.Redact(secrets.Part{Text: `password = "hunter2secret"`})
		name := strings.Trim(strings.TrimPrefix(red.Texts[0], "password = "), `"`)
		answer = strings.ReplaceAll(answer, "%", name)
		want := naive(answer, map[string]string{name: "hunter2secret"})
		random := rand.New(rand.NewPCG(seed, 2))
		restorer, got := red.Restorer(), ""
		for rest := answer; rest != ""; {
			n := min(len(rest), 1+random.IntN(7))
			got += restorer.Write(rest[:n])
			rest = rest[n:]
		}
		if got += restorer.Flush(); got != want {
			t.Errorf("%q turns into %q, want %q", answer, got, want)
		}
	})
}

func TestEverySplitTurnsBack(t *testing.T) {
	text := `a := "hunter2" // password = "hunter2!x" FIMBLE_SECRET_0123abcd`
	var r secrets.Redactor
	red := r.Redact(secrets.Part{Path: "a.go", Text: text})
	out := red.Texts[0]
	for i := range len(out) + 1 {
		for j := i; j <= len(out); j++ {
			back := red.Restorer()
			if got := back.Write(out[:i]) + back.Write(out[i:j]) + back.Write(out[j:]) + back.Flush(); got != text {
				t.Fatalf("split at %d and %d: %q", i, j, got)
			}
		}
	}
}
