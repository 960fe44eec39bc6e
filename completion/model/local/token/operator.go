package token

// operator is the length of the operator at the start of the text: the
// longest that some language has, so that := and => and ?. are one token.
func operator(text string) int {
	if len(text) >= 3 {
		switch text[:3] {
		case "...", "===", "!==", "**=", "<<=", ">>=", "&^=", "??=", "||=", "&&=", "//=", ">>>", "<=>", "..=", "..<":
			return 3
		}
	}
	if len(text) >= 2 {
		switch text[:2] {
		case ":=", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
			"<<", ">>", "<-", "->", "=>", "**", "??", "?.", "!!", "//", "&^", "::", "..", "=~", "|>", "</", "/>":
			return 2
		}
	}
	return 1
}
