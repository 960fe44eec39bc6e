package oracle

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect"
	"github.com/zricethezav/gitleaks/v8/sources"

	"fimble/completion/guard/secrets"
)

// samples are planted, 2,000 in about 5 s, or as many as FIMBLE_SECRETS says.
func samples(t *testing.T) int {
	n := 2000
	if said := os.Getenv("FIMBLE_SECRETS"); said != "" {
		var err error
		if n, err = strconv.Atoi(said); err != nil {
			t.Fatalf("FIMBLE_SECRETS: %v", err)
		}
	}
	return n
}

func TestTheRulesAreThoseOfTheLibrary(t *testing.T) {
	file, err := os.ReadFile("../gitleaks.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(file, []byte(config.DefaultConfig)) {
		t.Error("gitleaks.toml is not what the library has")
	}
}

func TestNothingThatTheLibraryFindsIsSent(t *testing.T) {
	detector, err := detect.NewDetectorDefaultConfig()
	if err != nil {
		t.Fatal(err)
	}
	ids := slices.Sorted(maps.Keys(detector.Config.Rules))
	random := rand.New(rand.NewPCG(4, 8))
	var r secrets.Redactor
	found, planted, rules := 0, 0, map[string]bool{}
	for tries := 0; planted < samples(t); tries++ {
		rule := detector.Config.Rules[ids[tries%len(ids)]]
		if rule.Regex == nil {
			continue
		}
		re, err := syntax.Parse(rule.Regex.String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		path, text := plant(random, generate(random, re))
		planted++
		findings := detector.Detect(detect.Fragment(sources.Fragment{Raw: text, FilePath: path}))
		if len(findings) == 0 {
			continue
		}
		sent := r.Redact(secrets.Part{Path: path, Text: text}).Texts[0]
		for _, f := range findings {
			found++
			rules[f.RuleID] = true
			if strings.Contains(sent, f.Secret) {
				t.Errorf("%s finds %q in\n%s\nof which is sent\n%s", f.RuleID, f.Secret, text, sent)
			}
		}
		for _, f := range detector.Detect(detect.Fragment(sources.Fragment{Raw: sent, FilePath: path})) {
			if !strings.Contains(f.Secret, "FIMBLE_SECRET_") {
				t.Errorf("%s still finds %q in what is sent\n%s\nof\n%s", f.RuleID, f.Secret, sent, text)
			}
		}
	}
	t.Logf("%d planted, %d found by %d of %d rules", planted, found, len(rules), len(ids))
	if found < planted/2 {
		t.Errorf("the library finds only %d of %d: the samples do not test much", found, planted)
	}
}
