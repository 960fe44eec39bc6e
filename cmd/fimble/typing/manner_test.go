package typing

import (
	"fmt"
	"time"
)

// A manner is how the typist, the editor and the model behave.
type manner struct {
	editor  string        // "vscode" or "neovim"
	gap     time.Duration // from key to key
	indent  indentation
	streams bool // the model goes on behind the line
	errs    float64
	oneSlot bool
	uneven  bool // the gap is only what it is on average
}

const (
	steady = 182 * time.Millisecond
	quick  = 105 * time.Millisecond
)

func (m manner) String() string {
	writes := "line"
	if m.streams {
		writes = "stream"
	}
	more := ""
	if m.oneSlot {
		more = " 1 slot"
	}
	if m.uneven {
		more += " uneven"
	}
	return fmt.Sprintf("%s %s %v %s %s%s", m.knows(), m.editor, m.gap, m.indent, writes, more)
}

// knows names what the model knows: (a) all that is typed, (b) not all.
func (m manner) knows() string {
	if m.errs > 0 {
		return "(b)"
	}
	return "(a)"
}

// manners are all of them: two editors, two speeds, two ways to indent, two
// models, right and wrong, with many slots and with one; and some of these with
// a typist whose keys come unevenly.
func manners() []manner {
	var all []manner
	for _, errs := range []float64{0, 0.5} {
		for _, oneSlot := range []bool{false, true} {
			for _, streams := range []bool{false, true} {
				for _, indent := range []indentation{byEnter, byTab} {
					for _, gap := range []time.Duration{steady, quick} {
						for _, editor := range []string{"vscode", "neovim"} {
							all = append(all, manner{editor, gap, indent, streams, errs, oneSlot, false})
						}
					}
				}
			}
		}
	}
	for _, even := range []int{0, 3, 19, 26, 32, 35, 51, 58} {
		m := all[even]
		m.uneven = true
		all = append(all, m)
	}
	return all
}

// sample is some of them, in which every two ways of anything meet: as many as
// there is time for at every change.
func sample() []manner {
	all := manners()
	var chosen []manner
	for _, i := range []int{0, 2, 9, 22, 27, 33, 35, 40, 51, 61, 65, 70} {
		chosen = append(chosen, all[i])
	}
	return chosen
}
