package oracle

import "math/rand/v2"

// A soil is a file of one language, in which % is where a secret stands.
type soil struct {
	path  string
	texts []string
}

// soils are the nine languages, and the settings beside them.
var soils = []soil{
	{"main.go", []string{
		"package main\n\nconst apiKey = \"%\"\n", "\tcfg := Config{\n\t\tToken: \"%\",\n\t\tRetries: 3,\n\t}\n", "// use % for staging\nfunc main() {}\n", "\treq.Header.Set(\"X-Api-Key\", `%`)\n",
	}},
	{"app.py", []string{
		"SECRET_KEY = '%'\nDEBUG = True\n", "client = Client(\n    token=\"%\",\n    timeout=3,\n)\n", "# old: %\ndef f():\n    pass\n", "settings = {\"api_key\": \"%\", \"n\": 1}\n",
	}},
	{"app.ts", []string{
		"export const token: string = \"%\";\n", "const opts = { apiKey: '%', retry: true };\n", "// %\n", "await login(`%`);\n",
	}},
	{"view.tsx", []string{"<Maps apiKey=\"%\" zoom={3} />\n", "const t = useToken('%');\nreturn <p>hi</p>;\n", "{/* % */}\n"}},
	{"app.js", []string{"var secret = '%';\n", "module.exports = {\n  auth: { password: \"%\" },\n};\n", "fetch(url, { headers: { authorization: '%' } })\n"}},
	{"main.rs", []string{"const TOKEN: &str = \"%\";\n", "let c = Client { key: \"%\".to_string(), n: 1 };\n", "/// %\nfn main() {}\n"}},
	{"App.java", []string{"private static final String API_KEY = \"%\";\n", "builder.credentials(\"me\", \"%\").build();\n", "/* % */\nclass A {}\n"}},
	{"main.c", []string{"#define API_TOKEN \"%\"\n", "static const char *secret = \"%\";\n", "/* % */\nint main(void) { return 0; }\n"}},
	{"main.cpp", []string{"const std::string token{\"%\"};\n", "auto c = connect(\"host\", \"%\");\n", "// %\nint x;\n"}},
	{".env.local", []string{"API_KEY=%\n", "export TOKEN=\"%\"\nDEBUG=1\n"}},
	{"app.yaml", []string{"auth:\n  token: %\n  n: 1\n", "password: \"%\"\n"}},
	{"app.properties", []string{"client.secret=%\n"}},
}

// plant puts a secret into a file, between lines of code.
func plant(random *rand.Rand, secret string) (path, text string) {
	s := soils[random.IntN(len(soils))]
	text = s.texts[random.IntN(len(s.texts))]
	for i := range len(text) {
		if text[i] == '%' {
			return s.path, text[:i] + secret + text[i+1:]
		}
	}
	return s.path, text
}
