package store_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"fimble/context/store"
)

var tally = store.Kind{Name: "tally", Version: 1}

// add counts one more, in whatever process it runs.
func add(d *store.Dir) error {
	return d.Update(tally, func(content []byte) ([]byte, error) {
		n, _ := strconv.Atoi(string(content))
		return strconv.AppendInt(nil, int64(n+1), 10), nil
	})
}

// TestMain is also the other process of a test, which counts.
func TestMain(m *testing.M) {
	if dir := os.Getenv("TALLY_DIR"); dir != "" {
		for range tallies {
			if err := add(store.At(dir, zap.NewNop())); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const tallies = 20 // of each writer

func TestWritersLoseNothingOfEachOther(t *testing.T) {
	const processes, goroutines = 3, 3
	dir := filepath.Join(t.TempDir(), "state")
	var writers sync.WaitGroup
	for range processes {
		other := exec.CommandContext(t.Context(), os.Args[0])
		other.Env = append(os.Environ(), "TALLY_DIR="+dir)
		writers.Go(func() {
			if out, err := other.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	for range goroutines {
		writers.Go(func() {
			for range tallies {
				if err := add(store.At(dir, zap.NewNop())); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	got, err := store.At(dir, zap.NewNop()).Read(tally)
	if want := strconv.Itoa((processes + goroutines) * tallies); string(got) != want || err != nil {
		t.Errorf("counted %s, %v, want %s", got, err, want)
	}
}

func TestReaderSeesWholeFilesOnly(t *testing.T) {
	dir := store.At(t.TempDir(), zap.NewNop())
	texts := map[string]bool{"": true}
	for i := range 50 {
		texts[strings.Repeat(strconv.Itoa(i%10), 1000*(i+1))] = true
	}
	var writer sync.WaitGroup
	writer.Go(func() {
		for text := range texts {
			if err := dir.Update(tally, func([]byte) ([]byte, error) { return []byte(text), nil }); err != nil {
				t.Error(err)
			}
		}
	})
	for range 300 {
		got, err := dir.Read(tally)
		if err != nil || !texts[string(got)] {
			t.Fatalf("read %d bytes that nobody wrote, %v", len(got), err)
		}
	}
	writer.Wait()
}

func TestNothingIsThereBeforeTheFirstUpdate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	dir := store.At(path, zap.NewNop())
	if got, err := dir.Read(tally); got != nil || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
	if err := dir.Remove(tally); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "state")
	if err := add(store.At(path, zap.NewNop())); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{"": 0o700, "tally": 0o600, "lock": 0o600} {
		info, err := os.Stat(filepath.Join(path, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q has mode %o, want %o", name, got, want)
		}
	}
	entries, _ := os.ReadDir(path)
	if len(entries) != 2 {
		t.Errorf("there are %v, want the file and the lock", entries)
	}
}

func TestUpdateThatChangesNothingWritesNothing(t *testing.T) {
	path := t.TempDir()
	dir := store.At(path, zap.NewNop())
	if err := add(dir); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(dir.Path(tally))
	for _, why := range []error{nil, errors.New("no room")} {
		err := dir.Update(tally, func([]byte) ([]byte, error) { return nil, why })
		if !errors.Is(err, why) {
			t.Errorf("Update gives %v, want %v", err, why)
		}
	}
	after, _ := os.Stat(dir.Path(tally))
	if !os.SameFile(before, after) || before.ModTime() != after.ModTime() {
		t.Error("the file was written")
	}
}

func TestUnreadableFileIsSetAsideWithAMessage(t *testing.T) {
	whole := "fimble tally 1 e3069283\n123456789" // e3069283 is CRC-32C's own check value
	for name, c := range map[string]struct{ file, aside string }{
		"empty":               {"", "tally.damaged"},
		"no line end":         {"fimble tally 1 e3069283", "tally.damaged"},
		"cut off":             {whole[:len(whole)-1], "tally.damaged"},
		"another byte":        {strings.Replace(whole, "56", "65", 1), "tally.damaged"},
		"another kind":        {strings.Replace(whole, "tally", "cache", 1), "tally.damaged"},
		"nothing of ours":     {"\x00\x01\x02\n\n", "tally.damaged"},
		"version before any":  {strings.Replace(whole, " 1 ", " 0 ", 1), "tally.damaged"},
		"newer version":       {strings.Replace(whole, " 1 ", " 7 ", 1), "tally.version7"},
		"content makes sense": {whole, ""},
	} {
		path := t.TempDir()
		core, logged := observer.New(zap.WarnLevel)
		dir := store.At(path, zap.New(core))
		if err := os.WriteFile(dir.Path(tally), []byte(c.file), 0o600); err != nil {
			t.Fatal(err)
		}
		_, readErr := dir.Read(tally)
		if (readErr != nil) != (c.aside != "") {
			t.Errorf("%s: Read gives %v", name, readErr)
		}
		if err := add(dir); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		want := "1"
		if c.aside == "" {
			want = "123456790"
		}
		if got, err := dir.Read(tally); string(got) != want || err != nil {
			t.Errorf("%s: afterwards there is %q, %v, want %q", name, got, err, want)
		}
		if c.aside == "" {
			continue
		}
		if kept, _ := os.ReadFile(filepath.Join(path, c.aside)); string(kept) != c.file {
			t.Errorf("%s: set aside is %q", name, kept)
		}
		if logged.Len() != 1 {
			t.Errorf("%s: %d messages, want one", name, logged.Len())
		}
	}
}

func TestContentThatIsNoContentIsSetAside(t *testing.T) {
	path := t.TempDir()
	dir := store.At(path, zap.NewNop())
	if err := add(dir); err != nil {
		t.Fatal(err)
	}
	err := dir.Update(tally, func(content []byte) ([]byte, error) {
		if content != nil {
			return nil, fmt.Errorf("read the tally: %w", store.ErrDamaged)
		}
		return []byte("5"), nil
	})
	if got, _ := dir.Read(tally); string(got) != "5" || err != nil {
		t.Errorf("there is %q, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(path, "tally.damaged")); err != nil {
		t.Error(err)
	}
}

func TestRemovedFileIsGone(t *testing.T) {
	dir := store.At(t.TempDir(), zap.NewNop())
	if err := add(dir); err != nil {
		t.Fatal(err)
	}
	if err := dir.Remove(tally); err != nil {
		t.Fatal(err)
	}
	if got, err := dir.Read(tally); got != nil || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestFolderThatCannotBeMadeIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := add(store.At(path, zap.NewNop())); err == nil {
		t.Error("no error")
	}
}
