// Package syntax turns source text into an Outline: imports, symbols, scopes
// and style as plain values. Its law: a tree-sitter tree never leaves this
// package, and has one owner.
package syntax

// A Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether the offset lies in the span; the end counts, since
// a cursor stands between bytes.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset <= s.End }

// SymbolKind is the sort of declaration, in the words of LSP's SymbolKind.
type SymbolKind string

const (
	Function  SymbolKind = "function"
	Method    SymbolKind = "method"
	Class     SymbolKind = "class"
	Struct    SymbolKind = "struct"
	Interface SymbolKind = "interface"
	Enum      SymbolKind = "enum"
	Type      SymbolKind = "type"
	Variable  SymbolKind = "variable"
	Constant  SymbolKind = "constant"
	Field     SymbolKind = "field"
	Module    SymbolKind = "module"
	Macro     SymbolKind = "macro"
)

// A Symbol is one declaration.
type Symbol struct {
	Kind      SymbolKind
	Name      string
	Signature string // the declaration without its body, blanks folded to one
	Span      Span   // the whole declaration, without its doc comment
	NameSpan  Span
	Body      Span // empty when there is none
	Doc       Span // the doc comment or docstring; empty when there is none
	Parent    int  // index of the enclosing symbol in Outline.Symbols, or -1
}

// An Import is one import, include or use.
type Import struct {
	Path  string   // as written, without quotes: "net/http", "os.path", "<vector>"
	Names []string // the names it brings into the file: "http", "path"
	Span  Span
}

// ScopeKind is what sort of text surrounds a point.
type ScopeKind string

const (
	ScopeFile       ScopeKind = "file"
	ScopeComment    ScopeKind = "comment"
	ScopeString     ScopeKind = "string"
	ScopeImport     ScopeKind = "import"
	ScopeArguments  ScopeKind = "arguments"
	ScopeParameters ScopeKind = "parameters"
	ScopeBody       ScopeKind = "body"    // statements: of a function, a loop, a branch
	ScopeMembers    ScopeKind = "members" // of a class, struct, interface, enum
)

// A Scope is a stretch of one kind. Its span is what a cursor stands in: the
// inside of the quotes, brackets or comment markers, both ends included. Code
// within a string is no part of the string's scope. Scopes nest.
type Scope struct {
	Kind ScopeKind
	Span Span
}

// An Outline is what is known of one version of one file. It never changes
// once handed out, so any number of goroutines may read it.
type Outline struct {
	Language *Language
	Span     Span // what was parsed: the whole file, or a window of a very large one
	Imports  []Import
	Symbols  []Symbol // by start; a parent stands before its children
	Scopes   []Scope  // by start, an outer one before the inner
	Style    Style
	Defects  []Span // errors and missing tokens, by start
}

// Style is how the file is written, measured and not configured. A zero field
// means that the file does not tell.
type Style struct {
	Indent     string // one level: "\t" or some blanks
	Quotes     string // the more frequent of `"` and `'`, where a language has both
	Semicolons string // "always" or "never", where a language lets one choose
	Braces     string // "same line" or "next line", where a language has them
	Functions  string // "camelCase", "PascalCase" or "snake_case"
	Types      string // the same for types
	LineWidth  int    // bytes; the 98th percentile of the lines' lengths
	Docs       string // doc-comment flavour: "godoc", "google", "numpy", "sphinx", "jsdoc", "rustdoc", "javadoc", "doxygen"
}
