package feedback_test

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"fimble/completion/feedback"
	"fimble/context/store"
)

func openDir(t *testing.T) *store.Dir { return store.At(t.TempDir()+"/state", zap.NewNop()) }

// onDisk is the sum of what is on disk.
func onDisk(t *testing.T, files *store.Dir) string {
	t.Helper()
	stats, err := feedback.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	var sum feedback.Counts
	for _, row := range stats.Days {
		sum = sum.Plus(row.Counts)
	}
	return written(sum, false)
}

func TestCountsAreWrittenAfterAMinuteAndAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := openDir(t)
		l := feedback.New(files, zap.NewNop())
		u := newUser(t, l, "█\n")
		u.sees("one two")
		u.puts("one two")
		if got := onDisk(t, files); got != "shown 0" {
			t.Errorf("at once: %s", got)
		}
		time.Sleep(61 * time.Second)
		synctest.Wait()
		if got := onDisk(t, files); got != "shown 1, accepted 1, kept 1, taken 7" {
			t.Errorf("after a minute: %s", got)
		}
		u.sees("three")
		l.Close()
		if got := onDisk(t, files); got != "shown 2, accepted 1, kept 1, taken 7" {
			t.Errorf("after the end: %s", got)
		}
		u.sees("four") // too late
		l.Accepted("2")
		l.Close()
		if got := onDisk(t, files); got != "shown 2, accepted 1, kept 1, taken 7" {
			t.Errorf("after more: %s", got)
		}
	})
}

func TestCountsAreWrittenWhenAConnectionEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := openDir(t)
		l := feedback.New(files, zap.NewNop())
		u := newUser(t, l, "█\n")
		u.sees("one two")
		u.puts("one two")
		l.Left(u.session)
		if got := onDisk(t, files); got != "shown 1, accepted 1, kept 1, taken 7" {
			t.Errorf("after the end: %s", got)
		}
		start := time.Now()
		l.Close()
		if waited := time.Since(start); waited != 0 {
			t.Errorf("the ledger's end took %v", waited)
		}
	})
}

func TestNothingIsWrittenWhenNothingIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := openDir(t)
		l := feedback.New(files, zap.NewNop())
		u := newUser(t, l, "█\n")
		u.types("some text")
		time.Sleep(2 * time.Minute)
		l.Close()
		if _, err := os.Stat(files.Path(store.Kind{Name: "counts"})); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("there is a file: %v", err)
		}
	})
}

func TestServerThatCountsNothingLeavesTheFileAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := openDir(t)
		first := feedback.New(files, zap.NewNop())
		u := newUser(t, first, "█\n")
		u.sees("one two")
		u.puts("one two")
		first.Close()
		before, _ := os.Stat(files.Path(store.Kind{Name: "counts"}))
		second := feedback.New(files, zap.NewNop())
		time.Sleep(2 * time.Minute)
		second.Close()
		after, _ := os.Stat(files.Path(store.Kind{Name: "counts"}))
		if !os.SameFile(before, after) {
			t.Error("the file was written anew")
		}
	})
}

func TestLedgersShareAFile(t *testing.T) {
	files := openDir(t)
	var servers sync.WaitGroup
	for range 4 {
		servers.Go(func() {
			for range 5 {
				l := feedback.New(files, zap.NewNop())
				u := newUser(t, l, "█\n")
				u.sees("one two")
				u.puts("one two")
				l.Close()
			}
		})
	}
	servers.Wait()
	if got, want := onDisk(t, files), "shown 20, accepted 20, kept 20, taken 140"; got != want {
		t.Errorf("on disk: %s, want %s", got, want)
	}
}

