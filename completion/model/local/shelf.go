package local

import (
	"sync"
	"weak"

	"fimble/context/buffer"
)

const (
	// keptSource bounds the text of which sheets are kept, in bytes: about ten
	// times that in memory, for what a person has open at once.
	keptSource = 4 << 20
	// openSource bounds the open text that one request looks at, in bytes. To
	// name its words takes some 10 ms for each megabyte.
	openSource = 1 << 20
	// freshSource bounds the text that one request writes sheets of, at some
	// 30 MB/s. The files of the other documents count as they are on disk until
	// a later request gets to them.
	freshSource = 256 << 10
	// mostOpen is how many open documents one request looks at.
	mostOpen = 48
	// idleRequests is after how many requests that do not use it a sheet goes.
	idleRequests = 128
)

// A shelf keeps the sheets of open documents from one request to the next. It
// keeps no text alive, and no sheet longer than its text.
type shelf struct {
	mu     sync.Mutex
	kept   map[weak.Pointer[buffer.Text]]*keptSheet
	source int
	clock  int // requests
}

type keptSheet struct {
	*sheet
	used int // by the clock
}

func newShelf() *shelf { return &shelf{kept: map[weak.Pointer[buffer.Text]]*keptSheet{}} }

// find is the sheet of the text, or nil if there is none that fits the project
// as it is now.
func (s *shelf) find(text *buffer.Text, project *corpus) *sheet {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.kept[weak.Make(text)]
	if k == nil || k.era != project.era() {
		return nil
	}
	k.used = s.clock
	return k.sheet
}

func (s *shelf) keep(text *buffer.Text, sheet *sheet) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropLocked(weak.Make(text))
	s.kept[weak.Make(text)] = &keptSheet{sheet: sheet, used: s.clock}
	s.source += sheet.source
}

func (s *shelf) dropLocked(text weak.Pointer[buffer.Text]) {
	if k := s.kept[text]; k != nil {
		s.source -= k.source
		delete(s.kept, text)
	}
}

// sweep counts a request and drops what has gone, what is idle and, the
// longest unused first, what is too much.
func (s *shelf) sweep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock++
	for text, k := range s.kept {
		if text.Value() == nil || s.clock-k.used > idleRequests {
			s.dropLocked(text)
		}
	}
	for s.source > keptSource {
		var oldest weak.Pointer[buffer.Text]
		used := s.clock + 1
		for text, k := range s.kept {
			if k.used < used {
				oldest, used = text, k.used
			}
		}
		s.dropLocked(oldest)
	}
}

// pages are the sheets of the other open documents of the language, those
// touched last first, and the names of the files that they or what is not
// looked at stand for.
func (m *Model) pages(p place, open []*buffer.Snapshot, project *corpus) (sheets []openSheet, stale []string) {
	m.shelf.sweep()
	room, fresh := openSource, freshSource
	for _, doc := range open {
		size := doc.Text().Len()
		if prose(doc.Language()) || family(doc.Language()) != family(p.lang) || int64(size) > m.opts.MaxFile {
			stale = append(stale, doc.Path())
			continue
		}
		if size > room || len(sheets) == mostOpen {
			break
		}
		sheet := m.shelf.find(doc.Text(), project)
		if sheet == nil {
			if size > fresh && fresh < freshSource {
				continue
			}
			fresh -= size
			sheet = write(doc.Text().String(), doc.Language(), project)
			m.shelf.keep(doc.Text(), sheet)
		}
		room -= size
		sheets = append(sheets, openSheet{sheet, doc.Path()})
		stale = append(stale, doc.Path())
	}
	return sheets, stale
}
