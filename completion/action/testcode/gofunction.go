package testcode

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"path"
	"regexp"
	"strings"
)

// errGeneric is about types that stand for others.
const errGeneric = Untold("it is not clear which types the function is to be tested with")

// A goFunction is the function under test as Go's own parser reads its head.
type goFunction struct {
	*Test
	decl     *ast.FuncDecl
	receiver string              // name of its type; empty for a function
	pointer  bool                // the receiver is one
	instead  map[string]ast.Expr // what stands for a type parameter
	away     string              // what the package is called where the test is; empty in the package itself
	imports  map[string]string   // specs, by the name that they bring
}

func readGoFunction(t *Test) (*goFunction, error) {
	g := &goFunction{Test: t, instead: map[string]ast.Expr{}, imports: map[string]string{}}
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+t.Symbol.Signature+" {}\n", parser.SkipObjectResolution)
	if err != nil || len(file.Decls) != 1 {
		return nil, errHead
	}
	g.decl, _ = file.Decls[0].(*ast.FuncDecl)
	if g.decl == nil {
		return nil, errHead
	}
	if g.decl.Recv != nil {
		if err := g.readReceiver(g.decl.Recv.List[0].Type); err != nil {
			return nil, err
		}
	}
	if list := g.decl.Type.TypeParams; list != nil {
		for _, field := range list.List {
			stand, ok := g.standIn(field.Type)
			if !ok {
				return nil, errGeneric
			}
			for _, name := range field.Names {
				g.instead[name.Name] = stand
			}
		}
	}
	return g, nil
}

// readReceiver reads the type of the receiver. What its type parameters may be
// stands where the type is declared.
func (g *goFunction) readReceiver(e ast.Expr) error {
	if star, ok := e.(*ast.StarExpr); ok {
		g.pointer, e = true, star.X
	}
	var names []ast.Expr
	switch x := e.(type) {
	case *ast.IndexExpr:
		e, names = x.X, []ast.Expr{x.Index}
	case *ast.IndexListExpr:
		e, names = x.X, x.Indices
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return errHead
	}
	g.receiver = id.Name
	if len(names) == 0 {
		return nil
	}
	declared, err := parser.ParseExpr("func" + g.typeParameters(id.Name))
	kind, ok := declared.(*ast.FuncType)
	if err != nil || !ok {
		return errGeneric
	}
	var constraints []ast.Expr
	for _, field := range kind.Params.List {
		for range field.Names {
			constraints = append(constraints, field.Type)
		}
	}
	if len(constraints) != len(names) {
		return errGeneric
	}
	for i, name := range names {
		stand, ok := g.standIn(constraints[i])
		if id, named := name.(*ast.Ident); !ok || !named {
			return errGeneric
		} else if id.Name != "_" {
			g.instead[id.Name] = stand
		}
	}
	return nil
}

// typeParameters are those of a type of the package, in the brackets of a
// function's parameters.
func (g *goFunction) typeParameters(name string) string {
	declared := regexp.MustCompile(`(?m)^type[ \t]+` + name + `\[(.*)\][ \t]+\S`)
	for _, text := range append([]string{g.Source}, goNeighbours(g.Test, false)...) {
		if m := declared.FindStringSubmatch(text); m != nil {
			return "(" + m[1] + ")"
		}
	}
	return ""
}

// standIn is a type that satisfies a constraint, where that says which do.
func (g *goFunction) standIn(constraint ast.Expr) (ast.Expr, bool) {
	switch c := constraint.(type) {
	case *ast.Ident:
		if c.Name == "any" || c.Name == "comparable" {
			return ast.NewIdent("int"), true
		}
		return c, basicGo[c.Name] != ""
	case *ast.InterfaceType:
		return ast.NewIdent("int"), len(c.Methods.List) == 0
	case *ast.UnaryExpr:
		return c.X, c.Op == token.TILDE
	case *ast.BinaryExpr:
		return g.standIn(c.X)
	case *ast.SelectorExpr:
		switch c.Sel.Name {
		case "Ordered", "Integer", "Signed":
			return ast.NewIdent("int"), true
		case "Float":
			return ast.NewIdent("float64"), true
		}
	}
	return nil, false
}

// basicGo are the types that have values to write down, and the least of those.
var basicGo = map[string]string{
	"bool": "false", "string": `""`, "int": "0", "int8": "0", "int16": "0", "int32": "0", "int64": "0", "uint": "0", "uint8": "0", "uint16": "0",
	"uint32": "0", "uint64": "0", "uintptr": "0", "byte": "0", "rune": "0", "float32": "0", "float64": "0", "complex64": "0", "complex128": "0",
	"any": "nil", "error": "nil",
}

// exported reports whether code in another package can name all of the head.
func (g *goFunction) exported() bool {
	ok := ast.IsExported(g.decl.Name.Name) && (g.receiver == "" || ast.IsExported(g.receiver))
	for _, list := range []*ast.FieldList{g.decl.Type.Params, g.decl.Type.Results} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			names(field.Type, func(e ast.Expr) ast.Expr {
				id, plain := e.(*ast.Ident)
				ok = ok && (!plain || basicGo[id.Name] != "" || id.Name == "comparable" || g.instead[id.Name] != nil || ast.IsExported(id.Name))
				return e
			})
		}
	}
	return ok
}

