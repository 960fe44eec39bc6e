package server_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/context/buffer"
	"fimble/server"
	"fimble/server/servertest"
)

// disk remembers what it was told.
type disk struct {
	mu      sync.Mutex
	roots   [][]string
	changed []string
	denied  map[string][]string
	early   []string // folders whose files could be read before it was known which are denied
}

func (d *disk) SetRoots(roots []*buffer.Root) {
	d.mu.Lock()
	defer d.mu.Unlock()
	names := []string{}
	for _, r := range roots {
		names = append(names, r.Dir)
		if _, told := d.denied[r.Dir]; !told {
			d.early = append(d.early, r.Dir)
		}
	}
	d.roots = append(d.roots, names)
}

func (d *disk) Changed(paths []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.changed = append(d.changed, paths...)
}

func (d *disk) Deny(dir string, patterns []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.denied == nil {
		d.denied = map[string][]string{}
	}
	d.denied[dir] = patterns
}

func TestWhatIsDeniedIsKnownBeforeTheFolders(t *testing.T) {
	d := &disk{}
	e := servertest.Connect(t, server.Config{
		Engine: &servertest.Engine{}, Workspace: d,
		Layers: []server.Layer{{Name: "user", Values: map[string]any{"denied": []any{"a"}}}},
		Project: func(string) (server.Layer, error) {
			return server.Layer{Name: "project", Project: true, Values: map[string]any{"denied": []any{"b"}}}, nil
		},
	})
	e.Initialize(map[string]any{
		"capabilities":          map[string]any{},
		"workspaceFolders":      []any{map[string]any{"uri": "file:///w", "name": "w"}},
		"initializationOptions": map[string]any{"fimble": map[string]any{"denied": []any{"c"}}},
	})
	if diff := cmp.Diff(map[string][]string{"/w": {"a", "b", "c"}}, d.denied); diff != "" {
		t.Errorf("denied (-want +got):\n%s", diff)
	}
	if len(d.early) > 0 {
		t.Errorf("the workspace was told of %q before of what is denied", d.early)
	}
}

func TestFoldersComeFromTheNewestFieldThatIsThere(t *testing.T) {
	folders := []any{map[string]any{"uri": "file:///new", "name": "new"}}
	for _, c := range []struct {
		name   string
		params map[string]any
		want   []string
	}{
		{"all", map[string]any{"workspaceFolders": folders, "rootUri": "file:///old", "rootPath": "/oldest"}, []string{"/new"}},
		{"none open", map[string]any{"workspaceFolders": []any{}, "rootUri": "file:///old"}, []string{}},
		{"folders null", map[string]any{"workspaceFolders": nil, "rootUri": "file:///old", "rootPath": "/oldest"}, []string{"/old"}},
		{"path", map[string]any{"rootUri": nil, "rootPath": "/oldest with blank"}, []string{"/oldest with blank"}},
		{"nothing", map[string]any{"rootUri": nil, "rootPath": nil}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &disk{}
			e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}, Workspace: d})
			c.params["capabilities"] = map[string]any{}
			e.Initialize(c.params)
			if diff := cmp.Diff([][]string{c.want}, d.roots); diff != "" {
				t.Errorf("folders (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDocumentsFollowTheirFolders(t *testing.T) {
	engine, told := &servertest.Engine{}, &disk{}
	d := desk{servertest.Connect(t, server.Config{Engine: engine, Workspace: told}), t, engine}
	folder := func(dir string) map[string]any { return map[string]any{"uri": "file://" + dir, "name": dir} }
	d.Initialize(map[string]any{"capabilities": map[string]any{}, "workspaceFolders": []any{folder("/w")}})
	d.Open("file:///w/sub/a.go", "go", "")
	root := func(want string) {
		t.Helper()
		got := "none"
		if r := d.snapshot("file:///w/sub/a.go").Root(); r != nil {
			got = r.Dir
		}
		if got != want {
			t.Errorf("the document lies in %s, want %s", got, want)
		}
	}
	change := func(added, removed []any) {
		d.Tell("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"added": added, "removed": removed}})
	}
	root("/w")
	change([]any{folder("/w/sub")}, []any{})
	root("/w/sub")
	change([]any{}, []any{folder("/w")})
	root("/w/sub")
	change(nil, []any{folder("/w/sub"), folder("/unknown")})
	root("none")
	change([]any{folder("/w"), folder("/w")}, nil)
	root("/w")
	want := [][]string{{"/w"}, {"/w", "/w/sub"}, {"/w/sub"}, {}}
	if diff := cmp.Diff(want, told.roots[:4]); diff != "" {
		t.Errorf("folders (-want +got):\n%s", diff)
	}
}

func TestChangedFilesArePassedOnAsPaths(t *testing.T) {
	told := &disk{}
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}, Workspace: told})
	e.Tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{
		map[string]any{"uri": "file:///w/a%20b.go", "type": 1},
		map[string]any{"uri": "untitled:x", "type": 2},
		map[string]any{"uri": "file:///w/c.go", "type": 3},
	}})
	e.Tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{}})
	e.Ask("workspace/executeCommand", nil)
	if want := []string{"/w/a b.go", "/w/c.go"}; !slices.Equal(told.changed, want) {
		t.Errorf("got %q, want %q", told.changed, want)
	}
}
