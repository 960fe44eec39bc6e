package action

import (
	"errors"
	"path"
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
		".circleci": true, ".devcontainer": true, ".cargo": true,
	}
	runFiles = map[string]bool{
		".gitlab-ci.yml": true, ".pre-commit-config.yaml": true, ".envrc": true, ".exrc": true, ".nvim.lua": true, ".nvimrc": true,
		".gitmodules": true, ".gitattributes": true, "jenkinsfile": true, "lefthook.yml": true, "fimble.toml": true,
	}
)

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
	return runFiles[folders[len(folders)-1]]
}
