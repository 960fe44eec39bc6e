package modeltest

import (
	"slices"
	"strings"
)

// AddAnswer is what a model made of AddLines says where a function "add" is
// to be filled in.
const AddAnswer = "(a, b int) int {\n\treturn a + b\n}"

// AddLines make a model say AddAnswer after the marker that ends a prompt of
// Qwen's for filling in.
func AddLines() []Line { return AddLinesAfter("<|fim_middle|>") }

// AddLinesAfter make a model say AddAnswer after another marker.
func AddLinesAfter(marker string) []Line {
	return []Line{{
		After:  marker,
		Pieces: []string{"(a,", " b", " int)", " int", " {\n", "\treturn", " a", " +", " b\n", "}"},
	}}
}

// ChatLines make a model say an answer after the template that ends a chat's
// prompt, line by line. No line of it may stand twice.
func ChatLines(answer string) []Line {
	return []Line{{After: "\n", Pieces: slices.Collect(strings.Lines(answer))}}
}
