package buffer

import "testing"

func TestSpellingsOfOneDocumentHaveOneURI(t *testing.T) {
	for want, spellings := range map[URI][]string{
		// VS Code escapes the colon of the drive, Neovim does not, others
		// forget a slash or take the drive for a host.
		"file:///C:/x/main.go": {
			"file:///c%3A/x/main.go", "file:///C:/x/main.go", "file:///c:/x/main.go",
			"FILE:///c%3a/x/main.go", "file:/c:/x/main.go", "file://c:/x/main.go",
			"file://localhost/c%3A/x/main.go", "file:///c:/%78/main%2Ego",
		},
		"file:///home/u/a%20b%C3%A9.go": {
			"file:///home/u/a%20b%c3%a9.go", "file:///home/u/a bé.go", "file://LOCALHOST/home/u/a bé.go",
		},
		"file:///a/(x)+%5By%5D@2.ts": {
			"file:///a/%28x%29%2B%5By%5D%402.ts", "file:///a/(x)+[y]@2.ts",
		},
		"file://server/share/x.go": {"file://Server/share/x.go", "file://SERVER/share/x%2Ego"},
		"file:///100%25/x":         {"file:///100%/x", "file:///100%25/x"},
		"file:///100%25zz":         {"file:///100%zz"},
		"untitled:Untitled-1":      {"untitled:Untitled-1", "Untitled:Untitled%2d1"},
		"vscode-vfs://github/o/r/x.go": {
			"vscode-vfs://github/o/r/x.go", "vscode-vfs://github/o/%72/x.go",
		},
		"vscode-notebook-cell:/h/n.ipynb#W0sZmlsZQ%3D%3D": {
			"vscode-notebook-cell:/h/n.ipynb#W0sZmlsZQ%3D%3D", "vscode-notebook-cell:/h/n.ipynb#W0sZmlsZQ%3d%3d",
		},
		"git:/h/x.go?%7B%22path%22:%22/h/x.go%22%2C%22ref%22:%22~%22%7D": {
			"git:/h/x.go?%7B%22path%22%3A%22%2Fh%2Fx.go%22%2C%22ref%22%3A%22~%22%7D",
			`git:/h/x.go?{"path":"/h/x.go"%2C"ref":"~"}`,
		},
		"/no/scheme %zz": {"/no/scheme %zz"},
		"":               {""},
	} {
		for _, s := range spellings {
			if got := Canonical(s); got != want {
				t.Errorf("Canonical(%q) = %q, want %q", s, got, want)
			}
		}
	}
}

func TestDifferentDocumentsHaveDifferentURIs(t *testing.T) {
	for _, pair := range [][2]string{
		{"file:///a/b", "file:///a%2Fb"},
		{"file:///a?b", "file:///a%3Fb"},
		{"file:///a#b", "file:///a%23b"},
		{"file:///a", "file:///A"},
		{"git:/x?a=1&b=2", "git:/x?a=1%26b=2"},
		{"vscode-vfs://github/x", "vscode-vfs://GitHub/x"},
		{"untitled:a", "file:a"},
		{"n:/nb.ipynb#1", "n:/nb.ipynb#2"},
	} {
		if Canonical(pair[0]) == Canonical(pair[1]) {
			t.Errorf("%q and %q are both %q", pair[0], pair[1], Canonical(pair[0]))
		}
	}
}

func TestPathsGoToURIsAndBack(t *testing.T) {
	for path, want := range map[string]URI{
		"/home/u/a b#é?.go":     "file:///home/u/a%20b%23%C3%A9%3F.go",
		"/100%41":               "file:///100%2541",
		`/odd\name`:             "file:///odd%5Cname",
		"/":                     "file:///",
		`C:\src\main.go`:        "file:///C:/src/main.go",
		`C:\`:                   "file:///C:/",
		`\\server\share\main.c`: "file://server/share/main.c",
	} {
		uri := FileURI(path)
		if uri != want {
			t.Errorf("FileURI(%q) = %q, want %q", path, uri, want)
		}
		if back, ok := uri.Path(); !ok || back != path {
			t.Errorf("%q has path %q, %v, want %q", uri, back, ok, path)
		}
	}
	if got := FileURI("c:/src/main.go"); got != "file:///C:/src/main.go" {
		t.Errorf("a drive with slashes has URI %q", got)
	}
}

func TestOnlyFilesHavePaths(t *testing.T) {
	for _, s := range []string{"untitled:Untitled-1", "git:/x.go", "vscode-vfs://github/x", "/x.go", ""} {
		if path, ok := Canonical(s).Path(); ok {
			t.Errorf("%q has path %q", s, path)
		}
	}
	if got, _ := Canonical("file:///x.go?q#f").Path(); got != "/x.go" {
		t.Errorf("query and fragment are in the path %q", got)
	}
}

func FuzzCanonicalIsStable(f *testing.F) {
	for _, s := range []string{
		"file:///c%3A/x", "file:c:", "file://c:", "file:", "a:", "%66ile:///x", "file:////x", "x:%2F%2Fy",
		"FILE://HOST%2Fx/%zz?%26#%", "untitled:a:b", "vscode-notebook-cell:/n#%3D", "file://[::1]/x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Canonical(s)
		if twice := Canonical(string(once)); twice != once {
			t.Fatalf("%q becomes %q and then %q", s, once, twice)
		}
		once.Path()
		once.name()
	})
}

func FuzzFileURIKeepsThePath(f *testing.F) {
	f.Add("/home/u/x.go")
	f.Add("/%2F/ü\xff")
	f.Fuzz(func(t *testing.T, path string) {
		path = "/home" + path // "/p:" would be a drive
		if back, ok := FileURI(path).Path(); !ok || back != path {
			t.Fatalf("%q becomes %q and then %q", path, FileURI(path), back)
		}
	})
}
