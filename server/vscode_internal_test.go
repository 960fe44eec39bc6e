package server

import (
	"bytes"
	"encoding/json"
	commandline "flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fimble/completion"
)

var update = commandline.Bool("update", false, "write the settings into the manifest of VS Code's extension")

const manifest = "../editors/vscode/package.json"

// A property is the schema of one setting, as VS Code wants it.
type property struct {
	Type                 any        `json:"type"`
	Scope                string     `json:"scope,omitempty"`
	Enum                 []string   `json:"enum,omitempty"`
	Minimum              *int       `json:"minimum,omitempty"`
	Maximum              *int       `json:"maximum,omitempty"`
	Items                *property  `json:"items,omitempty"`
	Properties           properties `json:"properties,omitempty"`
	AdditionalProperties any        `json:"additionalProperties,omitempty"`
	Default              any        `json:"default,omitempty"`
	Description          string     `json:"markdownDescription,omitempty"`
}

// properties are written in the order in which they were made.
type properties []named

type named struct {
	name string
	property
}

func (p properties) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	encode := json.NewEncoder(&out)
	encode.SetEscapeHTML(false)
	out.WriteByte('{')
	for i, one := range p {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(strconv.Quote(one.name) + ":")
		if err := encode.Encode(one.property); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// add puts a property in, or gives the one of that name that is there.
func (p *properties) add(name string, what property) *property {
	for i := range *p {
		if (*p)[i].name == name {
			return &(*p)[i].property
		}
	}
	*p = append(*p, named{name, what})
	return &(*p)[len(*p)-1].property
}

// ofVSCode are all options as settings of VS Code. A "*" is where its settings
// end and a table of the user's begins.
func ofVSCode(t *testing.T) properties {
	docs := fieldDocs(t)
	var all properties
	defaults := DefaultSettings()
	for _, o := range options() {
		field, doc := reflect.ValueOf(defaults), ""
		at, name := &all, Section
		var inner string
		for _, key := range o.path {
			if key == "*" {
				table := at.add(name, property{Type: "object", Default: map[string]any{}, Description: doc})
				isList := field.Kind() == reflect.Slice
				field = reflect.Zero(field.Type().Elem())
				switch {
				case isList:
					if table.Items == nil {
						table.Type, table.Default, table.Scope = "array", []any{}, "machine"
						table.Items = &property{Type: "object", AdditionalProperties: false}
					}
					at = &table.Items.Properties
				case field.Kind() == reflect.Struct: // the user's own names, with a table each
					if table.AdditionalProperties == nil {
						table.Scope = "machine" // no folder may say where text goes
						table.AdditionalProperties = &property{Type: "object", AdditionalProperties: false}
					}
					at = &table.AdditionalProperties.(*property).Properties
				case strings.HasSuffix(name, ".places"):
					table.AdditionalProperties = false
					for _, place := range completion.Places() {
						table.Properties.add(string(place), property{Type: "boolean", Default: defaults.suggestsIn(string(place))})
					}
				default:
					table.AdditionalProperties = &property{Type: "boolean"}
				}
				name = ""
				continue
			}
			typ := field.Type()
			i, found := fieldNamed(typ, key)
			if !found {
				t.Fatalf("%s has no field for %s", typ, strings.Join(o.path, "."))
			}
			doc = docs[typ.Name()+"."+typ.Field(i).Name]
			if rest, named := strings.CutPrefix(doc, typ.Field(i).Name+" "); named {
				doc = "`" + key + "` " + rest // what the user calls it
			}
			field = field.Field(i)
			if inner = key; name != "" {
				name += "." + key
			}
		}
		switch {
		case o.path[len(o.path)-1] == "*":
		case name == "":
			*at = append(*at, named{inner, schema(t, field, o.takes, doc)})
		default:
			what := schema(t, field, o.takes, doc)
			if what.Default = field.Interface(); field.Kind() == reflect.Slice {
				what.Default = []string{}
			}
			if o.takes == takesModel {
				what.Scope = "machine" // a model in a line names a server
			}
			at.add(name, what)
		}
	}
	return all
}

// schema is what a field holds, with the bounds that stand in what it takes.
func schema(t *testing.T, field reflect.Value, takes, doc string) property {
	p := property{Description: doc}
	switch field.Interface().(type) {
	case bool:
		p.Type = "boolean"
	case int:
		p.Type = "integer"
		for i, bound := range regexp.MustCompile(`\d+`).FindAllString(takes, -1) {
			n, _ := strconv.Atoi(bound)
			*[]**int{&p.Minimum, &p.Maximum}[i] = &n
		}
	case completion.When:
		p.Type = "string"
		for _, w := range whens {
			p.Enum = append(p.Enum, string(w))
		}
	case string, time.Duration:
		p.Type = "string"
		p.Description += " It takes " + takes + "."
	case []completion.Purpose:
		var names []string
		for _, purpose := range completion.Purposes() {
			names = append(names, string(purpose))
		}
		p.Type, p.Items = []string{"string", "array"}, &property{Type: "string", Enum: names}
	case []string:
		p.Type, p.Items = "array", &property{Type: "string"}
		if strings.Contains(takes, " or ") {
			p.Type = []string{"string", "array"}
		}
	case map[string]string:
		p.Type, p.AdditionalProperties = "object", &property{Type: "string"}
	default:
		t.Fatalf("no schema for %s", field.Type())
	}
	return p
}

func fieldNamed(typ reflect.Type, key string) (int, bool) {
	for i := range typ.NumField() {
		if plain(typ.Field(i).Name) == plain(key) {
			return i, true
		}
	}
	return 0, false
}

// fieldDocs are the comments of all fields of options, by "Type.Field".
func fieldDocs(t *testing.T) map[string]string {
	docs := map[string]string{}
	for _, name := range []string{"settings.go", "routes.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			for _, field := range spec.Type.(*ast.StructType).Fields.List {
				text := field.Doc.Text() + field.Comment.Text()
				docs[spec.Name.Name+"."+field.Names[0].Name] = strings.Join(strings.Fields(text), " ")
			}
			return true
		})
	}
	return docs
}

