package testcode

import (
	"path"
	"slices"
	"strings"
)

// A habit is how a language's projects name and place tests. In a name "*"
// stands for the name of the source without its extension, "$" for that.
type habit struct {
	names    []string
	children []string // folders beside the source
	tops     []string // folders in a parent of the source's, with the same folders below them or some, or none
}

// A nest is where the test of a source may lie, and what is peculiar to this
// way of placing it.
type nest struct{ way, path string }

// nests are all places for the test of a source, the more usual first.
func (h habit) nests(source string) (all []nest) {
	folder, base := path.Split(source)
	folder = strings.TrimSuffix(folder, "/")
	var below []string
	if folder != "" {
		below = strings.Split(folder, "/")
	}
	for _, name := range h.names {
		file := testName(name, base)
		add := func(way string, folders ...string) {
			all = append(all, nest{way + " " + name, path.Join(append(folders, file)...)})
		}
		add("beside", folder)
		for _, child := range h.children {
			add("child "+child, folder, child)
		}
		for _, top := range h.tops {
			for n := range len(below) + 1 {
				way, up, rest := strings.Repeat("../", n)+top, path.Join(below[:n]...), below[n:]
				add("mirror "+way, up, top, path.Join(rest...))
				if len(rest) > 0 { // without "src", or the name of the package
					add("less "+way, up, top, path.Join(rest[1:]...))
					add("flat "+way, up, top)
				}
			}
		}
	}
	return all
}

// testName is that of the test of a source.
func testName(pattern, base string) string {
	extension := path.Ext(base)
	return strings.NewReplacer("*", strings.TrimSuffix(base, extension), "$", extension).Replace(pattern)
}

// tests reports whether a file is a test by its name.
func (h habit) tests(file string) bool { return h.tested(file) != "" }

// tested is the name, without extension, of the source that a test is of.
func (h habit) tested(file string) string {
	base := path.Base(file)
	for _, name := range h.names {
		before, after, _ := strings.Cut(strings.ReplaceAll(name, "$", path.Ext(base)), "*")
		if stem, ok := strings.CutPrefix(base, before); ok && strings.HasSuffix(stem, after) && len(stem) > len(after) {
			return strings.TrimSuffix(stem, after)
		}
	}
	return ""
}

// ways counts how the tests of a project are placed.
func (h habit) ways(paths []string) map[string]int {
	sources := map[string][]string{}
	for _, file := range paths {
		if !h.tests(file) {
			stem := strings.TrimSuffix(path.Base(file), path.Ext(file))
			sources[stem] = append(sources[stem], file)
		}
	}
	counts := map[string]int{}
	for _, file := range paths {
		stem := h.tested(file)
		if stem == "" || len(sources[stem]) > 8 { // "index" and the like tell nothing
			continue
		}
		for _, source := range sources[stem] {
			if path.Ext(source) != path.Ext(file) {
				continue
			}
			for _, n := range h.nests(source) {
				if n.path == file {
					counts[n.way]++
				}
			}
		}
	}
	return counts
}

// nestOf finds the file for the test of a source: the one that is there, else
// the one that there would be if this source were tested as others are. Without
// any others it is false.
func (h habit) nestOf(source string, paths []string, exists func(path string) bool) (string, bool) {
	counts, all := h.ways(paths), h.nests(source)
	slices.SortStableFunc(all, func(a, b nest) int { return counts[b.way] - counts[a.way] })
	for _, n := range all {
		if exists(n.path) {
			return n.path, true
		}
	}
	if len(all) == 0 || counts[all[0].way] == 0 {
		return "", false
	}
	return all[0].path, true
}
