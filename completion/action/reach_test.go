package action_test

import (
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

func TestWhatRunsUnaskedIsToldFromWhatIsCalled(t *testing.T) {
	change := func(name, before, after string) action.Change {
		text := buffer.NewText(before)
		return action.Change{
			File:  action.File{Path: name, Text: text},
			Edits: []buffer.Edit{{Span: syntax.Span{End: text.Len()}, NewText: after}},
		}
	}
	for _, name := range strings.Fields(`.vscode/tasks.json .idea/workspace.xml .github/workflows/ci.yml .mvn/extensions.xml .yarn/releases/yarn.cjs
		.gitlab-ci.yml Jenkinsfile .pre-commit-config.yaml .envrc app/.envrc .dir-locals.el .exrc .nvim.lua shop.code-workspace
		eslint.config.js eslint.config.mjs .eslintrc.cjs web/vite.config.ts jest.config.js .prettierrc.mjs .mocharc.js
		build.rs crates/a/build.rs build.gradle app/build.gradle.kts settings.gradle gradle/wrapper/gradle-wrapper.properties CMakeLists.txt
		.npmrc .yarnrc.yml .pnpmfile.cjs setup.py conftest.py tests/conftest.py sitecustomize.py Gemfile`) {
		if !change(name, "", "x").Runs() {
			t.Errorf("%s is not among them", name)
		}
	}
	for _, name := range strings.Fields(`main.go src/build.go build.rs.md rebuild.rs app.config.ts config.js eslint.js .eslintrc.json tsconfig.json Makefile
		Dockerfile test_conftest.py setup.cfg pyproject.toml Cargo.toml go.mod github/a.py vscode/tasks.json Gemfile.lock`) {
		if change(name, "", "x").Runs() {
			t.Errorf("%s is among them", name)
		}
	}
	const tested = `{"scripts": {"test": "jest", "prepare": "husky"}}`
	for after, want := range map[string]bool{
		`{"scripts": {"test": "vitest", "prepare": "husky"}}`:                      false,
		`{"scripts": {"test": "jest"}}`:                                            false,
		`{"scripts": {"test": "jest", "prepare": "husky"}, "dependencies": {}}`:    false,
		`{"scripts": {"test": "jest", "prepare": "node a.js"}}`:                    true,
		`{"scripts": {"test": "jest", "prepare": "husky", "postinstall": "sh a"}}`: true,
		`{"scripts": {"postinstall":`:                                              true,
	} {
		if got := change("web/package.json", tested, after).Runs(); got != want {
			t.Errorf("%s: got %v, want %v", after, got, want)
		}
	}
}
