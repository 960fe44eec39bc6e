package syntax

import (
	"strings"

	"github.com/smacker/go-tree-sitter/c"
	"github.com/smacker/go-tree-sitter/cpp"
	"github.com/smacker/go-tree-sitter/golang"
	"github.com/smacker/go-tree-sitter/java"
	"github.com/smacker/go-tree-sitter/javascript"
	"github.com/smacker/go-tree-sitter/python"
	"github.com/smacker/go-tree-sitter/rust"
	"github.com/smacker/go-tree-sitter/typescript/tsx"
	"github.com/smacker/go-tree-sitter/typescript/typescript"
)

const (
	ecmascriptKeywords = "async await break case catch class const continue debugger default delete do else export extends " +
		"false finally for from function get if import in instanceof let new null of return set static super switch this throw " +
		"true try typeof undefined var void while with yield"
	typescriptKeywords = ecmascriptKeywords + " abstract any as asserts bigint boolean declare enum implements infer interface " +
		"is keyof module namespace never number object override private protected public readonly satisfies string symbol type " +
		"unique unknown"
	cKeywords = "auto break case char const continue default do double else enum extern float for goto if inline int long " +
		"register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while _Bool NULL"
)

var (
	ecmascriptInner   = strings.Fields("break_statement continue_statement return_statement")
	ecmascriptMisread = strings.Fields("case catch else finally")
	cInner            = strings.Fields("break_statement continue_statement do_statement for_statement goto_statement if_statement " +
		"return_statement switch_statement while_statement")
)

