package prompt

import (
	"embed"
	"fmt"
	"strings"
	"text/template"
)

//go:embed tasks
var taskFiles embed.FS

// A Task is what a chat model is asked to do besides filling in: one template
// in tasks/NAME.tmpl, and in tasks/NAME.system how.
type Task struct {
	Name     string
	Language string // as people call it
	Path     string
	Code     string // LF, like all that follows
	Wanted   []string
	Context  string // what else of the file matters
	Problem  string // what is said of the code
	Before   string // what was done before this
	Uses     string // packages of the project
	Declared string // heads of declarations elsewhere
	Answer   string // the model's last answer, if it was refused
	Refused  string // and why
}

// Instruct renders a task for a model that chats. Nothing that the user wrote
// is read as a marker of the family.
func Instruct(t Task) (Prompt, error) {
	f, _ := byName(Chat)
	system, err := taskFiles.ReadFile("tasks/" + t.Name + ".system")
	if err != nil {
		return Prompt{}, fmt.Errorf("render task %s: %w", t.Name, err)
	}
	form, err := template.ParseFS(taskFiles, "tasks/"+t.Name+".tmpl")
	if err != nil {
		return Prompt{}, fmt.Errorf("render task %s: %w", t.Name, err)
	}
	t.Path = printable(t.Path)
	for _, text := range []*string{&t.Code, &t.Path, &t.Context, &t.Problem, &t.Before, &t.Uses, &t.Declared, &t.Answer, &t.Refused} {
		*text = f.tokens.harmless(*text)
	}
	var text strings.Builder
	if err := form.Execute(&text, t); err != nil {
		return Prompt{}, fmt.Errorf("render task %s: %w", t.Name, err)
	}
	return Prompt{System: strings.TrimSuffix(string(system), "\n"), Text: text.String()}, nil
}
