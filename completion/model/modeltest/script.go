package modeltest

// AddAnswer is what a model made of AddLines says where a function "add" is
// to be filled in.
const AddAnswer = "(a, b int) int {\n\treturn a + b\n}"

// AddLines make a model say AddAnswer after the marker that ends a prompt of
// Qwen's for filling in.
func AddLines() []Line {
	return []Line{{
		After:  "<|fim_middle|>",
		Pieces: []string{"(a,", " b", " int)", " int", " {\n", "\treturn", " a", " +", " b\n", "}"},
	}}
}
