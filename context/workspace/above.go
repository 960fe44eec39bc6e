package workspace

import (
	"iter"
	"path"
)

// Above are the folder of a file and those around it, the root's last. Paths are
// below the root, with slashes; the root itself is ".".
func Above(file string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for dir := path.Dir(file); yield(dir) && dir != "." && dir != "/"; {
			dir = path.Dir(dir)
		}
	}
}