// deepRows are the languages with a grammar. A new one is a row here and a
// folder of queries.
func deepRows() []*Language {
	slashes, stars := "//", [2]string{"/*", "*/"}
	return []*Language{
		{
			ID: "go", Name: "Go", Extensions: []string{".go"},
			LineComment: slashes, BlockComment: stars,
			keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map " +
				"package range return select struct switch type var true false nil iota any bool byte error float32 float64 int " +
				"int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr append cap clear close copy delete " +
				"len make max min new panic recover",
			inner: strings.Fields("assignment_statement break_statement continue_statement dec_statement defer_statement " +
				"expression_statement expression_switch_statement for_statement go_statement if_statement inc_statement " +
				"return_statement select_statement send_statement short_var_declaration type_switch_statement"),
			heads:    strings.Fields("else for func if select switch"),
			misread:  strings.Fields("case default else import package"),
			literals: []literal{backquoted, doubleQuoted, singleQuoted},
			docs:     godoc, brings: goPackageName, parsing: parsing(golang.GetLanguage, "go"),
		},
		{
			ID: "python", Name: "Python", Extensions: []string{".py", ".pyi", ".pyw"}, Filenames: []string{"SConstruct", "SConscript"},
			LineComment: "#",
			keywords: "False None True and as assert async await break case class continue def del elif else except finally for " +
				"from global if import in is lambda match nonlocal not or pass raise return self cls try while with yield",
			offside: true, quotes: true, formats: "fF", inner: []string{"return_statement"}, misread: strings.Fields("elif else except finally"),
			heads:    strings.Fields("class def elif else except finally for if try while with"),
			literals: []literal{threeDoubles, threeSingles, doubleQuoted, singleQuoted},
			docs:     pythonDocs, brings: firstComponent, parsing: parsing(python.GetLanguage, "python"),
		},
		{
			ID: "typescript", Name: "TypeScript", Extensions: []string{".ts", ".mts", ".cts"},
			LineComment: slashes, BlockComment: stars, keywords: typescriptKeywords, freeEnd: true, quotes: true,
			inner: ecmascriptInner, misread: ecmascriptMisread,
			literals: []literal{template, doubleQuoted, singleQuoted},
			docs:     starred("jsdoc"), parsing: parsing(typescript.GetLanguage, "ecmascript", "typescript"),
		},
		{
			ID: "typescriptreact", Name: "TypeScript JSX", Extensions: []string{".tsx"},
			LineComment: slashes, BlockComment: stars, keywords: typescriptKeywords, freeEnd: true, quotes: true,
			inner: ecmascriptInner, misread: ecmascriptMisread,
			literals: []literal{template, doubleQuoted, singleQuoted},
			docs:     starred("jsdoc"), parsing: parsing(tsx.GetLanguage, "jsx", "ecmascript", "typescript"),
		},
		{
			ID: "javascript", Name: "JavaScript", Extensions: []string{".js", ".mjs", ".cjs"},
			LineComment: slashes, BlockComment: stars, keywords: ecmascriptKeywords, freeEnd: true, quotes: true,
			inner: ecmascriptInner, misread: ecmascriptMisread,
			literals: []literal{template, doubleQuoted, singleQuoted},
			docs:     starred("jsdoc"), parsing: parsing(javascript.GetLanguage, "jsx", "ecmascript", "javascript"),
		},
		{
			ID: "javascriptreact", Name: "JavaScript JSX", Extensions: []string{".jsx"},
			LineComment: slashes, BlockComment: stars, keywords: ecmascriptKeywords, freeEnd: true, quotes: true,
			inner: ecmascriptInner, misread: ecmascriptMisread,
			literals: []literal{template, doubleQuoted, singleQuoted},
			docs:     starred("jsdoc"), parsing: parsing(javascript.GetLanguage, "jsx", "ecmascript", "javascript"),
		},
		{
			ID: "rust", Name: "Rust", Extensions: []string{".rs"},
			LineComment: slashes, BlockComment: stars,
			keywords: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod " +
				"move mut pub ref return self Self static struct super trait true type union unsafe use where while",
			inner: []string{"let_declaration"}, misread: []string{"else"},
			heads:    strings.Fields("else for if loop match while"),
			literals: []literal{rawOfRust, doubleOfLines, character},
			docs:     rustdoc, brings: rustUseNames, parsing: parsing(rust.GetLanguage, "rust"),
		},
		{
			ID: "java", Name: "Java", Extensions: []string{".java"},
			LineComment: slashes, BlockComment: stars,
			keywords: "abstract assert boolean break byte case catch char class const continue default do double else enum extends " +
				"false final finally float for goto if implements import instanceof int interface long native new null package " +
				"permits private protected public record return sealed short static strictfp super switch synchronized this throw " +
				"throws transient true try var void volatile while yield",
			inner: strings.Fields("break_statement continue_statement do_statement expression_statement for_statement if_statement " +
				"local_variable_declaration return_statement throw_statement while_statement"),
			misread:  strings.Fields("case catch default else finally"),
			literals: []literal{threeDoubles, doubleQuoted, singleQuoted},
			docs:     starred("javadoc"), brings: lastComponent, parsing: parsing(java.GetLanguage, "java"),
		},
		{
			ID: "c", Name: "C", Extensions: []string{".c", ".h"},
			LineComment: slashes, BlockComment: stars, keywords: cKeywords,
			inner: cInner, misread: strings.Fields("case default else"),
			literals: []literal{doubleQuoted, singleQuoted}, directives: true,
			docs: doxygen, parsing: parsing(c.GetLanguage, "c"),
		},
		{
			ID: "cpp", Name: "C++", Aliases: []string{"c++"},
			Extensions:  []string{".cc", ".cpp", ".cxx", ".c++", ".hh", ".hpp", ".hxx", ".h++", ".ipp", ".inl", ".tpp"},
			LineComment: slashes, BlockComment: stars,
			keywords: cKeywords + " alignas alignof and bool catch class co_await co_return co_yield concept const_cast consteval " +
				"constexpr constinit decltype delete dynamic_cast explicit export false final friend mutable namespace new " +
				"noexcept not nullptr operator or override private protected public reinterpret_cast requires static_assert " +
				"static_cast template this throw true try typeid typename using virtual",
			inner: cInner, misread: strings.Fields("case catch default else"),
			literals: []literal{rawOfCpp, doubleQuoted, singleQuoted}, directives: true,
			docs: doxygen, brings: lastQualified, parsing: parsing(cpp.GetLanguage, "cpp", "c"),
		},
	}
}
