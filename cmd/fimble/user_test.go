package main

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"fimble/completion"
	"fimble/completion/feedback"
	"fimble/completion/model"
	"fimble/completion/model/local"
	"fimble/context/store"
	"fimble/context/workspace"
	"fimble/server"
)

// A user does random things in several editors that share one engine. All
// that they do follows from the seed, each event from its own number too, so
// that a failure stays when other events are left out. All goroutines live in
// a bubble of testing/synctest: hours pass in minutes.
type user struct {
	seed    uint64
	dice    *rand.Rand // of the event
	books   *books
	archive *archive
	alarm   *alarm
	app     *app
	liars   []*liar
	dirs    []string // the folders that there are
	seats   []*seat
	at      *seat // where the user sits

	clipboard string
	versions  int32
	names     int
	counts    map[string]int
	tolls     []toll // at each rest
}

// newUser sits down in front of three editors, one for each unit of columns.
func newUser(seed uint64, dir string) (*user, error) {
	b, err := readBooks()
	if err != nil {
		return nil, err
	}
	u := &user{seed: seed, dice: rand.New(rand.NewPCG(seed, 0)), books: b, archive: newArchive(), alarm: &alarm{}, counts: map[string]int{}}
	if err := u.layOut(dir); err != nil {
		return nil, err
	}
	u.wire(filepath.Join(dir, "state"))
	for _, unit := range []string{"utf-16", "utf-8", "utf-32"} {
		s, err := u.sit(unit)
		if err != nil {
			return nil, err
		}
		u.at = s
		if err := u.openSome(); err != nil {
			return nil, err
		}
	}
	return u, nil
}

// wire is newApp with models that lie, and an ear at the embedded one.
func (u *user) wire(state string) {
	log := u.alarm.logger()
	ws := workspace.New(workspace.DefaultOptions(), log)
	embedded := local.New(ws, local.DefaultOptions(), log)
	u.liars = []*liar{
		{info: model.Info{Name: "slow", Class: model.Machine, Family: "qwen2.5-coder", ContextTokens: 2048}},
		{info: model.Info{Name: "quick", Class: model.Machine, ContextTokens: 4096}},
	}
	for i, l := range u.liars {
		l.seed, l.books, l.archive = u.seed+uint64(i), u.books, u.archive
	}
	u.app = &app{
		log: log, workspace: ws, local: embedded, models: newModels(log), roots: newRoots(ws),
		engine:   completion.NewEngine(observer{embedded, u.archive}, ws, feedback.New(store.At(state, log), log), log),
		failures: newFailures(store.At(state, log), log), editors: newEditors(store.At(state, log), log),
	}
	u.app.engine.Watch(u.app.failures.add)
}

// options are those of the app, with the liars among the models.
func (u *user) options(s server.Settings) (*completion.Options, []server.Problem) {
	o, _ := u.app.models.options(s) // it does not know of the liars
	for _, l := range u.liars {
		o.Models[l.info.Name] = l
	}
	return o, nil
}

// settled is how often options have been made for any editor.
func (u *user) settled() int {
	u.app.models.mu.Lock()
	defer u.app.models.mu.Unlock()
	return u.app.models.generation
}

