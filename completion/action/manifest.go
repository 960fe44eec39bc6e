package action

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/mod/modfile"

	"fimble/context/workspace"
)

// mostUsed bounds how many packages a model is told of.
const mostUsed = 40

// manifests are the files that name the packages a project uses, by language,
// and how they are read.
var manifests = map[string][]struct {
	name string
	read func(text string) []string
}{
	"go":              {{"go.mod", goRequires}},
	"python":          {{"pyproject.toml", pyProject}, {"requirements.txt", requirements}},
	"javascript":      {{"package.json", nodePackage}},
	"typescript":      {{"package.json", nodePackage}},
	"javascriptreact": {{"package.json", nodePackage}},
	"typescriptreact": {{"package.json", nodePackage}},
	"rust":            {{"Cargo.toml", cargo}},
	"java":            {{"pom.xml", maven}, {"build.gradle", gradle}, {"build.gradle.kts", gradle}},
}

// used names the packages that the project of a file uses, by the manifest that
// lies nearest above it, so that what a model writes fits the frameworks there.
func used(p Place, files Files) string {
	if files == nil {
		return ""
	}
	for dir := range workspace.Above(p.Snapshot.Path()) {
		for _, m := range manifests[p.Snapshot.Language().ID] {
			file, err := files.File(path.Join(dir, m.name))
			if err != nil || file.Text == nil {
				continue
			}
			if names := m.read(file.Text.String()); len(names) > 0 {
				return strings.Join(names[:min(mostUsed, len(names))], ", ")
			}
		}
	}
	return ""
}

func goRequires(text string) (names []string) {
	module, err := modfile.ParseLax("go.mod", []byte(text), nil)
	if err != nil {
		return nil
	}
	for _, r := range module.Require {
		if !r.Indirect {
			names = append(names, r.Mod.Path)
		}
	}
	return names
}

func nodePackage(text string) []string {
	var p struct{ Dependencies, DevDependencies map[string]json.RawMessage }
	if json.Unmarshal([]byte(text), &p) != nil {
		return nil
	}
	return slices.Concat(slices.Sorted(maps.Keys(p.Dependencies)), slices.Sorted(maps.Keys(p.DevDependencies)))
}

// pyProject reads what PEP 621 has, and Poetry's own table.
func pyProject(text string) (names []string) {
	var p struct {
		Project struct{ Dependencies []string }
		Tool    struct {
			Poetry struct{ Dependencies map[string]any }
		}
	}
	if toml.Unmarshal([]byte(text), &p) != nil {
		return nil
	}
	names = requirements(strings.Join(p.Project.Dependencies, "\n"))
	for _, name := range slices.Sorted(maps.Keys(p.Tool.Poetry.Dependencies)) {
		if name != "python" {
			names = append(names, name)
		}
	}
	return names
}

// requirement is a line that names a package, as PEP 508 has it.
var requirement = regexp.MustCompile(`(?m)^\s*([A-Za-z0-9][\w.-]*)`)

func requirements(text string) (names []string) {
	for _, m := range requirement.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

func cargo(text string) []string {
	var c struct {
		Dependencies map[string]any
		Dev          map[string]any `toml:"dev-dependencies"`
	}
	if toml.Unmarshal([]byte(text), &c) != nil {
		return nil
	}
	return slices.Concat(slices.Sorted(maps.Keys(c.Dependencies)), slices.Sorted(maps.Keys(c.Dev)))
}

func maven(text string) (names []string) {
	var p struct {
		Dependencies []struct {
			Group    string `xml:"groupId"`
			Artifact string `xml:"artifactId"`
		} `xml:"dependencies>dependency"`
	}
	if xml.Unmarshal([]byte(text), &p) != nil {
		return nil
	}
	for _, d := range p.Dependencies {
		names = append(names, d.Group+":"+d.Artifact)
	}
	return names
}

// gradleLine is a dependency by its coordinates.
var gradleLine = regexp.MustCompile(`(?m)^\s*\w+[ (]+["']([\w.-]+:[\w.-]+)`)

func gradle(text string) (names []string) {
	for _, m := range gradleLine.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}
