package feedback

// idLimit is how many IDs of suggestions are known. An editor names one that is
// on the screen or was just accepted; cycling through ten candidates at fifty
// places makes as many.
const idLimit = 512

// ids finds the suggestion of an ID, for the newest ones.
type ids struct {
	shown map[string]*shown
	order []string // a ring
	next  int
}

func newIDs() ids { return ids{shown: map[string]*shown{}, order: make([]string, idLimit)} }

func (i *ids) put(id string, s *shown) {
	if _, known := i.shown[id]; !known {
		delete(i.shown, i.order[i.next])
		i.order[i.next] = id
		i.next = (i.next + 1) % idLimit
	}
	i.shown[id] = s
}

// drop lets go of a document.
func (i *ids) drop(d *document) {
	for _, s := range i.shown {
		if s.doc == d {
			s.doc = nil
		}
	}
}
