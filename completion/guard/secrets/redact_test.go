package secrets_test

import (
	"strings"
	"testing"

	"fimble/completion/guard/secrets"
)

// What stands between ├ and ┤ is hidden, and nothing else. The secrets are
// made up; the parts of those that scanners look for are put together here.
func TestSecretsAreHidden(t *testing.T) {
	aws, pat := "AKIA"+"QYLPMN5HHHFPZAM2", "ghp_"+"0aZ9bY8cX7dW6eV5fU4gT3hS2iR1jQ0kPmNo"
	jwt := "eyJ" + "hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
	key := strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n", 3) + "jMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3="
	for _, c := range []struct{ name, path, marked string }{
		{"a rule's own form", "a.go", `id := "├` + aws + `┤"`},
		{"twice the same", "a.go", `a := "├` + pat + `┤" // ├` + pat + `┤`},
		{"go", "a.go", `	Password: "├hunter2secret┤",`},
		{"go environment", "a.go", `os.Setenv("DB_PASSWORD", "├hunter2secret┤")`},
		{"python", "a.py", `password: str = '├hunter2secret┤'`},
		{"python keyword", "a.py", `connect(user="me", passwd="├s3cr3t!x┤")`},
		{"typescript", "a.ts", `const apiKey: string = "├k9f3j2h1g8d7┤";`},
		{"javascript map", "a.js", `{ 'client_secret': '├abc123def456┤' }`},
		{"rust", "a.rs", `let db_password: &str = "├hunter2secret┤";`},
		{"java", "a.java", `builder.password("├hunter2secret┤")`},
		{"c", "a.c", `static const char password[] = "├hunter2secret┤";`},
		{"c macro", "a.h", `#define API_TOKEN "├hunter2secret┤"`},
		{"c++", "a.cpp", `std::string secret{"├hunter2secret┤"};`},
		{"environment", ".env.test", "export DB_PASSWORD=├hunter2secret┤\n"},
		{"yaml", "a.yml", "db:\n  password: ├hunter2secret┤\n"},
		{"properties", "a.properties", "spring.datasource.password = ├hunter2secret┤\n"},
		{"connection string", "a.cs", `"Server=db;User Id=sa;Password=├hunter2secret┤;Encrypt=yes"`},
		{"query", "a.ts", `fetch("/v1/x?token=├hunter2secret┤&n=1")`},
		{"address", "a.go", `"postgres://app:├hunter2┤@db:5432/app"`},
		{"address of a cluster", "a.py", `"mongodb+srv://app:├p:w9┤@c.example.net/x?y=z"`},
		{"address without user", "a.py", `"redis://:├hunter2┤@cache:6379/0"`},
		{"header", "a.go", `req.Header.Set("Authorization", "Bearer ├abcdef0123456789abcdef┤")`},
		{"basic", "a.sh", `Authorization: Basic ├YWxhZGRpbjpvcGVuc2VzYW1l0┤`},
		{"web token", "a.go", `x := "├` + jwt + `┤"`},
		{"random", "a.go", `k := "├q8Zt3vLx0pWm5RkY7dGf2HsJ9nBc4aEu6TiO1yKl┤"`},
		{"private key", "a.go", "x = `-----BEGIN PRIVATE KEY-----\n├" + key + "┤\n-----END PRIVATE KEY-----\n`\n"},
		{"private key that is cut below", "a.go", "x = `-----BEGIN RSA PRIVATE KEY-----\n├" + key + "┤\n"},
		{"private key that is cut above", "a.go", "├" + key + "┤\n-----END EC PRIVATE KEY-----\n`\n"},
		{"no key", "a.go", "if s == \"-----BEGIN PRIVATE KEY-----\" {\n\treturn nil\n}\n"},
		{"public certificate", "a.go", "-----BEGIN CERTIFICATE-----\n" + key + "\n-----END CERTIFICATE-----\n"},
		{"words", "a.ts", `{ password: "Enter your password", token: "access_token", secret: "string", passwordLabel: "x1!x1!x1" }`},
		{"code", "a.py", "token = tokens[index2]\npassword=get_password2(user)\nsecret = os.environ['SECRET_1']\n"},
		{"variables", "a.yml", "password: ${DB_PASSWORD_1}\ntoken: {{ .Values.token1 }}\n"},
		{"address with variables", "a.go", `"postgres://%s:%s@%s:5432/%s"` + " `https://${user}:${pass}@host`"},
		{"address with a port", "a.js", `"http://localhost:8080/@scope/pkg"`},
		{"sums", "go.sum", "go.uber.org/zap v1.28.0 h1:IZzaP1Fv73/T/pBMLk4VutPl36uNC+OSUh3JLG3FIjo=\n"},
		{"a digest", "a.json", `"integrity": "sha512-q8Zt3vLx0pWm5RkY7dGf2HsJ9nBc4aEu6TiO1yKlq8Zt3vLx0pWm5RkY7dGf2HsJ9nBc4aEu6TiO1yKl=="`},
		{"a uuid", "a.py", `id = "014df517-39d1-4453-b7b3-9930c563627d"`},
		{"an alphabet", "a.c", `"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"`},
		{"own words", "a.go", "x := ├FIMBLE_SECRET_0123abcd┤"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.NewReplacer("├", "", "┤", "").Replace(c.marked)
			var r secrets.Redactor
			red := r.Redact(secrets.Part{Path: c.path, Text: text})
			want := red.Texts[0]
			got := marked(c.path, text)
			if got != c.marked {
				t.Errorf("hidden:\n%s\nwant:\n%s", got, c.marked)
			}
			if back := red.Restorer(); back.Write(want)+back.Flush() != text {
				t.Errorf("%q does not turn back", want)
			}
		})
	}
}

