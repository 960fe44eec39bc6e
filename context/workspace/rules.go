package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// What may not be sent to a model need not be what git leaves out, so these
// are two families: a ! line of one never brings back what the other ignores.
var (
	gitIgnoreFiles = []string{".gitignore"}
	aiIgnoreFiles  = []string{".aiignore", ".cursorignore"}
)

// maxIgnoreFileBytes bounds what is read of one ignore file; the largest
// published collections are some tens of kilobytes.
const maxIgnoreFileBytes = 256 << 10

// rules are the ignore rules of one root. They are read directory by
// directory, on first need, and kept until an ignore file changes.
type rules struct {
	base string // where git's rules begin: the top of the repository, or the root itself
	top  []pattern
	own  []pattern // Options.Deny and Workspace.Deny

	mu       sync.Mutex
	dirs     map[string]ruleSet // by path below base
	verdicts map[string]string  // by absolute path, of files that were asked for
}

// A ruleSet holds the patterns that count in one directory, its parents'
// first.
type ruleSet struct{ git, ai []pattern }

func newRules(dir string, opts Options) *rules {
	r := &rules{base: repositoryTop(dir)}
	r.top = readPatterns(opts.ExcludesFile, 0)
	r.top = append(r.top, readPatterns(filepath.Join(r.base, ".git", "info", "exclude"), 0)...)
	r.reset()
	return r
}

// repositoryTop is the nearest directory upwards that holds a .git, or dir.
func repositoryTop(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// reset forgets what was read, after an ignore file has changed.
func (r *rules) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dirs = map[string]ruleSet{}
	r.verdicts = map[string]string{}
}

// in is the set for the files and directories that lie directly in dir, given
// as the components below the base.
func (r *rules) in(dir []string) ruleSet {
	key := strings.Join(dir, "/")
	if set, ok := r.dirs[key]; ok {
		return set
	}
	set := ruleSet{git: r.top}
	if len(dir) > 0 {
		set = r.in(dir[:len(dir)-1])
	}
	here := filepath.Join(r.base, filepath.FromSlash(key))
	set.git = extend(set.git, here, gitIgnoreFiles, len(dir))
	set.ai = extend(set.ai, here, aiIgnoreFiles, len(dir))
	r.dirs[key] = set
	return set
}

func extend(patterns []pattern, dir string, names []string, depth int) []pattern {
	for _, name := range names {
		patterns = append(patterns[:len(patterns):len(patterns)], readPatterns(filepath.Join(dir, name), depth)...)
	}
	return patterns
}

// readPatterns reads an ignore file; one that is missing or unreadable has no
// patterns. A link is not followed, as git does not.
func readPatterns(file string, depth int) []pattern {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxIgnoreFileBytes {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var patterns []pattern
	text := strings.TrimPrefix(string(data), "\ufeff")
	for i, line := range strings.Split(text, "\n") {
		if p, ok := parsePattern(line, depth); ok {
			p.source = fmt.Sprintf("%s:%d", filepath.Base(file), i+1)
			patterns = append(patterns, p)
		}
	}
	return patterns
}

// ignored says why the file or directory itself is left out, or "". Its
// parents are the caller's to ask first.
func (r *rules) ignored(components []string, isDir bool) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ignoredLocked(components, isDir)
}

func (r *rules) ignoredLocked(components []string, isDir bool) string {
	set := r.in(components[:len(components)-1])
	for _, patterns := range [][]pattern{set.git, set.ai, r.own} {
		if p, ok := lastMatch(patterns, components, isDir); ok && !p.negated {
			return "ignored by " + p.source
		}
	}
	return secret(components, isDir)
}

// verdict says why a file may not be read, with all its parents asked, or "".
func (r *rules) verdict(file string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if why, ok := r.verdicts[file]; ok {
		return why
	}
	why := r.decideLocked(file)
	r.verdicts[file] = why
	return why
}

// decide is verdict for a path that need not be asked for again.
func (r *rules) decide(file string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.decideLocked(file)
}

func (r *rules) decideLocked(file string) string {
	components, ok := below(r.base, file)
	if !ok {
		return "outside the root"
	}
	for n := 1; n <= len(components); n++ {
		if why := r.ignoredLocked(components[:n], n < len(components)); why != "" {
			return why
		}
	}
	return ""
}

// below splits the path of a file under dir into its components; it reports
// false for dir itself and for what does not lie under it.
func below(dir, file string) ([]string, bool) {
	rel, err := filepath.Rel(dir, file)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return nil, false
	}
	return strings.Split(filepath.ToSlash(rel), "/"), true
}
