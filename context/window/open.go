package window

import (
	"slices"

	"fimble/context/buffer"
)

// others lists the other documents that may be read as they stand in the editor,
// saved or not. A notebook's cells run from first to last, so the later ones
// say nothing of what is there already.
func others(in Input) []*buffer.Snapshot {
	var open []*buffer.Snapshot
	for _, other := range in.View.Snapshots() {
		if other.URI() == in.Snapshot.URI() || other.Root() != in.Snapshot.Root() {
			continue
		}
		notebook := other.NotebookURI()
		if notebook != "" && notebook == in.Snapshot.NotebookURI() && !slices.ContainsFunc(in.Snapshot.Notebook(), func(cell *buffer.Snapshot) bool {
			return cell.URI() == other.URI()
		}) {
			continue
		}
		if in.Allowed(other) {
			open = append(open, other)
		}
	}
	return open
}
