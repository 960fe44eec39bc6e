package syntax

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	sitter "github.com/smacker/go-tree-sitter"
)

// The queries of a language lie in languages/<folder>/*.scm. All files of a
// folder but blocks.scm, heads.scm, insecure.scm and flows.scm are one query, split up for the
// reader alone: outline.scm holds definitions, imports.scm imports, scopes.scm the rest.
//
// Every pattern captures its outermost node, and that capture says what the
// pattern finds:
//
//	@definition.<kind>  a declaration; kind is a SymbolKind. With it go
//	                    @name (needed), @body (what the signature leaves out),
//	                    @span (the declaration is this node and not all of the
//	                    pattern), @aside (the signature leaves out what stands
//	                    between this node's start and the body) and @keyword
//	                    (what the signature starts with, if that stands elsewhere)
//	@wrap               a node that belongs to the declaration which it ends
//	                    with: an export, a template's parameters
//	@import             an import; with @path (needed), @name (a name it brings),
//	                    @alias (the name that stands for @name in this file) and
//	                    @all (it brings every name there is)
//	@scope.<kind>       a scope; kind is a ScopeKind. The scope itself is the
//	                    inside of the node, without its quotes or brackets
//	@code               code within a string, which the string's scope leaves out
//	@attribute          what stands before a declaration and belongs to it:
//	                    a decorator, an annotation
//	@docstring          a string or comment that documents the declaration whose
//	                    body it opens
//	@statement          a statement that may or may not end with a semicolon
//
// When two definitions have the same @name node the pattern with the outer
// outermost node counts, then the one that comes first in the file. A function
// in a type is a method, a variable in a type is a field, a prototype is a
// function without its body, a body of a type or
// a module is members, and a variable within a body is no symbol at all:
// queries need not tell them apart. Comments in front of a declaration are
// found without a query, and annotations do not get into its signature.
//
// Of the predicates there is one, (#eq? @test "text"), once in a pattern.
//
// blocks.scm is the query of BlockEnd: @open and @close capture the tokens
// around a block, @enter and @leave those around anything else, and @inert a
// node in which no token counts.
//
// heads.scm is the query of Heads. Each match tells one thing: who has which
// @parameters, by its @name, and what else stands in a head (@returns, @generic,
// @throws, @unsafe; @pointer makes something of nothing), or beside the @list
// that the parameters are; one @parameter of a @list, or one that a pattern
// takes apart, @unnamed, with its @type, and whether it is @optional or the
// @receiver; a @function, whose statements are nobody else's; a statement that
// gives a @value, that is a @yield or that does @raise an @error or a @variable, or
// raises @again what is caught; what a @handler @handles, by which @alias; a @set
// of a @local name, and the error that it is @made as; a condition or a case that
// is a @branch; what is @guarded, and which error is @caught there, or else all. Every predicate of
// tree-sitter's may be used.
//
// insecure.scm is the query of Risks, in languages that have it: the capture
// whose name begins with no underscore is the insecure code, and names the rule.
// Its predicates are #eq? with a text, #match? and #not-match?, in which $name
// is one of the expressions that languages share. #stands-for? and
// #not-stands-for? are #match? and #not-match? of the code with its local names
// replaced by what they stand for; where branches give a name several values one
// of them has to pass. A name that is captured as @_made hands on what was made
// elsewhere: the insecure code is there. #nearby? is #match? of all that is
// parsed, and saves the others.
//
// flows.scm is the query of what local names stand for: a @function and a @block
// are where they live; a @set, which @declares if it is for its block alone and
// @adds if it keeps what was there, gives a @_name a @_value; names in a @lost
// node get one that nobody knows. Names in a @shut node stand for nothing,
// unless it @carries them, and a @blank value is none. The predicates are #eq?,
// #match? and #not-match?.
//
//go:embed languages
var folders embed.FS

// A role is what a capture stands for in its pattern.
type role uint8

const (
	roleName role = iota
	roleBody
	roleSpan
	roleAside
	roleKeyword
	rolePath
	roleAlias
	roleAll
	roleTest
	roleDefinition // this one and the ones below name what a pattern finds
	roleWrap
	roleImport
	roleScope
	roleCode
	roleAttribute
	roleDocstring
	roleStatement
)

var roles = map[string]role{
	"name": roleName, "body": roleBody, "span": roleSpan, "aside": roleAside, "keyword": roleKeyword,
	"path": rolePath, "alias": roleAlias, "all": roleAll, "test": roleTest,
	"definition": roleDefinition, "wrap": roleWrap, "import": roleImport, "scope": roleScope, "code": roleCode,
	"attribute": roleAttribute, "docstring": roleDocstring, "statement": roleStatement,
}

// A capture is a capture name of a query, read.
type capture struct {
	role role
	kind string // behind the dot, where the role has kinds
}

