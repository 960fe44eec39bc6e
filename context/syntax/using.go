package syntax

import "strings"

// lastQualified is the name that "using std::string" brings in C++: string.
// An include names nothing that it brings.
func lastQualified(path string) []string {
	if n := strings.LastIndex(path, "::"); n >= 0 {
		return []string{path[n+len("::"):]}
	}
	return nil
}
