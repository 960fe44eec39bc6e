package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/server"
)

// routed are the models that the rules lead to, in the order in which
// they are tried.
func routed(s server.Settings) (models []string) {
	for _, r := range s.Route {
		models = append(models, r.Model)
	}
	return models
}

func TestRulesOfLaterLayersComeFirst(t *testing.T) {
	user := layer(t, "user", `
		route = [{ languages = ["go"], model = "a" }, { paths = ["web/"], model = "b" }]
		[models]
		a = { backend = "ollama" }
		b = { backend = "ollama" }
		c = { backend = "ollama" }
	`)
	theirs := project(t, "route = [{ paths = ['api/**'], model = 'c' }, { purpose = 'action', model = 'local' }]")
	editor := server.Layer{Name: "editor settings", Values: map[string]any{"route": []any{map[string]any{"model": "ollama:tiny"}}}}
	if diff := cmp.Diff([]string{"ollama:tiny", "c", "local", "a", "b"}, routed(merged(t, user, theirs, editor))); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

// A rule of which half is wrong would be for more files than was meant.
func TestARuleThatIsWrongIsLeftOutAsAWhole(t *testing.T) {
	got, problems := server.Merge([]server.Layer{layer(t, "user", `
		route = [{ paths = "web/", model = "a" }, { languages = ["go"], model = "b" }, { pahts = ["web/"], model = "c" }]
	`)})
	if diff := cmp.Diff([]string{"b"}, routed(got)); diff != "" || len(problems) != 2 {
		t.Errorf("rules (-want +got):\n%s\nproblems: %+v", diff, problems)
	}
}
