package window

import "fimble/context/buffer"

// earlierCells is the text of the notebook's code cells before the document's
// own, which were run before it: the nearest ones that fit, whole.
func earlierCells(s *buffer.Snapshot, room int) string {
	cells := s.Notebook()
	text := ""
	for i := len(cells) - 1; i >= 0; i-- {
		cell := buffer.LF(cells[i].Text().String())
		if cell == "" {
			continue
		}
		if cell[len(cell)-1] != '\n' {
			cell += "\n"
		}
		if Tokens(cell+text) > room {
			break
		}
		text = cell + text
	}
	return text
}
