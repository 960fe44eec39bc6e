package testcode

import (
	"errors"
	"fmt"
	"go/format"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"fimble/completion/action/naming"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

// goTests is how Go is tested: in the folder of the code, with tables.
func goTests() dialect {
	h := habit{names: []string{"*_test.go"}}
	return dialect{
		habit: h,
		fresh: func(source string, _ []string) string { return h.nests(source)[0].path },
		testable: func(_ *syntax.Outline, s syntax.Symbol) bool {
			return s.Name != "main" && s.Name != "init" && s.Name != "_"
		},
		sign:   regexp.MustCompile(`(?m)^func (Test|Benchmark|Fuzz|Example)`),
		wide:   regexp.MustCompile(`(?m)^func (TestMain|init)\(`),
		shell:  [2]string{"package p\n\n", ""},
		settle: settleGo,
		sketch: goSkeleton,
		names:  goTaken,
		read:   readGo,
		lift:   liftGo,
		bring:  bringGo,
		fit:    fitGo,
		join:   joinGo,
	}
}

var (
	goPackage = regexp.MustCompile(`(?m)^package[ \t]+(\w+)`)
	goTop     = regexp.MustCompile(`(?m)^(?:func|type|var|const)[ \t]+(\w+)`)
	goBlock   = regexp.MustCompile(`(?ms)^(?:type|var|const)[ \t]*\(\n(.*?)^\)`)
	goInBlock = regexp.MustCompile(`(?m)^\t(\w+(?:, *\w+)*)`)
	goModule  = regexp.MustCompile(`(?m)^module[ \t]+"?([^\s"]+)`)
	// goCondition is the line that says when a file is built.
	goCondition = regexp.MustCompile(`(?m)^//go:build [^\r\n]+`)
	goTestOf    = regexp.MustCompile(`(?m)^func Test[A-Z]\w*_\w+\(`)
)

func packageIn(text string) string {
	if m := goPackage.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// settleGo sees to it that what is tested can be reached from the package of the
// test file: from another one only what is exported can.
func settleGo(t *Test) error {
	if strings.HasSuffix(goHome(t), "_test") && !(exportedGo(t) && goImportPath(t) != "") {
		stem := strings.TrimSuffix(t.Path, ".go")
		if err := t.choose(stem + "_internal_test.go"); err != nil {
			return err
		}
	}
	switch own := goBuilt(t.Source); {
	case own == "//go:build ignore":
		return errIgnored
	case own != "" && t.file.There && goBuilt(t.file.Text) != own:
		return fmt.Errorf("%s is not built under the same condition: begin it with %s, or move the function", t.file.Path, own)
	}
	return nil
}

// errIgnored is about programs that stand beside a package.
var errIgnored = errors.New("the file is left out of its package by //go:build ignore, so no test can call what is in it")

// exportedGo reports whether code in another package can name the symbol, with
// its receiver and all types in its head.
func exportedGo(t *Test) bool {
	g, err := readGoFunction(t)
	return err == nil && g.exported()
}

// goHome is the package of the test file: that which it has, else the one that a
// model has chosen, else the one that most tests beside it have.
func goHome(t *Test) string {
	if own := packageIn(t.file.Text); own != "" {
		return own
	}
	if t.home != "" {
		return t.home
	}
	own := packageIn(t.Source)
	if strings.HasSuffix(t.file.Path, "_internal_test.go") {
		return own
	}
	outside := 0
	for _, text := range goNeighbours(t, true) {
		if packageIn(text) == own+"_test" {
			outside++
		} else {
			outside--
		}
	}
	if outside > 0 && exportedGo(t) && goImportPath(t) != "" {
		return own + "_test"
	}
	return own
}

const mostNeighbours = 100 // files of a package that are looked at for their names

// goNeighbours are the texts of the files in the folder of the source, tests or
// the others.
func goNeighbours(t *Test, tests bool) (all []string) {
	for _, other := range t.paths {
		if path.Dir(other) != path.Dir(t.Path) || !strings.HasSuffix(other, ".go") || t.tests(other) != tests {
			continue
		}
		if text, there := t.read(other); there {
			if all = append(all, text); len(all) == mostNeighbours {
				break
			}
		}
	}
	return all
}

// goTaken are the names that the package of the test file has already.
func goTaken(t *Test) map[string]bool {
	taken := map[string]bool{}
	texts := append(goNeighbours(t, true), t.file.Text)
	if !strings.HasSuffix(goHome(t), "_test") {
		texts = append(append(texts, goNeighbours(t, false)...), t.Source)
	}
	for _, text := range texts {
		for _, name := range goDeclares(text) {
			taken[name] = true
		}
	}
	return taken
}

// goDeclares are the names that a file gives its package, but for methods.
func goDeclares(text string) (names []string) {
	text = buffer.LF(text)
	for _, m := range goTop.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	for _, block := range goBlock.FindAllStringSubmatch(text, -1) {
		for _, m := range goInBlock.FindAllStringSubmatch(block[1], -1) {
			names = append(names, strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' || r == ' ' })...)
		}
	}
	return names
}

// goBuilt is the condition under which a file is built, with its line; empty if
// that is always so.
func goBuilt(text string) string {
	head, _, _ := strings.Cut(text, "\npackage ")
	return goCondition.FindString(head)
}

// goImportPath is what the package of the source is imported as, or empty.
func goImportPath(t *Test) string {
	folder := path.Dir(t.Path)
	for up := range workspace.Above(t.Path) {
		if text, there := t.read(path.Join(up, "go.mod")); there {
			m := goModule.FindStringSubmatch(text)
			switch {
			case m == nil:
				return ""
			case m[1] == "std": // Go's own packages have short names
				return strings.TrimPrefix(path.Join("/", strings.TrimPrefix(folder, up)), "/")
			case up == ".":
				return path.Join(m[1], folder)
			}
			return path.Join(m[1], strings.TrimPrefix(folder, up))
		}
	}
	return ""
}

// goTestName is a name for the test that nothing has yet.
func goTestName(t *Test, receiver string) string {
	first := []rune(t.Symbol.Name)
	first[0] = unicode.ToUpper(first[0])
	name := "Test" + strings.TrimLeft(string(first), "_")
	if receiver != "" {
		between := ""
		if goTestOf.MatchString(t.twins) {
			between = "_"
		}
		owner := []rune(receiver)
		owner[0] = unicode.ToUpper(owner[0])
		name = "Test" + string(owner) + between + string(first)
	}
	return naming.Unused(name, goTaken(t))
}

var goImports = regexp.MustCompile(`(?ms)^import[ \t]*(\(.*?^\)|[^(\n]*)[ \t]*\n?`)

func liftGo(t *Test, code string) (imports []string, rest string) {
	for _, i := range parsed(t, code).Imports {
		imports = append(imports, code[i.Span.Start:i.Span.End])
	}
	return imports, goImports.ReplaceAllString(code, "")
}

// readGo takes the imports and the package clause out of a model's code.
func readGo(t *Test, code string) Piece {
	p := Piece{}
	t.home = settledIn(t, packageIn(code))
	p.imports, code = liftGo(t, code)
	if at := goPackage.FindStringIndex(code); at != nil {
		code = code[:at[0]] + code[at[1]:]
	}
	p.code = strings.Trim(code, "\n") + "\n"
	if tidy, err := format.Source([]byte(p.code)); err == nil {
		p.code = string(tidy)
	}
	return p
}

// joinGo puts the test at the end of the file and its imports to the others.
func joinGo(t *Test, p Piece) []insertion {
	if len(t.file.Text) == 0 {
		head := "package " + goHome(t) + "\n"
		if own := goBuilt(t.Source); own != "" {
			head = own + "\n\n" + head
		}
		if len(p.imports) > 0 {
			head += "\n" + goImportBlock(p.imports)
		}
		return []insertion{{0, head + "\n" + p.code}}
	}
	return append([]insertion{t.append(p.code, 1)}, bringGo(t, p.imports)...)
}

// bringGo puts imports to those that there are.
func bringGo(t *Test, imports []string) (all []insertion) {
	text := t.file.Text
	var missing []string
	for _, spec := range imports {
		if !slices.ContainsFunc(t.outline.Imports, func(i syntax.Import) bool { return strings.Contains(text[i.Span.Start:i.Span.End], quotedIn(spec)) }) {
			missing = append(missing, spec)
		}
	}
	switch first := goImports.FindStringIndex(text); {
	case len(missing) == 0:
	case first == nil:
		at := goPackage.FindStringIndex(text)
		if at == nil {
			return append(all, insertion{0, "package " + goHome(t) + "\n\n" + goImportBlock(missing) + "\n"})
		}
		all = append(all, insertion{at[1], "\n\n" + strings.TrimSuffix(goImportBlock(missing), "\n")})
	case strings.HasPrefix(strings.TrimLeft(text[first[0]+len("import"):], " \t"), "("):
		for _, spec := range missing {
			all = append(all, goInsert(text, first, spec))
		}
	default:
		all = append(all, insertion{first[0], goImportBlock(missing) + "\n"})
	}
	return all
}

// quotedIn is the path of an import, with its quotes.
func quotedIn(spec string) string { return spec[max(0, strings.IndexByte(spec, '"')):] }

func standardGo(spec string) bool {
	first, _, _ := strings.Cut(strings.Trim(quotedIn(spec), `"`), "/")
	return !strings.Contains(first, ".")
}

// goImportBlock is an import declaration, what is of the standard library first.
func goImportBlock(specs []string) string {
	specs = slices.Clone(specs)
	slices.SortFunc(specs, func(a, b string) int { return strings.Compare(quotedIn(a), quotedIn(b)) })
	specs = slices.Compact(specs)
	if len(specs) == 1 {
		return "import " + specs[0] + "\n"
	}
	groups := [2]string{}
	for _, spec := range specs {
		n := 1
		if standardGo(spec) {
			n = 0
		}
		groups[n] += "\t" + spec + "\n"
	}
	between := ""
	if groups[0] != "" && groups[1] != "" {
		between = "\n"
	}
	return "import (\n" + groups[0] + between + groups[1] + ")\n"
}

// goInsert is where a spec goes in a block of imports: in front of the first of
// its sort that comes after it, else behind the last of its sort.
func goInsert(text string, block []int, spec string) insertion {
	at, last := block[0], -1
	for line := range strings.Lines(text[block[0]:block[1]]) {
		word := strings.TrimSpace(line)
		if strings.Contains(word, `"`) && standardGo(word) == standardGo(spec) && !strings.HasPrefix(word, "//") {
			if quotedIn(word) > quotedIn(spec) {
				return insertion{at, "\t" + spec + "\n"}
			}
			last = at + len(line)
		}
		at += len(line)
	}
	opener := block[0] + strings.IndexByte(text[block[0]:], '\n') + 1
	closer := block[0] + strings.LastIndexByte(text[block[0]:block[1]], ')')
	switch {
	case last >= 0:
		return insertion{last, "\t" + spec + "\n"}
	case standardGo(spec):
		return insertion{opener, "\t" + spec + "\n\n"}
	}
	return insertion{closer, "\n\t" + spec + "\n"}
}
