package syntax

import (
	"reflect"

	sitter "github.com/smacker/go-tree-sitter"
)

// aliased reports whether the grammar gives the node another name than that of
// its rule, as C++ does with the methods in a class. A query or cursor that
// starts at such a node takes all comments and errors in it for nodes of that
// name too, so it must start above or below. The binding does not tell, but
// keeps the alias in the node as tree-sitter does, in the fourth word of its
// context.
func aliased(n *sitter.Node) bool {
	return reflect.ValueOf(n).Elem().FieldByName("c").FieldByName("context").Index(3).Uint() != 0
}
