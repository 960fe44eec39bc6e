package testcode

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fimble/completion/action/naming"
)

// goSource is a model's test as a file, so that it can be asked what its names
// stand for.
type goSource struct {
	file  *ast.File
	start int // of the code in the file
}

func readGoSource(p *Piece) (goSource, bool) {
	head := "package p\n\nimport (\n" + strings.Join(p.imports, "\n") + "\n)\n\n"
	file, err := parser.ParseFile(token.NewFileSet(), "", head+p.code, 0)
	return goSource{file, len(head)}, err == nil
}

// at is where a node begins in the code, from 0.
func (s goSource) at(n ast.Node) int { return int(n.Pos()-s.file.Pos()) - s.start }

// settledIn is the package that a new file gets because an answer says so, or
// empty if it gets that of others: from outside, what is tested must be in reach.
func settledIn(t *Test, answered string) string {
	own := packageIn(t.Source)
	if answered == own || answered == own+"_test" && exportedGo(t) && goImportPath(t) != "" {
		return answered
	}
	return ""
}

// fitGo makes a model's test one of the package that the file has, whichever it
// has been written for, and drops the imports that nothing in it uses: Go takes
// neither a package that imports itself nor an import too many.
func fitGo(t *Test, p *Piece) error {
	s, ok := readGoSource(p)
	if !ok {
		return nil // the syntax is looked at later
	}
	var err error
	if strings.HasSuffix(goHome(t), "_test") && goHome(t) != packageIn(t.Source) {
		err = s.qualified(t, p)
	} else {
		err = s.unqualified(t, p)
	}
	if err != nil {
		return err
	}
	if tidy, err := format.Source([]byte(p.code)); err == nil {
		p.code = string(tidy)
	}
	if s, ok := readGoSource(p); ok {
		p.imports = slices.DeleteFunc(p.imports, func(spec string) bool { return !s.uses(spec) })
	}
	return nil
}

// unqualified writes the names of the package without its name in front.
func (s goSource) unqualified(t *Test, p *Piece) error {
	own := strconv.Quote(goImportPath(t))
	n := slices.IndexFunc(p.imports, func(spec string) bool { return quotedIn(spec) == own })
	if n < 0 {
		return nil
	}
	name := strings.TrimSpace(strings.TrimSuffix(p.imports[n], own))
	if name == "" {
		name = packageIn(t.Source)
	}
	bound := s.binds()
	for _, sel := range slices.Backward(s.selections(name)) {
		if bound[sel.Sel.Name] {
			return fmt.Errorf("the tests are in the package itself, where %s.%s hides behind a variable of the test: write it without %s, and call the variable something else", name, sel.Sel.Name, name)
		}
		p.code = p.code[:s.at(sel.X)] + p.code[s.at(sel.Sel):]
	}
	p.imports = slices.Delete(p.imports, n, n+1)
	return nil
}

// qualified writes the name of the package in front of its names.
func (s goSource) qualified(t *Test, p *Piece) error {
	declared := map[string]bool{}
	for _, text := range append(goNeighbours(t, false), t.Source) {
		for _, name := range goDeclares(text) {
			declared[name] = true
		}
	}
	for _, text := range append(goNeighbours(t, true), t.file.Text) {
		if packageIn(text) != goHome(t) {
			continue
		}
		for _, name := range goDeclares(text) {
			delete(declared, name)
		}
	}
	name := packageIn(t.Source)
	own := strconv.Quote(goImportPath(t))
	spec := own
	if path.Base(goImportPath(t)) != name {
		spec = name + " " + own
	}
	keys := s.keys()
	for _, id := range slices.Backward(s.file.Unresolved) {
		if s.at(id) < 0 || !declared[id.Name] || keys[id] {
			continue
		}
		if !token.IsExported(id.Name) {
			return fmt.Errorf("the tests are in the package %s, which cannot reach %s: use only what is exported", goHome(t), id.Name)
		}
		p.code = p.code[:s.at(id)] + name + "." + p.code[s.at(id):]
	}
	if !slices.ContainsFunc(p.imports, func(spec string) bool { return quotedIn(spec) == own }) {
		p.imports = append(p.imports, spec)
	}
	return nil
}

// selections are those of names of a package, as they stand in the code.
func (s goSource) selections(name string) (all []*ast.SelectorExpr) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == name && id.Obj == nil {
				all = append(all, sel)
			}
		}
		return true
	})
	slices.SortFunc(all, func(a, b *ast.SelectorExpr) int { return int(a.Pos() - b.Pos()) })
	return all
}

// binds are the names that the code gives a meaning of its own.
func (s goSource) binds() map[string]bool {
	bound := map[string]bool{}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Obj != nil {
			bound[id.Name] = true
		}
		return true
	})
	return bound
}

// keys are the names in front of colons in literals: nearly always of fields.
func (s goSource) keys() map[*ast.Ident]bool {
	keys := map[*ast.Ident]bool{}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.CompositeLit); ok {
			for _, e := range literal.Elts {
				if pair, ok := e.(*ast.KeyValueExpr); ok {
					if id, ok := pair.Key.(*ast.Ident); ok {
						keys[id] = true
					}
				}
			}
		}
		return true
	})
	return keys
}

var goVersion = regexp.MustCompile(`^v\d+$`)

// uses reports whether an import is needed, as far as its path tells its name.
func (s goSource) uses(spec string) bool {
	whole := strings.Trim(quotedIn(spec), `"`)
	name := strings.TrimSpace(strings.TrimSuffix(spec, quotedIn(spec)))
	if name == "_" || name == "." {
		return true
	}
	may := map[string]bool{name: true}
	if name == "" {
		base := path.Base(whole)
		if goVersion.MatchString(base) && path.Dir(whole) != "." {
			base = path.Base(path.Dir(whole))
		}
		for _, word := range append(naming.Split(base), base, strings.ReplaceAll(base, "-", ""), strings.ReplaceAll(base, "-", "_")) {
			may[word] = true // "go-cmp" and "yaml.v3" are called by a part of it
		}
	}
	for name := range may {
		if name != "" && len(s.selections(name)) > 0 {
			return true
		}
	}
	return false
}
