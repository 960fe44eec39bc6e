package feedback

import (
	"sync"
	"time"

	"go.uber.org/zap"

	"fimble/context/store"
)

// writeAfter is how long counts may wait to be written. A crash loses as much;
// a shorter time means more writes while someone types.
const writeAfter = time.Minute

// rateDays is how many days back Rate looks: what was accepted before was often
// another model's work under the same name, or other code.
const rateDays = 30

// A book holds counts and brings them to disk now and then.
type book struct {
	files *store.Dir // nil: nowhere
	log   *zap.Logger
	last  func() // called before counts are written by themselves, to add what is due

	mu      sync.Mutex
	recent  map[key]Counts // of the last days and since
	news    map[key]Counts // not written yet
	timer   *time.Timer    // nil when there is nothing to write
	writing sync.WaitGroup
	closed  bool
}

func newBook(files *store.Dir, log *zap.Logger, last func()) *book {
	b := &book{files: files, log: log, last: last, recent: map[key]Counts{}, news: map[key]Counts{}}
	if files == nil {
		return b
	}
	stats, err := Read(files)
	if err != nil {
		log.Warn("counts of earlier sessions not read", zap.Error(err))
	}
	first := time.Now().AddDate(0, 0, -rateDays).Format(time.DateOnly)
	for _, row := range stats.Days {
		if k := (key{row.Day, row.Language, row.Model}); row.Day >= first {
			b.recent[k] = b.recent[k].Plus(row.Counts)
		}
	}
	return b
}

// add counts more, or less.
func (b *book) add(k key, c Counts) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.recent[k] = b.recent[k].Plus(c)
	if b.files == nil || b.closed {
		return
	}
	b.news[k] = b.news[k].Plus(c)
	if b.timer == nil {
		b.writing.Add(1)
		b.timer = time.AfterFunc(writeAfter, func() {
			defer b.writing.Done()
			b.last()
			b.write()
		})
	}
}

// rate sums the days of a language and a model.
func (b *book) rate(language, model string) Counts {
	b.mu.Lock()
	defer b.mu.Unlock()
	var sum Counts
	for k, c := range b.recent {
		if k.language == language && k.model == model {
			sum = sum.Plus(c)
		}
	}
	return sum
}

// write brings to disk what is not there yet. What cannot be written is tried
// again with the next count.
func (b *book) write() {
	b.mu.Lock()
	news := b.news
	b.news, b.timer = map[key]Counts{}, nil
	b.mu.Unlock()
	for k, c := range news {
		if c == (Counts{}) {
			delete(news, k)
		}
	}
	if b.files == nil || len(news) == 0 {
		return
	}
	if err := add(b.files, news); err != nil {
		b.log.Warn("counts not written", zap.Error(err))
		b.mu.Lock()
		defer b.mu.Unlock()
		for k, c := range news {
			b.news[k] = b.news[k].Plus(c)
		}
	}
}

// flush writes what is not written yet, and does not wait for the timer.
func (b *book) flush() {
	b.mu.Lock()
	b.stop()
	b.mu.Unlock()
	b.write()
}

// close writes what is left and ends the timer.
func (b *book) close() {
	b.mu.Lock()
	b.closed = true
	b.stop()
	b.mu.Unlock()
	b.writing.Wait()
	b.write()
}

// stop ends the timer, if it has not gone off. b.mu is held.
func (b *book) stop() {
	if b.timer != nil && b.timer.Stop() {
		b.timer = nil
		b.writing.Done()
	}
}
