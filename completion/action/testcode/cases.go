package testcode

import "fimble/completion/action/naming"

const (
	mostCases   = 12 // rows that somebody will fill in
	longestCase = 60 // characters of a case's name
	otherwise   = "otherwise"
)

// cases names the cases of a test: what the function's statements depend on, and
// that nothing of it is so.
func (t *Test) cases() []string {
	var all []string
	for _, branch := range t.Head.Branches {
		if len(all) == mostCases-1 {
			break
		}
		if branch != "_" {
			all = append(all, naming.Shortened(branch, longestCase))
		}
	}
	return append(all, otherwise)
}
