package action

import (
	"encoding/json"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Folders and files that are the project's own, and yet not only its code. Names
// are told in lower case, as some systems tell none from the other.
var (
	// history is what version control keeps; a line in it can run a program.
	history = map[string]bool{".git": true, ".hg": true, ".svn": true, ".jj": true, ".bzr": true, "node_modules": true}
	// runs are read by editors, hooks and servers that build, which run what they say.
	runs = map[string]bool{
		".vscode": true, ".idea": true, ".fleet": true, ".zed": true, ".husky": true, ".githooks": true, ".github": true, ".gitlab": true,
		".gitea": true, ".forgejo": true, ".woodpecker": true, ".buildkite": true, ".circleci": true, ".devcontainer": true, ".cargo": true,
		".mvn": true, ".yarn": true,
	}
)

// runFiles match the names of files that something runs, or takes from them what
// it runs. What runs only when it is called, as a Makefile, is not among them.
var runFiles = regexp.MustCompile(`^(` + strings.Join([]string{
	// Servers that build run them for each change.
	`\.gitlab-ci\.ya?ml`, `\.travis\.yml`, `\.drone\.yml`, `azure-pipelines\.ya?ml`, `bitbucket-pipelines\.yml`, `jenkinsfile`,
	// Hooks and filters of version control.
	`\.pre-commit-config\.yaml`, `\.?lefthook\.(ya?ml|toml|json)`, `\.lintstagedrc.*`, `(lint-staged|commitlint)\.config\.` + scripts, `\.gitmodules`, `\.gitattributes`,
	// Shells and editors, where a folder or a file is opened.
	`\.envrc`, `\.?mise\.toml`, `\.exrc`, `\.nvim\.lua`, `\.n?vimrc`, `\.lvimrc`, `\.dir-locals(-2)?\.el`, `.+\.code-workspace`, `fimble\.toml`,
	// Linters, formatters and test runners, by their plugins in editors, where a file is opened.
	`(eslint|prettier|stylelint|tailwind|postcss|svelte|vite|vitest|jest|playwright)\.config\.` + scripts, `\.(eslint|prettier|stylelint|mocha)rc\.` + scripts,
	// Language servers run build scripts, and evaluate what projects are made of, to know the code.
	`build\.rs`, `(build|settings|init)\.gradle(\.kts)?`, `gradle-wrapper\.properties`, `cmakelists\.txt`, `gemfile`, `mix\.exs`, `package\.swift`,
	// Package managers, with any package that is installed.
	`\.npmrc`, `\.yarnrc(\.yml)?`, `\.pnpmfile\.c?js`, `setup\.py`,
	// Python, and pytest where it looks for tests.
	`conftest\.py`, `(site|user)customize\.py`,
}, "|") + `)$`)

const scripts = `[cm]?[jt]s`

// installs are the scripts of a package.json that run where packages are
// installed.
var installs = []string{"preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"}

var errHistory = errors.New("no sentence may change what version control or a package manager keeps")

// outOfReach says why no model may write a file of the project, whatever it
// holds.
func outOfReach(name string) error {
	for _, folder := range strings.Split(strings.ToLower(path.Clean(name)), "/") {
		if history[strings.TrimRight(folder, ". ")] {
			return errHistory
		}
	}
	return nil
}

// runsByItself reports whether something runs what a file says without being
// told to by the user.
func runsByItself(name string) bool {
	folders := strings.Split(strings.ToLower(path.Clean(name)), "/")
	for _, folder := range folders[:len(folders)-1] {
		if runs[folder] {
			return true
		}
	}
	return runFiles.MatchString(folders[len(folders)-1])
}

// installsMore reports whether a package.json runs other things than before where
// packages are installed. One that cannot be read may.
func installsMore(before, after string) bool {
	was, _ := scriptsOf(before)
	is, err := scriptsOf(after)
	return err != nil || slices.ContainsFunc(installs, func(name string) bool { return is[name] != "" && is[name] != was[name] })
}

func scriptsOf(manifest string) (map[string]string, error) {
	var read struct {
		Scripts map[string]string `json:"scripts"`
	}
	err := json.Unmarshal([]byte(strings.TrimPrefix(manifest, "\ufeff")), &read)
	return read.Scripts, err
}
