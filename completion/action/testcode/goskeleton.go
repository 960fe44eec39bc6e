package testcode

import (
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fimble/completion/action/naming"
)

// A goField is a column of the table: a parameter or a result.
type goField struct{ name, kind, zero string }

// A goTable is the test as it comes together.
type goTable struct {
	*goFunction
	fields    []goField // of the receiver and the parameters
	wants     []goField // of the results
	plain     []bool    // whether == compares a want
	fails     bool      // the last result is an error
	arguments []string
	taken     map[string]bool // names that the test uses
	call      string
	title     string   // of the function in messages
	kinds     []string // of all that the test names
	testing   string   // what the file calls the package of that name
}

// goSkeleton is a test with a table that has a row for each branch.
func goSkeleton(t *Test) (Piece, error) {
	f, err := readGoFunction(t)
	if err != nil {
		return Piece{}, err
	}
	g := &goTable{goFunction: f, taken: map[string]bool{"t": true, "tt": true, "tests": true, "got": true, "err": true, "diff": true, "want": true, "wantErr": true, "name": true}}
	if home := goHome(t); strings.HasSuffix(home, "_test") && home != packageIn(t.Source) {
		g.away = strings.TrimSuffix(home, "_test")
		g.away = g.use(packageIn(t.Source) + " " + strconv.Quote(goImportPath(t)))
	}
	for name := range g.declared() {
		g.imports[name] = "" // no import may bring it
	}
	g.testing = g.use(`"testing"`)
	if err := g.columns(); err != nil {
		return Piece{}, err
	}
	if name := g.hidden(); name != "" {
		return Piece{}, Untold(fmt.Sprintf("the test would hide the package's %s behind its own", name))
	}
	code := g.write()
	tidy, err := format.Source([]byte(code))
	if err != nil {
		return Piece{}, fmt.Errorf("%w: %s", errHead, t.Symbol.Name)
	}
	p := Piece{code: string(tidy)}
	for name, spec := range g.imports {
		if spec == "" {
			continue
		}
		if goBrings(quotedIn(spec)) == name {
			spec = quotedIn(spec)
		}
		p.imports = append(p.imports, spec)
	}
	slices.Sort(p.imports)
	return p, nil
}

// declared are the names that the test's package has outside of tests, which no
// import of one of its files may bring.
func (g *goTable) declared() map[string]bool {
	all := map[string]bool{}
	if g.away != "" {
		return all
	}
	for _, text := range append(goNeighbours(g.Test, false), g.Source) {
		for _, name := range goDeclares(text) {
			all[name] = true
		}
	}
	return all
}

// kindOf is a type as the test writes it.
func (g *goTable) kindOf(e ast.Expr) (string, error) {
	kind, err := g.spelled(e)
	g.kinds = append(g.kinds, kind)
	return kind, err
}

// hidden is a name of the package, or of an import, that the test needs and
// hides behind a variable of its own.
func (g *goTable) hidden() string {
	needs := strings.Join(g.kinds, " ")
	if g.receiver == "" && g.away == "" {
		needs += " " + g.Symbol.Name
	}
	for _, name := range []string{"t", "tt", "tests"} {
		_, known := g.imports[name]
		if known && regexp.MustCompile(`(^|[^\w.])`+name+`\b`).MatchString(needs) {
			return name
		}
	}
	return ""
}

// columns finds what the table has, and how the function is called.
func (g *goTable) columns() error {
	function := g.Symbol.Name
	if g.away != "" && g.away != "." {
		function = g.away + "." + function
	}
	g.title = g.Symbol.Name
	if g.receiver != "" {
		g.title = g.receiver + "." + g.Symbol.Name
		name := strings.ToLower(string([]rune(g.receiver)[:1]))
		if given := g.decl.Recv.List[0].Names; len(given) > 0 && given[0].Name != "_" {
			name = given[0].Name
		}
		receiver := g.decl.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		kind, err := g.kindOf(receiver)
		if err != nil {
			return err
		}
		name = g.free(name)
		function = name + "." + g.Symbol.Name
		if g.pointer {
			g.call = "var " + name + " " + kind + " // TODO: make it what the cases need\n"
		} else {
			g.fields, function = append(g.fields, goField{name, kind, ""}), "tt."+function
		}
	} else if list := g.decl.Type.TypeParams; list != nil {
		var all []string
		for _, field := range list.List {
			for _, name := range field.Names {
				kind, err := g.kindOf(name)
				if err != nil {
					return err
				}
				all = append(all, kind)
			}
		}
		function += "[" + strings.Join(all, ", ") + "]"
	}
	for _, field := range g.decl.Type.Params.List {
		given := field.Names
		if len(given) == 0 {
			given = []*ast.Ident{ast.NewIdent("_")}
		}
		for _, name := range given {
			if err := g.parameter(name.Name, field.Type); err != nil {
				return err
			}
		}
	}
	if err := g.results(); err != nil {
		return err
	}
	g.call += "%s" + function + "(" + strings.Join(g.arguments, ", ") + ")"
	return nil
}

