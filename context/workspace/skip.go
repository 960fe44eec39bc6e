package workspace

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// skippedDirs hold what tools wrote or fetched. Whether git ignores them or
// not, they teach nothing about how this project is written.
var skippedDirs = []string{
	".git", ".hg", ".svn", ".jj", ".idea", ".vscode", ".vs",
	"node_modules", "bower_components", "vendor", "third_party", "Pods", "Carthage",
	"dist", "build", "out", "target", "bin", "obj", "_build", "DerivedData",
	".venv", "venv", "site-packages", "__pycache__", ".tox", ".nox", ".eggs",
	".mypy_cache", ".pytest_cache", ".ruff_cache", ".cache", ".gradle", ".terraform", ".next", ".nuxt", ".turbo", ".parcel-cache", ".yarn",
	"coverage", ".nyc_output", "__snapshots__",
}

// skippedExtensions are not source text.
var skippedExtensions = []string{
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".bmp", ".tiff", ".svg", ".pdf", ".psd",
	".mp3", ".mp4", ".wav", ".ogg", ".webm", ".mov", ".avi", ".ttf", ".otf", ".woff", ".woff2", ".eot",
	".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".jar", ".war", ".whl",
	".exe", ".dll", ".so", ".dylib", ".a", ".o", ".lib", ".class", ".pyc", ".wasm", ".bin", ".dat", ".db", ".sqlite",
	".map", ".lock", ".sum", ".snap", ".log", ".csv", ".tsv", ".parquet", ".ipynb",
}

// skippedNames are long lists that tools keep.
var skippedNames = []string{"package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "go.work.sum", "flake.lock"}

func skipDir(name string) bool { return slices.Contains(skippedDirs, name) }

func skipFile(name string) bool {
	lower := strings.ToLower(name)
	return slices.Contains(skippedNames, lower) ||
		slices.Contains(skippedExtensions, path.Ext(lower)) ||
		strings.Contains(lower, ".min.") || strings.HasSuffix(lower, ".pb.go") || strings.HasSuffix(lower, "_pb2.py")
}

const (
	// headBytes is how much of a file is looked at to tell source from the
	// rest: licence headers reach 1 KB, and the marks of generators follow them.
	headBytes = 2048
	// minifiedLine is the mean length of lines, in bytes, from which on a file
	// counts as minified; hand-written source stays below 60.
	minifiedLine = 150
)

var generatedMarks = [][]byte{
	[]byte("DO NOT EDIT"), []byte("@generated"), []byte("utogenerated"), []byte("uto-generated"), []byte("utomatically generated"),
}

// unlikely says why a file that begins like this is not source that somebody
// wrote, or "".
func unlikely(head []byte) string {
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		return "binary"
	case !utf8.Valid(head[:lastRune(head)]):
		return "not UTF-8"
	case len(head)/(bytes.Count(head, []byte{'\n'})+1) > minifiedLine:
		return "minified"
	}
	for _, mark := range generatedMarks {
		if bytes.Contains(head, mark) {
			return "generated"
		}
	}
	return ""
}

// lastRune is where a rune that the end of the head may have cut begins.
func lastRune(head []byte) int {
	for i := len(head) - 1; i >= max(0, len(head)-utf8.UTFMax); i-- {
		if utf8.RuneStart(head[i]) {
			if utf8.FullRune(head[i:]) {
				return len(head)
			}
			return i
		}
	}
	return len(head)
}
