package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestOwnOptionsAreReadAgainIfTheirFileChanges(t *testing.T) {
	o := flags{config: filepath.Join(t.TempDir(), configName)}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(o.config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("enabled = false\n")
	layers, stamp, err := o.changed("")
	if err != nil || len(layers) != 1 || layers[0].Values["enabled"] != false {
		t.Fatalf("read %v, %v", layers, err)
	}
	if layers, same, err := o.changed(stamp); layers != nil || same != stamp || err != nil {
		t.Errorf("without a change read %v, %v", layers, err)
	}
	write("enabled = true\n")
	layers, second, err := o.changed(stamp)
	if err != nil || second == stamp || len(layers) != 1 || layers[0].Values["enabled"] != true {
		t.Errorf("changed, it read %v, %v", layers, err)
	}
	write("enabled =\n")
	if _, third, err := o.changed(second); err == nil || third == second {
		t.Errorf("of half a file it says %v", err)
	}
	none := flags{config: "none"}
	if layers, same, err := none.changed(""); layers != nil || same != "" || err != nil {
		t.Errorf("where there is none read %v, %v", layers, err)
	}
}
