package workspace

import (
	"os"
	"path/filepath"

	"fimble/context/buffer"
)

// rootMarks are the files and directories that a project has at its top.
var rootMarks = []string{
	".git", ".hg", ".jj", "go.mod", "package.json", "pyproject.toml", "setup.py", "Cargo.toml", "deno.json", "composer.json", "Gemfile",
	"pom.xml", "build.gradle", "build.gradle.kts", "CMakeLists.txt", "mix.exs", "pubspec.yaml", "Package.swift", "build.zig", "dune-project", "stack.yaml",
}

// FindRoot is the project that a loose file belongs to: its deepest ancestor
// with the mark of one, or nil.
func FindRoot(file string) *buffer.Root {
	for dir := filepath.Dir(file); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		for _, mark := range rootMarks {
			if _, err := os.Lstat(filepath.Join(dir, mark)); err == nil {
				uri := buffer.FileURI(dir)
				return &buffer.Root{URI: uri, Client: string(uri), Name: filepath.Base(dir), Dir: dir}
			}
		}
	}
	return nil
}