// A grammar is a language's parser table with its compiled queries. Both may
// be used by any number of goroutines.
type grammar struct {
	language *sitter.Language
	outline  *sitter.Query
	captures []capture              // by capture index of outline
	roots    map[sitter.Symbol]bool // kinds of nodes at which a pattern of outline starts
	tests    []string               // by pattern of outline: what its @test must be, if anything
	blocks   *sitter.Query
	tokens   []string // by capture index of blocks
	heads    *sitter.Query
	risks    *riskQuery // nil if the language has no rules
	flows    *riskQuery // as well
}

// parser makes a tree-sitter parser, to be closed by the caller. Its parses
// end after parseLimit.
func (g *grammar) parser() *sitter.Parser {
	p := sitter.NewParser()
	p.SetLanguage(g.language)
	p.SetOperationLimit(int(parseLimit.Microseconds()))
	return p
}

// parsing compiles a language's queries when they are first asked for; later
// calls return the same grammar. The queries of all folders count together.
func parsing(language func() *sitter.Language, names ...string) func() (*grammar, error) {
	return sync.OnceValues(func() (*grammar, error) { return compile(language(), names) })
}

func compile(language *sitter.Language, folders []string) (*grammar, error) {
	s, err := sources(folders)
	if err != nil {
		return nil, err
	}
	g := &grammar{language: language, roots: map[sitter.Symbol]bool{}}
	if g.outline, err = sitter.NewQuery(s.outline, language); err != nil {
		return nil, fmt.Errorf("compile outline query of %v: %w", folders, err)
	}
	if g.blocks, err = sitter.NewQuery(s.blocks, language); err != nil {
		return nil, fmt.Errorf("compile block query of %v: %w", folders, err)
	}
	if g.heads, err = sitter.NewQuery(s.heads, language); err != nil {
		return nil, fmt.Errorf("compile head query of %v: %w", folders, err)
	}
	if g.risks, err = newRiskQuery(s.risks, language); err != nil {
		return nil, fmt.Errorf("compile query of insecure code of %v: %w", folders, err)
	}
	if g.flows, err = newRiskQuery(s.flows, language); err != nil {
		return nil, fmt.Errorf("compile flow query of %v: %w", folders, err)
	}
	names := rootsOf(string(s.outline))
	for i := range language.SymbolCount() {
		if symbol := sitter.Symbol(i); names[language.SymbolName(symbol)] {
			g.roots[symbol] = true
		}
	}
	for i := range g.outline.CaptureCount() {
		name, kind, _ := strings.Cut(g.outline.CaptureNameForId(i), ".")
		role, ok := roles[name]
		if !ok {
			return nil, fmt.Errorf("compile outline query of %v: unknown capture @%s", folders, name)
		}
		g.captures = append(g.captures, capture{role, kind})
	}
	for i := range g.outline.PatternCount() {
		test, err := g.test(i)
		if err != nil {
			return nil, fmt.Errorf("compile outline query of %v: %w", folders, err)
		}
		g.tests = append(g.tests, test)
	}
	for i := range g.blocks.CaptureCount() {
		g.tokens = append(g.tokens, g.blocks.CaptureNameForId(i))
	}
	return g, nil
}

// queries are the sources of a language's queries.
type queries struct{ outline, blocks, heads, risks, flows []byte }

// sources joins the query files of the folders.
func sources(names []string) (queries, error) {
	var q queries
	for _, name := range names {
		files, err := fs.Glob(folders, path.Join("languages", name, "*.scm"))
		if err != nil || len(files) == 0 {
			return queries{}, fmt.Errorf("read queries of %s: %w", name, errors.Join(err, fs.ErrNotExist))
		}
		for _, file := range files {
			source, err := folders.ReadFile(file)
			if err != nil {
				return queries{}, fmt.Errorf("read %s: %w", file, err)
			}
			into := &q.outline
			switch path.Base(file) {
			case "blocks.scm":
				into = &q.blocks
			case "heads.scm":
				into = &q.heads
			case "insecure.scm":
				into = &q.risks
			case "flows.scm":
				into = &q.flows
			}
			*into = append(*into, source...)
		}
	}
	return q, nil
}

// test is the text that the pattern's @test must be; it is empty for patterns
// without a predicate.
func (g *grammar) test(pattern uint32) (string, error) {
	var text string
	for _, steps := range g.outline.PredicatesForPattern(pattern) {
		if len(steps) == 0 {
			continue
		}
		operator := g.outline.StringValueForId(steps[0].ValueId)
		if operator != "eq?" || text != "" || g.outline.CaptureNameForId(steps[1].ValueId) != "test" {
			return "", fmt.Errorf("pattern %d: predicate #%s is not (#eq? @test \"text\")", pattern, operator)
		}
		text = g.outline.StringValueForId(steps[2].ValueId)
	}
	return text, nil
}

// tells reports whether anything can be read from the node: a pattern starts
// at nodes like it, or it has children.
func (g *grammar) tells(n *sitter.Node) bool {
	return n.IsNamed() && (g.roots[n.Symbol()] || n.ChildCount() > 0)
}
