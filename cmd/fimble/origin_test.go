package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"fimble/server"
)

// Every option says in its value on which line it stands.
func TestEveryOptionIsFoundOnItsLine(t *testing.T) {
	const file = `a = 1
# a comment
"b" = "2" # and another

[c] # 5
d.e = 6
"f.g" = { h = 7, i.j = 7 }
[c.k."http://localhost:8012"]
l = [
  9, 1,
]
[[route]]
m = 13
[[route]]
m = 15
[[route]]
[c.n]
o = """
18
"""
p = [{ q = 21 }, { q = 21 }]
`
	for name, text := range map[string]string{"unix": file, "windows": strings.ReplaceAll(file, "\n", "\r\n")} {
		got := linesOf([]byte(text))
		want := map[string]int{
			"a": 1, "b": 3, "c": 5, "c.d": 6, "c.d.e": 6, "c.f.g": 7, "c.f.g.h": 7, "c.f.g.i": 7, "c.f.g.i.j": 7, "c.k": 8, "c.k.http://localhost:8012": 8, "c.k.http://localhost:8012.l": 9,
			"route": 16, "route.1": 12, "route.1.m": 13, "route.2": 14, "route.2.m": 15, "route.3": 16, "c.n": 17, "c.n.o": 18, "c.n.p": 21, "c.n.p.1.q": 21, "c.n.p.2.q": 21,
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: got  %v\nwant %v", name, got, want)
		}
	}
}

func TestWhatSeveralLayersSetIsToldOfTheOneThatCounts(t *testing.T) {
	layer := func(name, text string) server.Layer {
		l, err := parseLayer(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	layers := []server.Layer{
		layer("mine", "denied = ['a']\nbudget.tokens = 4000\nbudget.answer = 50\n"),
		layer("theirs", "denied = ['b']\nbudget.tokens = 300\nbudget.answer = 60\n"),
	}
	layers[1].Project = true
	_, problems := server.Merge(layers)
	var got []string
	for _, o := range originsOf(layers, problems) {
		got = append(got, o.Option+" "+o.Value+" "+o.From)
	}
	want := []string{"budget.answer 50 mine:3", `denied ["a"] mine:1`, "budget.tokens 300 theirs:2", `denied ["b"] theirs:1`}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAddressesAreToldWithoutWhatOpensThem(t *testing.T) {
	for text, want := range map[string]string{
		"http://me:word@host:1/p":      "http://host:1/p",
		"openai:m@http://key@host":     "openai:m@http://host",
		"https://host/p?key=a&b=c end": "https://host/p end",
		"*.go?":                        "*.go?",
		"me@host":                      "me@host",
	} {
		if got := discreet(text); got != want {
			t.Errorf("%s is told as %s, want %s", text, got, want)
		}
	}
}