// layOut makes folders with sources in them, one inside of another.
func (u *user) layOut(dir string) error {
	u.dirs = []string{filepath.Join(dir, "alpha"), filepath.Join(dir, "beta"), filepath.Join(dir, "alpha", "inner")}
	for _, folder := range u.dirs {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		for _, language := range u.books.languages {
			if err := u.putFile(filepath.Join(folder, "lib"+endings()[language]), language); err != nil {
				return err
			}
		}
		if err := os.WriteFile(filepath.Join(folder, ".env"), []byte(secretMark), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (u *user) putFile(path, language string) error {
	return os.WriteFile(path, []byte(u.books.page(u.dice, language, 1+u.dice.IntN(6000))), 0o600)
}

// endings are the ends of file names by language.
func endings() map[string]string {
	return map[string]string{
		"c": ".c", "cpp": ".cc", "go": ".go", "java": ".java", "javascript": ".js", "markdown": ".md", "plaintext": ".txt",
		"python": ".py", "rust": ".rs", "typescript": ".ts", "typescriptreact": ".tsx",
	}
}

// play does the events that keep lets through, and looks after each whether
// all is well.
func (u *user) play(events int, keep func(int) bool, watch func(event int, deed string)) error {
	for n := 1; n <= events; n++ {
		if keep(n) {
			u.dice = rand.New(rand.NewPCG(u.seed, uint64(n)))
			d := u.deed()
			watch(n, d.name)
			u.count(d.name, 1)
			if err := cmp.Or(d.do(u), u.well()); err != nil {
				return fmt.Errorf("event %d (%s): %w", n, d.name, err)
			}
			u.pause()
			if err := u.well(); err != nil {
				return fmt.Errorf("after event %d (%s): %w", n, d.name, err)
			}
		}
		if percent := n * 100 / events; n == events*percent/100 && (percent == 20 || percent == 60 || percent == 100) {
			if err := u.rest(percent); err != nil {
				return fmt.Errorf("at rest after event %d: %w", n, err)
			}
		}
	}
	return nil
}

// pause lets some time go by, as between two keys, two looks or two meetings.
func (u *user) pause() {
	switch n := u.dice.IntN(100); {
	case n < 20:
	case n < 60:
		time.Sleep(time.Duration(20+u.dice.ExpFloat64()*100) * time.Millisecond)
	case n < 98:
		time.Sleep(time.Duration(u.dice.IntN(800)) * time.Millisecond)
	default:
		time.Sleep(time.Duration(u.dice.IntN(12)) * time.Second)
	}
}

// well looks at all that has come back.
func (u *user) well() error {
	if err := cmp.Or(u.alarm.err(), u.archive.err()); err != nil {
		return err
	}
	for _, s := range u.seats {
		if err := s.arrived(); err != nil {
			return fmt.Errorf("%s: %w", s.unit, err)
		}
		now := time.Now()
		for _, p := range s.papers {
			if p.newest == nil || !p.newest.current() {
				p.drawn = nil // the user does something else than to type
			}
			if q := p.open; q != nil && now.After(q.due) {
				return fmt.Errorf("%s: %s request %d is not answered, %v late", s.unit, q.kind, q.id, now.Sub(q.due))
			}
		}
	}
	return nil
}

// await waits for the answer to what was asked last in a seat.
func (u *user) await(s *seat) error {
	for id := s.lastID; s.waiting[id] != nil; time.Sleep(time.Millisecond) {
		if err := s.arrived(); err != nil {
			return err
		}
	}
	return nil
}

// A toll is what is in use at rest.
type toll struct {
	heap       uint64 // bytes
	goroutines int
}

// weigh waits until nothing moves, and counts.
func weigh() toll {
	runtime.GC()
	runtime.GC()
	synctest.Wait()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return toll{m.HeapAlloc, runtime.NumGoroutine()}
}

// rest closes all documents and waits, so that only what is kept for ever is
// left, and compares that with the first such rest.
func (u *user) rest(percent int) error {
	for _, s := range u.seats {
		for len(s.papers) > 0 {
			if err := s.papers[0].close(); err != nil {
				return err
			}
		}
		for i, dir := range u.dirs {
			if err := u.folder(s, dir, i < foldersAtFirst); err != nil {
				return err
			}
		}
	}
	time.Sleep(2 * time.Minute) // parsers end after a minute
	if err := u.well(); err != nil {
		return err
	}
	for _, s := range u.seats {
		if len(s.waiting) > 0 {
			return fmt.Errorf("%s: %d requests are never answered", s.unit, len(s.waiting))
		}
	}
	for _, l := range u.liars {
		if n := l.open.Load(); n > 0 {
			return fmt.Errorf("%d calls of %s go on though nothing is open", n, l.info.Name)
		}
	}
	now := weigh()
	for try := 0; try < 10 && u.tolls != nil && now.goroutines > u.tolls[0].goroutines; try++ {
		now = weigh() // finalizers run on a goroutine that counts while it does
	}
	fmt.Printf("seed %d, %d %%: %d KiB of heap, %d goroutines, %d KiB resident\n", u.seed, percent, now.heap>>10, now.goroutines, residentKiB())
	u.tolls = append(u.tolls, now)
	first := u.tolls[0]
	if grown := int64(now.heap) - int64(first.heap); grown > heapMargin {
		return fmt.Errorf("the heap has grown by %d KiB since the first rest", grown>>10)
	}
	if now.goroutines > first.goroutines {
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		return fmt.Errorf("there are %d goroutines, and were %d at the first rest: %s", now.goroutines, first.goroutines, stacks)
	}
	u.at = u.seats[0]
	return u.openSome()
}

// end closes everything.
func (u *user) end() error {
	var all error
	for _, s := range u.seats {
		all = errors.Join(all, s.leave(true))
	}
	u.app.close()
	return errors.Join(all, u.alarm.err())
}

func (u *user) count(what string, n int) { u.counts[what] += n }

// summary is what has been done and seen.
func (u *user) summary() string {
	return fmt.Sprintf("seed %d: %d model calls compared, %v", u.seed, u.archive.audits(), u.counts)
}

// idle is an error if too little was done for the run to prove a thing.
func (u *user) idle(events int) error {
	for what, n := range map[string]int{
		"suggestions": u.counts["suggestions"], "model calls": u.archive.audits(), "accepted": u.counts["accepted"], "accepted in part": u.counts["accepted in part"],
	} {
		if least := events / 100; n < least {
			return fmt.Errorf("%d %s in %d events are too few to prove a thing, want %d", n, what, events, least)
		}
	}
	return nil
}

// residentKiB is the memory of the process, where the system tells.
func residentKiB() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	n, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return n
}

// An alarm is a log that holds against the server what it calls an error.
type alarm struct {
	mu    sync.Mutex
	first error
}

func (a *alarm) logger() *zap.Logger { return zap.New(&alarmCore{alarm: a}) }

func (a *alarm) err() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.first
}

type alarmCore struct {
	alarm *alarm
	zapcore.LevelEnabler
}

func (c *alarmCore) Enabled(zapcore.Level) bool { return true }

func (c *alarmCore) With([]zapcore.Field) zapcore.Core { return c }

func (c *alarmCore) Check(e zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	return checked.AddCore(e, c)
}

func (c *alarmCore) Write(e zapcore.Entry, fields []zapcore.Field) error {
	values := zapcore.NewMapObjectEncoder()
	for _, f := range fields {
		f.AddTo(values)
	}
	if os.Getenv("FIMBLE_WATCH") != "" {
		fmt.Printf("  %s %s %v\n", e.Time.Format("04:05.000"), e.Message, values.Fields)
	}
	if e.Level < zap.ErrorLevel {
		return nil
	}
	c.alarm.mu.Lock()
	defer c.alarm.mu.Unlock()
	c.alarm.first = cmp.Or(c.alarm.first, fmt.Errorf("the log says %s %v", e.Message, values.Fields))
	return nil
}

func (c *alarmCore) Sync() error { return nil }