// free is a name that the test does not use yet.
func (g *goTable) free(name string) string {
	if g.taken[name] {
		name = naming.Unused(name+"Value", g.taken)
	}
	g.taken[name] = true
	return name
}

// parameter adds a column, unless every test has the value at hand.
func (g *goTable) parameter(name string, e ast.Expr) error {
	kind, err := g.kindOf(e)
	if err != nil {
		return err
	}
	selector, qualified := e.(*ast.SelectorExpr)
	switch {
	case kind == "*"+g.testing+".T" || kind == g.testing+".TB":
		g.arguments = append(g.arguments, "t")
		return nil
	case qualified && selector.Sel.Name == "Context" && strings.HasSuffix(kind, "context.Context"):
		g.arguments = append(g.arguments, strings.TrimSuffix(kind, "Context")+"Background()")
		return nil
	}
	if name == "_" {
		name = fmt.Sprintf("arg%d", len(g.arguments)+1)
	}
	name = g.free(name)
	g.fields = append(g.fields, goField{name, kind, zeroGo(kind, e)})
	argument := "tt." + name
	if _, variadic := e.(*ast.Ellipsis); variadic {
		argument += "..."
	}
	g.arguments = append(g.arguments, argument)
	return nil
}

// zeroGo is the least value of a type, if there is one to write down.
func zeroGo(kind string, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr, *ast.MapType, *ast.FuncType, *ast.ChanType, *ast.Ellipsis, *ast.InterfaceType:
		return "nil"
	case *ast.ArrayType:
		if e.Len == nil {
			return "nil"
		}
	}
	return basicGo[kind]
}

// results adds a column for each result but the error.
func (g *goTable) results() error {
	if g.decl.Type.Results == nil {
		return nil
	}
	var kinds []ast.Expr
	for _, field := range g.decl.Type.Results.List {
		for range max(1, len(field.Names)) {
			kinds = append(kinds, field.Type)
		}
	}
	if id, ok := kinds[len(kinds)-1].(*ast.Ident); ok && id.Name == "error" {
		g.fails, kinds = true, kinds[:len(kinds)-1]
	}
	for i, e := range kinds {
		kind, err := g.kindOf(e)
		if err != nil {
			return err
		}
		name := "want"
		if i > 0 {
			name = g.free(fmt.Sprintf("want%d", i+1))
		}
		_, pointer := e.(*ast.StarExpr)
		g.wants = append(g.wants, goField{name, kind, zeroGo(kind, e)})
		g.plain = append(g.plain, pointer || basicGo[kind] != "" && kind != "any")
	}
	return nil
}

// longestRow is the most columns of a row that stands on one line.
const longestRow = 100

// write is the test.
func (g *goTable) write() string {
	var b strings.Builder
	fmt.Fprintf(&b, "func %s(t *%s.T) {\n", goTestName(g.Test, g.receiver), g.testing)
	if len(g.fields)+len(g.wants) == 0 && !g.fails {
		fmt.Fprintf(&b, g.call+"\n", "")
		fmt.Fprintf(&b, "t.Error(%q)\n}\n", "TODO: check what "+g.title+" has done")
		return b.String()
	}
	label := "name"
	for _, f := range g.fields {
		if f.name == label {
			label = "title"
		}
	}
	b.WriteString("tests := []struct {\n" + label + " string\n")
	columns := append(slices.Clone(g.fields), g.wants...)
	for _, c := range columns {
		b.WriteString(c.name + " " + c.kind + "\n")
	}
	if g.fails {
		b.WriteString("wantErr bool\n")
	}
	b.WriteString("}{\n// TODO: fill in what each case is called with, and what is wanted of it.\n")
	for _, name := range g.cases() {
		b.WriteString(g.row(label, name, columns))
	}
	fmt.Fprintf(&b, "}\nfor _, tt := range tests {\nt.Run(tt.%s, func(t *%s.T) {\n", label, g.testing)
	g.body(&b)
	b.WriteString("})\n}\n}\n")
	return b.String()
}

// row is a row of the table.
func (g *goTable) row(label, name string, columns []goField) string {
	cells := []string{label + ": " + strconv.Quote(name)}
	for _, c := range columns {
		if c.zero != "" {
			cells = append(cells, c.name+": "+c.zero)
		}
	}
	if g.fails {
		cells = append(cells, "wantErr: false")
	}
	if row := "{" + strings.Join(cells, ", ") + "},\n"; len(row) <= longestRow {
		return row
	}
	return "{\n" + strings.Join(cells, ",\n") + ",\n},\n"
}