// TestTheSettingsOfVSCodeAreTheServers compares the manifest of the extension
// with the options. -update writes it.
func TestTheSettingsOfVSCodeAreTheServers(t *testing.T) {
	all := ofVSCode(t)
	own := properties{{Section + ".path", property{Type: "string", Scope: "machine", Default: "",
		Description: "The `fimble` binary to start. When empty it is the one that came with the extension, else the one on the PATH."}}}
	// A list that opens for Fimble's entries alone would hide the ghost text.
	all.add("fimble.completion.enabled", property{}).Default = false
	all.add("fimble.completion.enabled", property{}).Description = "Adds Fimble's entries to the completion list, beside the ghost text."
	restricted := []string{}
	for _, one := range append(own, all...) {
		if one.name != "fimble.denied" { // adds up
			restricted = append(restricted, one.name)
		}
	}
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	want := section(t, text, `"properties": `, "      ", append(own, all...))
	want = section(t, want, `"restrictedConfigurations": `, "      ", restricted)
	if *update {
		if err := os.WriteFile(manifest, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), string(text)); diff != "" {
		t.Errorf("%s is not what the options say (-want +got), go test ./server -run VSCode -update writes it:\n%s", manifest, diff)
	}
}

// section puts a value behind a key of the manifest, in place of what stands
// there now.
func section(t *testing.T, text []byte, key, indent string, value any) []byte {
	before, rest, found := bytes.Cut(text, []byte("\n"+indent+key))
	if !found {
		t.Fatalf("%s has no %s", manifest, key)
	}
	closer := bytes.IndexAny(rest, "{[")
	_, after, found := bytes.Cut(rest, []byte("\n"+indent+string(rest[closer]+2)))
	if !found {
		t.Fatalf("%s: %s does not end on a line of its own", manifest, key)
	}
	var out bytes.Buffer
	encode := json.NewEncoder(&out)
	encode.SetEscapeHTML(false)
	encode.SetIndent(indent, "  ")
	if err := encode.Encode(value); err != nil {
		t.Fatal(err)
	}
	return bytes.Join([][]byte{before, []byte("\n" + indent + key), bytes.TrimSpace(out.Bytes()), after}, nil)
}