// marked puts ├ and ┤ around what is hidden.
func marked(path, text string) string {
	var r secrets.Redactor
	red := r.Redact(secrets.Part{Path: path, Text: text})
	out := red.Texts[0]
	var b strings.Builder
	for {
		i := strings.Index(out, "FIMBLE_SECRET_")
		if i < 0 || i+22 > len(out) {
			b.WriteString(out)
			return b.String()
		}
		back := red.Restorer()
		b.WriteString(out[:i] + "├" + back.Write(out[i:i+22]) + "┤")
		out = out[i+22:]
	}
}

func TestTheSameSecretKeepsItsPlaceholder(t *testing.T) {
	var r, other secrets.Redactor
	a := r.Redact(secrets.Part{Text: `password = "hunter2secret"`}).Texts[0]
	b := r.Redact(secrets.Part{Text: "// more\n" + `password = "hunter2secret"`}).Texts[0]
	if !strings.HasSuffix(b, a) {
		t.Errorf("%q, then %q", a, b)
	}
	if c := other.Redact(secrets.Part{Text: `password = "hunter2secret"`}).Texts[0]; c == a {
		t.Errorf("%q is the same for everybody: it can be told from the secret", c)
	}
}

func TestASecretOfOnePartIsHiddenInAll(t *testing.T) {
	var r secrets.Redactor
	red := r.Redact(secrets.Part{Path: "a.go", Text: "login(\"hunter2secret\")"}, secrets.Part{Path: "b.go", Text: `password = "hunter2secret"`})
	if strings.Contains(red.Texts[0], "hunter2") {
		t.Errorf("sent: %q", red.Texts)
	}
}

func TestASecretAroundTheCursorIsHidden(t *testing.T) {
	text := `token := "gh` + `p_0aZ9bY8cX7dW6eV5fU4gT3hS2iR1jQ0kPmNo" // a`
	start, end := strings.Index(text, "ghp"), strings.Index(text, `" //`)
	for cut := start + 1; cut < end; cut++ {
		var r secrets.Redactor
		red := r.Redact(secrets.Part{Path: "a.go", Text: text[:cut], Joins: true}, secrets.Part{Path: "a.go", Text: text[cut:]})
		if strings.Contains(red.Texts[0], text[start:cut]) || strings.HasPrefix(red.Texts[1], text[cut:end]) {
			t.Errorf("cut at %d: %q", cut, red.Texts)
		}
		back := red.Restorer()
		if got := back.Write(red.Texts[0]) + back.Write(red.Texts[1]) + back.Flush(); got != text {
			t.Errorf("turns back into %q", got)
		}
	}
}