// body calls the function and compares what comes back.
func (g *goTable) body(b *strings.Builder) {
	var got []string
	for i := range g.wants {
		name := "got"
		if i > 0 {
			name = naming.Unused(fmt.Sprintf("got%d", i+1), g.taken)
		}
		got = append(got, name)
	}
	left := slices.Clone(got)
	if g.fails {
		left = append(left, "err")
	}
	assign := ""
	if len(left) > 0 {
		assign = strings.Join(left, ", ") + " := "
	}
	fmt.Fprintf(b, g.call+"\n", assign)
	require, assert := g.helper("require"), g.helper("assert")
	if assert == "" {
		assert = require
	}
	switch {
	case g.fails && assert != "":
		first := require
		if first == "" {
			first = assert
		}
		if len(g.wants) == 0 {
			fmt.Fprintf(b, "if tt.wantErr {\n%s.Error(t, err)\n} else {\n%s.NoError(t, err)\n}\n", first, first)
		} else {
			fmt.Fprintf(b, "if tt.wantErr {\n%s.Error(t, err)\nreturn\n}\n%s.NoError(t, err)\n", first, first)
		}
	case g.fails:
		stop := "Errorf"
		if len(g.wants) > 0 {
			stop = "Fatalf"
		}
		fmt.Fprintf(b, "if (err != nil) != tt.wantErr {\nt.%s(\"%s() error = %%v, wantErr %%v\", err, tt.wantErr)\n}\n", stop, g.title)
	}
	for i, want := range g.wants {
		g.compare(b, i, got[i], "tt."+want.name, assert)
	}
	if len(g.wants) == 0 && !g.fails {
		fmt.Fprintf(b, "t.Error(%q)\n", "TODO: check what "+g.title+" has done")
	}
}

// helper is the name of a package of testify, if tests beside this one use it.
func (g *goTable) helper(name string) string {
	spec := `"github.com/stretchr/testify/` + name + `"`
	if !strings.Contains(g.twins, spec) {
		return ""
	}
	return g.use(spec)
}

// goFunctions are types of the standard library that only look like values.
var goFunctions = regexp.MustCompile(`\b(context\.Cancel(Cause)?Func|http\.HandlerFunc|iter\.Seq2?(\[.*\])?|filepath\.WalkFunc|fs\.WalkDirFunc)$`)

// compare compares one result.
func (g *goTable) compare(b *strings.Builder, i int, got, want, assert string) {
	what, kind := g.title+"()", g.wants[i].kind
	if i > 0 {
		what += fmt.Sprintf(" %d", i+1)
	}
	cmp := `"github.com/google/go-cmp/cmp"`
	switch {
	case strings.HasPrefix(kind, "func(") || goFunctions.MatchString(kind) || g.functional(kind): // not to be compared, nor printed
		fmt.Fprintf(b, "if (%s == nil) != (%s == nil) {\nt.Errorf(\"%s is nil: %%v, want %%v\", %s == nil, %s == nil)\n}\n", got, want, what, got, want)
	case assert != "":
		fmt.Fprintf(b, "%s.Equal(t, %s, %s)\n", assert, want, got)
	case g.plain[i]:
		fmt.Fprintf(b, "if %s != %s {\nt.Errorf(\"%s = %%v, want %%v\", %s, %s)\n}\n", got, want, what, got, want)
	case strings.Contains(g.file.Text, cmp):
		fmt.Fprintf(b, "if diff := %s.Diff(%s, %s); diff != \"\" {\nt.Errorf(\"%s (-want +got):\\n%%s\", diff)\n}\n", g.use(cmp), want, got, what)
	default:
		fmt.Fprintf(b, "if !%s.DeepEqual(%s, %s) {\nt.Errorf(\"%s = %%v, want %%v\", %s, %s)\n}\n", g.use(`"reflect"`), got, want, what, got, want)
	}
}

// functional reports whether a type of the package is a function.
func (g *goTable) functional(kind string) bool {
	name := strings.TrimPrefix(kind, g.away+".")
	name, _, _ = strings.Cut(name, "[")
	if strings.ContainsFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		return false
	}
	declared := regexp.MustCompile(`(?m)^(type[ \t]+|\t)` + name + `(\[[^\]]*\])?[ \t]+(=[ \t]*)?(func\(|\w+\.\w*Func\b)`)
	return slices.ContainsFunc(append(goNeighbours(g.Test, false), g.Source), declared.MatchString)
}
