package naming_test

import (
	"slices"
	"testing"

	"fimble/completion/action/naming"
)

func TestNamesOfEveryConventionHaveTheSameWords(t *testing.T) {
	for _, name := range []string{"parse_http_header", "parseHttpHeader", "ParseHttpHeader", "PARSE_HTTP_HEADER", "_parse_http_header", "parse-http-header"} {
		if got := naming.Split(name); !slices.Equal(got, []string{"parse", "http", "header"}) {
			t.Errorf("%s has the words %q", name, got)
		}
	}
	if got := naming.Split("parseHTTPHeader2"); !slices.Equal(got, []string{"parse", "HTTP", "header2"}) {
		t.Errorf("parseHTTPHeader2 has the words %q", got)
	}
}

func TestNamesAreSpelledAnew(t *testing.T) {
	for got, want := range map[string]string{
		naming.Snaked("parseHTTPHeader"):                     "parse_http_header",
		naming.Snaked("Größe"):                               "größe",
		naming.Lowered("ShoppingCart"):                       "shoppingCart",
		naming.Titled(naming.Split("shopping_cart")):         "ShoppingCart",
		naming.Unused("name", naming.Set("name name2")):      "name3",
		naming.Renamed("a + aa * a.a(b_a)", "a", "x"):        "x + aa * x.x(b_a)",
		naming.Renamed("größe(a, größer)", "größe", "width"): "width(a, größer)",
		naming.Shortened("grüße an alle", 6):                 "grüße…",
		naming.Shortened("grüße", 5):                         "grüße",
		naming.Capitalized("über"):                           "Über",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
