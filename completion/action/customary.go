package action

import (
	"cmp"
	"strings"
)

// customs are methods that each reader of a language knows, and what their
// documentation says of them: Python's in the words of its own types.
var customs = map[string]map[string]string{
	"go": {
		"String": "return it as text", "Error": "return what went wrong", "Unwrap": "return the error that it wraps",
		"Len": "return the number of elements", "Less": "tell whether one element comes before another", "Swap": "swap two elements",
	},
	"python": {
		"__repr__": "return repr(self)", "__str__": "return str(self)", "__hash__": "return hash(self)", "__len__": "return len(self)",
		"__eq__": "return self==value", "__ne__": "return self!=value", "__lt__": "return self<value", "__le__": "return self<=value",
		"__gt__": "return self>value", "__ge__": "return self>=value", "__contains__": "return key in self", "__bool__": "return True if self else False",
		"__getitem__": "return self[key]", "__setitem__": "set self[key] to value", "__delitem__": "delete self[key]",
		"__iter__": "implement iter(self)", "__next__": "implement next(self)", "__call__": "call self as a function",
		"__enter__": "enter the context", "__exit__": "leave the context",
	},
	"rust": {
		"from": "convert it to this type", "try_from": "convert it to this type if it can be", "into": "convert it to the type that is wanted",
		"from_str": "parse a value of this type", "default": "return the default value", "clone": "return a copy of the value",
		"fmt": "format the value", "eq": "tell whether two values are equal", "cmp": "compare two values", "partial_cmp": "compare two values",
		"deref": "dereference the value", "deref_mut": "dereference the value so that it can change", "drop": "release what the value holds",
		"next": "return the next element", "next_back": "return the next element from the end", "hash": "feed the value into a hasher",
	},
	"cpp": {"at": "return an element"},
	"java": {
		"toString": "return it as a string", "equals": "tell whether another object is equal to this one", "hashCode": "return the hash code",
		"compareTo": "compare it with another object", "clone": "return a copy",
	},
}

// customary is the verb, and what follows it, of a function that many types have.
func (y saying) customary() (does, rest string, ok bool) {
	said := customs[y.language][y.symbol.Name]
	if y.language == "go" && y.owner == "" {
		said = ""
	}
	if said == "" && y.owner == "" && strings.EqualFold(y.symbol.Name, "main") {
		said = "run the program"
	}
	if y.language == "cpp" {
		said = cmp.Or(said, operator(y.symbol.Name))
	}
	if y.language == "java" && y.symbol.Name == "main" {
		said = "run the program"
	}
	return strings.Cut(said, " ")
}

// operators are those of C++ that mean one thing, whoever has them.
var operators = map[string]string{
	"==": "tell whether both are equal", "!=": "tell whether both are different",
	"<": "tell whether the first comes before the second", ">": "tell whether the first comes after the second",
	"=": "take over another value", "()": "call it as a function",
}

// operator is what an operator of C++ does, or empty for another name.
func operator(name string) string {
	sign, ok := strings.CutPrefix(name, "operator")
	sign = strings.TrimSpace(sign)
	switch {
	case !ok || sign == "" || strings.HasPrefix(name, "operator_"):
		return ""
	case operators[sign] != "":
		return operators[sign]
	case name[len("operator")] == ' ' && sign != "new" && sign != "delete" && sign != "new[]" && sign != "delete[]":
		return "convert it to " + sign
	case name[len("operator")] != ' ' && strings.ContainsAny(sign[:1], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"):
		return ""
	}
	return "apply the operator " + sign
}
