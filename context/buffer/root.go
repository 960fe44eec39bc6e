package buffer

// A Root is a workspace folder: what counts, caches, history and options are
// kept by.
type Root struct {
	URI    URI    // its key
	Client string // its address as the client spells it
	Name   string
	Dir    string // its path, or empty if it is not a file URI
}

// complete fills in what follows from the rest.
func (r Root) complete() *Root {
	if r.URI == "" {
		r.URI = Canonical(r.Client)
	}
	if r.Dir == "" {
		r.Dir, _ = r.URI.Path()
	}
	return &r
}

// deepest is the longest of the roots that the URI lies in, or nil.
func deepest(roots []*Root, uri URI) *Root {
	var found *Root
	for _, r := range roots {
		if uri.within(r.URI) && (found == nil || len(r.URI) > len(found.URI)) {
			found = r
		}
	}
	return found
}