func TestRateKnowsTheLastMonth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := openDir(t)
		suggest := func() {
			l := feedback.New(files, zap.NewNop())
			newUser(t, l, "█\n").sees("one two")
			l.Close()
		}
		suggest()
		time.Sleep(20 * 24 * time.Hour)
		suggest()
		time.Sleep(20 * 24 * time.Hour)
		l := feedback.New(files, zap.NewNop())
		defer l.Close()
		newUser(t, l, "█\n").sees("one two")
		if got := l.Rate("plaintext", "m").Shown; got != 2 {
			t.Errorf("%d shown, want today's and that of 20 days ago", got)
		}
		if got := l.Rate("go", "m"); got != (feedback.Counts{}) {
			t.Errorf("another language has %+v", got)
		}
	})
}

func TestDaysLongPastBecomeMonths(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // from the first of January 2000 on
		files := openDir(t)
		for range 120 {
			l := feedback.New(files, zap.NewNop())
			newUser(t, l, "█\n").sees("one two")
			l.Close()
			time.Sleep(24 * time.Hour)
		}
		stats, err := feedback.Read(files)
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		shown := 0
		for _, row := range stats.Days {
			days = append(days, row.Day)
			shown += row.Shown
		}
		if shown != 120 || len(days) > 65 || days[0] != "2000-01" || days[1] != "2000-02" || days[len(days)-1] != "2000-04-29" {
			t.Errorf("%d shown on %s", shown, days)
		}
	})
}

func TestResetForgets(t *testing.T) {
	files := openDir(t)
	l := feedback.New(files, zap.NewNop())
	newUser(t, l, "█\n").sees("one two")
	l.Close()
	if err := feedback.Reset(files); err != nil {
		t.Fatal(err)
	}
	if got := onDisk(t, files); got != "shown 0" {
		t.Errorf("on disk: %s", got)
	}
}

// What is wrong with the files must not keep anyone from being counted.
func TestFilesThatCannotBeUsedAreReportedOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := t.TempDir() + "/state"
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		core, logged := observer.New(zap.WarnLevel)
		l := feedback.New(store.At(path, zap.NewNop()), zap.New(core))
		u := newUser(t, l, "█\n")
		for range 3 {
			u.types("x")
			u.sees("one")
			time.Sleep(2 * time.Minute)
		}
		l.Close()
		if got := l.Rate("plaintext", "m").Shown; got != 3 {
			t.Errorf("%d shown, want 3", got)
		}
		if logged.Len() == 0 {
			t.Error("nobody is told")
		}
	})
}

func TestDamagedCountsAreBegunAnew(t *testing.T) {
	files := openDir(t)
	count := func() {
		l := feedback.New(files, zap.NewNop())
		newUser(t, l, "█\n").sees("one two")
		l.Close()
	}
	count()
	// A file that is whole but holds no counts, as a mistake of ours might.
	err := files.Update(store.Kind{Name: "counts", Version: 1}, func([]byte) ([]byte, error) { return []byte("[]"), nil })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := feedback.Read(files); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("Read gives %v", err)
	}
	count()
	if got := onDisk(t, files); got != "shown 1" {
		t.Errorf("on disk: %s", got)
	}
}

// TestNoTextIsKept looks for what a user wrote in all that is on disk.
func TestNoTextIsKept(t *testing.T) {
	files := openDir(t)
	l := feedback.New(files, zap.NewNop())
	u := newUser(t, l, "secret█\n")
	u.sees("_of_mine and more")
	u.puts("_of_mine and more")
	u.undoes()
	l.Close()
	data, err := os.ReadFile(files.Path(store.Kind{Name: "counts"}))
	if err != nil {
		t.Fatal(err)
	}
	_, content, _ := strings.Cut(string(data), "\n") // behind the header
	today := time.Now().Format(time.DateOnly)
	want := `{ "days": [ { "day": "` + today + `", "language": "plaintext", "model": "m", "shown": 1, "accepted": 0, "partial": 0, "kept": 0, "rejected": 1, "suggested": 17, "taken": 0 } ] }`
	if diff := cmp.Diff(want, strings.Join(strings.Fields(content), " ")); diff != "" {
		t.Errorf("on disk (-want +got):\n%s", diff)
	}
}
