package feedback

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"fimble/context/store"
)

// Stats are the counts on disk. There is no text of the user's in them.
type Stats struct {
	Days []Row `json:"days"` // in order of day, language and model
}

// A Row is what was counted on one day. Days that are long past are put
// together to months.
type Row struct {
	Day      string `json:"day"`      // like 2026-11-22, or 2026-11
	Language string `json:"language"` // as LSP names it
	Model    string `json:"model"`    // the user's name for it
	Counts
}

// kind is how Stats lie on disk.
var kind = store.Kind{Name: "counts", Version: 1}

// singleDays is for how many days counts are kept apart by day. The file is
// read and written whole, and stays at some ten kilobytes so.
const singleDays = 60

// Read gives the counts on disk, also those of other processes; none if there
// are none yet.
func Read(files *store.Dir) (Stats, error) {
	content, err := files.Read(kind)
	if err != nil {
		return Stats{}, err
	}
	return parse(content)
}

// Reset forgets the counts on disk.
func Reset(files *store.Dir) error { return files.Remove(kind) }

func parse(content []byte) (Stats, error) {
	var s Stats
	if content == nil {
		return s, nil
	}
	if err := json.Unmarshal(content, &s); err != nil {
		return Stats{}, fmt.Errorf("read counts: %w: %w", store.ErrDamaged, err)
	}
	return s, nil
}

// add adds to the counts on disk.
func add(files *store.Dir, news map[key]Counts) error {
	month := time.Now().AddDate(0, 0, -singleDays).Format(time.DateOnly)
	return files.Update(kind, func(content []byte) ([]byte, error) {
		stats, err := parse(content)
		if err != nil {
			return nil, err
		}
		all := map[key]Counts{}
		for _, row := range stats.Days {
			k := key{row.Day, row.Language, row.Model}
			if k.day < month {
				k.day = k.day[:min(len(k.day), len("2026-11"))]
			}
			all[k] = all[k].Plus(row.Counts)
		}
		for k, c := range news {
			all[k] = all[k].Plus(c)
		}
		return json.MarshalIndent(Stats{Days: rows(all)}, "", " ")
	})
}

func rows(all map[key]Counts) []Row {
	rows := make([]Row, 0, len(all))
	for k, c := range all {
		rows = append(rows, Row{k.day, k.language, k.model, c})
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Language, b.Language), cmp.Compare(a.Model, b.Model))
	})
	return rows
}