// spelled is a type as the test writes it.
func (g *goFunction) spelled(e ast.Expr) (string, error) {
	var err error
	var spell func(e ast.Expr) ast.Expr
	within := 0 // stand-ins, one of which may stand for a type made of others
	spell = func(e ast.Expr) ast.Expr {
		switch x := e.(type) {
		case *ast.Ident:
			if stand := g.instead[x.Name]; stand != nil && within <= len(g.instead) {
				within++
				defer func() { within-- }()
				return names(stand, spell)
			}
			return g.placed(x)
		case *ast.SelectorExpr:
			if id, ok := x.X.(*ast.Ident); ok {
				name, ok := g.importOf(id.Name)
				if !ok {
					err = errHead
				}
				if name == "." {
					return x.Sel
				}
				return &ast.SelectorExpr{X: ast.NewIdent(name), Sel: x.Sel}
			}
		}
		return e
	}
	e = names(e, spell)
	var out bytes.Buffer
	if printed := printer.Fprint(&out, token.NewFileSet(), e); printed != nil {
		return "", printed
	}
	return out.String(), err
}

// placed is a name of the package as the test has to write it.
func (g *goFunction) placed(e ast.Expr) ast.Expr {
	id, ok := e.(*ast.Ident)
	if !ok || g.away == "" || g.away == "." || basicGo[id.Name] != "" {
		return e
	}
	return &ast.SelectorExpr{X: ast.NewIdent(g.away), Sel: id}
}

// names gives a copy of a type with each of its names replaced.
func names(e ast.Expr, with func(ast.Expr) ast.Expr) ast.Expr {
	deep := func(e ast.Expr) ast.Expr { return names(e, with) }
	fields := func(list *ast.FieldList) *ast.FieldList {
		if list == nil {
			return nil
		}
		out := &ast.FieldList{}
		for _, f := range list.List {
			out.List = append(out.List, &ast.Field{Names: f.Names, Type: deep(f.Type), Tag: f.Tag})
		}
		return out
	}
	switch x := e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return with(x)
	case *ast.StarExpr:
		return &ast.StarExpr{X: deep(x.X)}
	case *ast.ParenExpr:
		return &ast.ParenExpr{X: deep(x.X)}
	case *ast.Ellipsis:
		return &ast.ArrayType{Elt: deep(x.Elt)}
	case *ast.ArrayType:
		length := x.Len
		if length != nil {
			length = deep(length)
		}
		return &ast.ArrayType{Len: length, Elt: deep(x.Elt)}
	case *ast.MapType:
		return &ast.MapType{Key: deep(x.Key), Value: deep(x.Value)}
	case *ast.ChanType:
		return &ast.ChanType{Dir: x.Dir, Value: deep(x.Value)}
	case *ast.FuncType:
		return &ast.FuncType{Params: fields(x.Params), Results: fields(x.Results)}
	case *ast.StructType:
		return &ast.StructType{Fields: fields(x.Fields)}
	case *ast.InterfaceType:
		return &ast.InterfaceType{Methods: fields(x.Methods)}
	case *ast.IndexExpr:
		return &ast.IndexExpr{X: deep(x.X), Index: deep(x.Index)}
	case *ast.IndexListExpr:
		out := &ast.IndexListExpr{X: deep(x.X)}
		for _, index := range x.Indices {
			out.Indices = append(out.Indices, deep(index))
		}
		return out
	}
	return e
}

var goAlias = regexp.MustCompile(`^(\w+|\.)[ \t]+"`)

// goBrings is the name that an import brings, as far as its text tells.
func goBrings(spec string) string {
	if m := goAlias.FindStringSubmatch(spec); m != nil {
		return m[1]
	}
	full := strings.Trim(quotedIn(spec), `"`)
	name := path.Base(full)
	if regexp.MustCompile(`^v\d+$`).MatchString(name) {
		name = path.Base(path.Dir(full))
	}
	name, _, _ = strings.Cut(name, ".v")
	return strings.TrimSuffix(strings.TrimPrefix(name, "go-"), "-go")
}

// importOf is what the test calls the package that the source calls by a name.
func (g *goFunction) importOf(name string) (string, bool) {
	for _, exact := range []bool{true, false} {
		for _, i := range g.Outline.Imports {
			spec := g.Source[i.Span.Start:i.Span.End]
			if brings := goBrings(spec); brings == name || !exact && goAlias.FindString(spec) == "" && strings.Contains(quotedIn(spec), name) {
				if brings != name {
					spec = name + " " + quotedIn(spec) // its own name may be another than it seems
				}
				return g.use(spec), true
			}
		}
	}
	return "", false
}

// use takes note of an import that the test needs, and returns the name that it
// has there: that which the file has given it, else its own or one like it.
func (g *goFunction) use(spec string) string {
	file, taken := g.file.Text, maps.Clone(g.imports)
	if g.away != "" {
		taken[g.away] = ""
	}
	for _, i := range g.outline.Imports {
		there := file[i.Span.Start:i.Span.End]
		if quotedIn(there) == quotedIn(spec) && goBrings(there) != "_" {
			return goBrings(there)
		}
		taken[goBrings(there)] = there
	}
	name := goBrings(spec)
	for already, ok := taken[name]; ok && quotedIn(already) != quotedIn(spec); already, ok = taken[name] {
		name += "2"
	}
	if name != goBrings(spec) {
		spec = name + " " + quotedIn(spec)
	}
	g.imports[name] = spec
	return name
}
