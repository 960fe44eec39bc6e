package main

import "testing"

func TestPlacesAreReadFromTheRight(t *testing.T) {
	for arg, want := range map[string]place{
		"main.go:12:9":     {"main.go", 12, 9},
		`C:\x.go:3:8`:      {`C:\x.go`, 3, 8},
		"a:b.go:1:1":       {"a:b.go", 1, 1},
		"dir/x y.go:10:20": {"dir/x y.go", 10, 20},
	} {
		if got, err := parsePlace(arg); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", arg, got, err, want)
		}
	}
	for _, arg := range []string{"", "main.go", "main.go:12", ":1:1", "main.go:0:1", "main.go:1:0", "main.go:x:1", "main.go:1:-1"} {
		if got, err := parsePlace(arg); err == nil {
			t.Errorf("%q is taken for %v", arg, got)
		}
	}
}
