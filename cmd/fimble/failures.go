package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"go.uber.org/zap"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/context/store"
)

const (
	lastFailures  = 10  // that are kept
	longestReason = 300 // letters: servers may answer with whole pages
	// failuresAfter is how long failures may wait to be written: a server that
	// is down fails several times in a row.
	failuresAfter = time.Second
)

var failuresKind = store.Kind{Name: "failures", Version: 1}

// A failure is why requests to a model failed.
type failure struct {
	At     time.Time `json:"at"` // of the last of them
	Times  int       `json:"times"`
	Model  string    `json:"model"`
	Reason string    `json:"reason"`
	Remedy string    `json:"remedy"`
}

// failures keep the last ones in a file, for the user to look at. There is no
// text of theirs in them: backends cut it from what servers say.
type failures struct {
	files *store.Dir // nil: nowhere
	log   *zap.Logger

	mu      sync.Mutex
	news    []failure   // not written yet
	timer   *time.Timer // nil when there is nothing to write
	writing sync.WaitGroup
}

func newFailures(files *store.Dir, log *zap.Logger) *failures {
	return &failures{files: files, log: log}
}

// add notes one more.
func (f *failures) add(failed completion.Failure) {
	if f.files == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.news = fold(f.news, failure{time.Now().UTC().Truncate(time.Second), 1, discreet(failed.Model), reasonOf(failed.Err), model.Remedy(failed.Err)})
	if f.timer == nil {
		f.writing.Add(1)
		f.timer = time.AfterFunc(failuresAfter, func() {
			defer f.writing.Done()
			f.write()
		})
	}
}

// reasonOf is an error as one line.
func reasonOf(err error) string {
	text := []rune(discreet(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, err.Error())))
	if len(text) > longestReason {
		return string(text[:longestReason]) + "..."
	}
	return string(text)
}

// fold adds one to the last failures: to one that says the same, if there is
// such a one.
func fold(last []failure, one failure) []failure {
	same := func(f failure) bool { return f.Model == one.Model && f.Reason == one.Reason }
	if i := slices.IndexFunc(last, same); i >= 0 {
		one.Times += last[i].Times
		if one.At.Before(last[i].At) {
			one.At = last[i].At
		}
		last = slices.Delete(last, i, i+1)
	}
	last = append(last, one)
	slices.SortStableFunc(last, func(a, b failure) int { return a.At.Compare(b.At) })
	return last[max(0, len(last)-lastFailures):]
}

// write brings to disk what is not there yet, beside what other servers have
// written.
func (f *failures) write() {
	f.mu.Lock()
	news := f.news
	f.news, f.timer = nil, nil
	f.mu.Unlock()
	if len(news) == 0 {
		return
	}
	err := f.files.Update(failuresKind, func(content []byte) ([]byte, error) {
		last, err := decoded[failure](failuresKind, content)
		if err != nil {
			return nil, err
		}
		for _, one := range news {
			last = fold(last, one)
		}
		return json.Marshal(last)
	})
	if err != nil {
		f.log.Warn("failures not written", zap.Error(err))
	}
}

// close writes what is left. Nothing is added any more.
func (f *failures) close() {
	f.mu.Lock()
	if f.timer != nil && f.timer.Stop() {
		f.writing.Done()
	}
	f.mu.Unlock()
	f.writing.Wait()
	f.write()
}

func (f failure) print(w io.Writer) {
	times := ""
	if f.Times > 1 {
		times = fmt.Sprintf(", the last of %d times", f.Times)
	}
	fmt.Fprintf(w, "  %s  %s%s\n          %s\n          %s\n", f.At.Local().Format(time.DateTime), f.Model, times, f.Reason, f.Remedy)
}

// freshFailure is how long a failure tells something of how things are now.
const freshFailure = time.Hour

// modelsDown are the models that editors have set and that have failed since. Whether
// they have answered in the meantime is not known.
func modelsDown(failed []failure, editors []editorsWord, now time.Time) []string {
	all := []string{}
	for _, f := range failed {
		sets := func(e editorsWord) bool { return !f.At.Before(e.At) && e.names(f.Model) }
		if now.Sub(f.At) < freshFailure && !slices.Contains(all, f.Model) && slices.ContainsFunc(editors, sets) {
			all = append(all, f.Model)
		}
	}
	return all
}
