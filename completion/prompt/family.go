package prompt

import (
	"embed"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template"
)

//go:embed families
var texts embed.FS

// A family is the models that were trained on the same markers. Its template
// is families/NAME.tmpl, and if it wants to be instructed, how is in
// families/NAME.system, both without the line end at their ends.
type family struct {
	name     string
	named    *regexp.Regexp // finds it in the name of a model, in lower case
	markers  []string       // single tokens of its vocabulary that its template is made of
	tells    []string       // further tokens that tell its vocabulary from others with the same markers
	reserved []string       // further tokens that would not be read as text
	stop     []string       // markers, reserved, or the line that begins another file; see Prompt.Stop
	anybody  bool           // its models may have the tokens of any other family
	apart    bool           // the suffix goes beside the text

	system   string
	template *template.Template
	tokens   tokenSet
}

// families are in order of preference: where the vocabulary fits several, the
// first one is taken.
var families = sync.OnceValue(func() []*family {
	all := rows()
	everything := slices.Clone(turns[:])
	for _, f := range all {
		everything = append(everything, f.own()...)
	}
	for _, f := range all {
		f.system, f.template = f.read(".system"), template.Must(template.New(f.name).Parse(f.read(".tmpl")))
		f.tokens = newTokenSet(f.own())
		if f.anybody {
			f.tokens = newTokenSet(append(f.own(), everything...))
		}
	}
	return all
})

// own are the tokens that the family's row names.
func (f *family) own() []string { return slices.Concat(f.markers, f.tells, f.reserved) }

// read gives a text of the family, empty if it has none of that kind.
func (f *family) read(kind string) string {
	text, err := texts.ReadFile("families/" + f.name + kind)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		panic(err) // what the binary holds cannot be read
	}
	return strings.TrimSuffix(string(text), "\n")
}

// Families are the names of all families.
func Families() []string {
	var names []string
	for _, f := range families() {
		names = append(names, f.name)
	}
	return names
}

func byName(name string) (*family, bool) {
	i := slices.IndexFunc(families(), func(f *family) bool { return f.name == name })
	if i < 0 {
		return nil, false
	}
	return families()[i], true
}
