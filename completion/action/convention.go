package action

import (
	"cmp"
	"path"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"fimble/context/workspace"
)

// conventionFiles are where a Python project tells its linters by which
// convention docstrings are written, in the order of who is asked first in one
// folder.
var conventionFiles = []struct {
	name string
	read func(text string) string
}{
	{".ruff.toml", ruffConvention}, {"ruff.toml", ruffConvention}, {"pyproject.toml", projectConvention},
	{".pydocstyle", iniConvention}, {".pydocstyle.ini", iniConvention}, {"setup.cfg", iniConvention}, {"tox.ini", iniConvention},
	{".flake8", iniConvention}, {".darglint", iniConvention},
}

// convention is the flavour that the configuration nearest above a file names,
// or empty. PEP 257 names none: it has no word on sections.
func convention(file string, files Files) string {
	for dir := range workspace.Above(file) {
		for _, c := range conventionFiles {
			f, err := files.File(path.Join(dir, c.name))
			if err != nil || f.Text == nil {
				continue
			}
			switch name := strings.ToLower(c.read(f.Text.String())); name {
			case "google", "numpy", "sphinx":
				return name
			}
		}
	}
	return ""
}

// ruff is Ruff's configuration: its rules stood at the top before they got a
// table of their own.
type ruff struct {
	Lint       struct{ Pydocstyle struct{ Convention string } }
	Pydocstyle struct{ Convention string }
}

func (r ruff) convention() string {
	return cmp.Or(r.Lint.Pydocstyle.Convention, r.Pydocstyle.Convention)
}

func ruffConvention(text string) string {
	var r ruff
	if toml.Unmarshal([]byte(text), &r) != nil {
		return ""
	}
	return r.convention()
}

func projectConvention(text string) string {
	var p struct {
		Tool struct {
			Ruff       ruff
			Pydocstyle struct{ Convention string }
			Pydoclint  struct{ Style string }
		}
	}
	if toml.Unmarshal([]byte(text), &p) != nil {
		return ""
	}
	return cmp.Or(p.Tool.Ruff.convention(), p.Tool.Pydocstyle.Convention, p.Tool.Pydoclint.Style)
}

// iniOptions are the names of the option, by section.
var iniOptions = map[string]string{
	"pydocstyle": "convention", "flake8": "docstring-convention", "darglint": "docstring_style",
}

func iniConvention(text string) string {
	option := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			option = iniOptions[line[1:len(line)-1]]
			continue
		}
		if at := strings.IndexAny(line, "=:"); at > 0 && option != "" && strings.TrimSpace(line[:at]) == option {
			return strings.TrimSpace(line[at+1:])
		}
	}
	return ""
}
