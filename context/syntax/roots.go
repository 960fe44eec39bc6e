package syntax

import "strings"

// rootsOf are the names of the nodes at which the patterns of a query start.
func rootsOf(query string) map[string]bool {
	roots := map[string]bool{}
	var open []bool // for every bracket that is open, whether it is a node's
	within := 0     // how many of them are
	for at := 0; at < len(query); at++ {
		switch query[at] {
		case ';':
			at += strings.IndexByte(query[at:]+"\n", '\n')
		case '"':
			at += 1 + closing(query[at+1:], `"`)
		case '(', '[':
			name := query[at+1:]
			name = name[:len(name)-len(strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"))]
			node := query[at] == '(' && (name != "" || strings.HasPrefix(query[at+1:], "#"))
			if node && within == 0 && name != "" {
				roots[name] = true
			}
			if open = append(open, node); node {
				within++
			}
		case ')', ']':
			if open[len(open)-1] {
				within--
			}
			open = open[:len(open)-1]
		}
	}
	return roots
}
