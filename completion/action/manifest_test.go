package action_test

import (
	"testing"

	"fimble/completion/action"
)

// What a model is told that the project uses, by the manifest that lies next to
// the file or above it.
func TestModelIsToldWhatTheProjectUses(t *testing.T) {
	for name, c := range map[string]struct {
		file, manifest, text, want string
	}{
		"go":               {"api/main.go", "go.mod", "module m\n\ngo 1.26\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n\tx.org/y v1.0.0 // indirect\n)\n", "github.com/gin-gonic/gin"},
		"python, PEP 621":  {"src/app/main.py", "pyproject.toml", "[project]\ndependencies = [\"fastapi[all]>=0.1; python_version > '3'\", \"SQLAlchemy~=2.0\"]\n", "fastapi, SQLAlchemy"},
		"python, Poetry":   {"main.py", "pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3\"\ndjango = {version = \"5\"}\n", "django"},
		"python, plain":    {"main.py", "requirements.txt", "# comment\n-r more.txt\nflask==3.0 # web\nclick\n", "flask, click"},
		"typescript":       {"web/src/a.ts", "web/package.json", `{"name": "w", "dependencies": {"react": "19", "next": "1"}, "devDependencies": {"vitest": "3"}}`, "next, react, vitest"},
		"TSX":              {"src/a.tsx", "package.json", `{"dependencies": {"react": "19"}}`, "react"},
		"JSX":              {"src/a.jsx", "package.json", `{"dependencies": {"react": "19"}}`, "react"},
		"rust":             {"src/main.rs", "Cargo.toml", "[dependencies]\naxum = \"0.8\"\nserde = { version = \"1\" }\n[dev-dependencies]\ninsta = \"1\"\n", "axum, serde, insta"},
		"java, Maven":      {"src/A.java", "pom.xml", "<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot</artifactId></dependency></dependencies></project>", "org.springframework.boot:spring-boot"},
		"java, Gradle":     {"src/A.java", "build.gradle", "dependencies {\n    implementation 'io.javalin:javalin:6.1'\n    testImplementation(\"org.junit:junit:4\")\n}\n", "io.javalin:javalin, org.junit:junit"},
		"broken":           {"a.ts", "package.json", `{"dependencies": `, ""},
		"of another":       {"a.py", "package.json", `{"dependencies": {"react": "19"}}`, ""},
		"none":             {"a.c", "CMakeLists.txt", "project(x)", ""},
		"without anything": {"a.rs", "Cargo.toml", "[package]\nname = \"x\"\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := project{c.file: "\n", c.manifest: c.text}
			for _, kind := range []action.Kind{action.Project, action.Edit} {
				var asked []action.Question
				place := p.open(t, c.file, 0)
				place.Instruction = "add a route"
				tools := saying(&asked, "nothing")
				tools.Files = p
				_, _ = action.Changes(t.Context(), kind, place, 0, tools)
				if len(asked) == 0 || asked[0].Uses != c.want {
					t.Errorf("%s is told of %+v, want %q", kind, asked, c.want)
				}
			}
		})
	}
}
