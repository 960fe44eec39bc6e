package server

import "fimble/context/buffer"

// A notebook's cells are documents like any other; beside them only their
// order is kept, from which a cell knows the code before it.

type cell struct {
	Kind     int    `json:"kind"`
	Document string `json:"document"`
}

// codeCell is NotebookCellKind.Code.
const codeCell = 2

func cellsOf(list []cell) []buffer.Cell {
	cells := make([]buffer.Cell, len(list))
	for i, c := range list {
		cells[i] = buffer.Cell{Client: c.Document, Code: c.Kind == codeCell}
	}
	return cells
}

type didOpenNotebookParams struct {
	NotebookDocument struct {
		identifier
		Cells []cell `json:"cells"`
	} `json:"notebookDocument"`
	CellTextDocuments []document `json:"cellTextDocuments"`
}

type didChangeNotebookParams struct {
	NotebookDocument identifier `json:"notebookDocument"`
	Change           struct {
		Cells struct {
			Structure *struct {
				Array struct {
					Start       int    `json:"start"`
					DeleteCount int    `json:"deleteCount"`
					Cells       []cell `json:"cells"`
				} `json:"array"`
				DidOpen  []document   `json:"didOpen"`
				DidClose []identifier `json:"didClose"`
			} `json:"structure"`
			TextContent []struct {
				Document versioned `json:"document"`
				Changes  []change  `json:"changes"`
			} `json:"textContent"`
		} `json:"cells"`
	} `json:"change"`
}

type notebookParams struct {
	NotebookDocument  identifier   `json:"notebookDocument"`
	CellTextDocuments []identifier `json:"cellTextDocuments"`
}

func (c *connection) didOpenNotebook(p *didOpenNotebookParams) error {
	for _, d := range p.CellTextDocuments {
		c.open(d)
	}
	c.store.OpenNotebook(p.NotebookDocument.URI, cellsOf(p.NotebookDocument.Cells))
	return nil
}

func (c *connection) didChangeNotebook(p *didChangeNotebookParams) error {
	cells := p.Change.Cells
	if s := cells.Structure; s != nil {
		for _, d := range s.DidOpen {
			c.open(d)
		}
		err := c.store.ChangeCells(p.NotebookDocument.key(), s.Array.Start, s.Array.DeleteCount, cellsOf(s.Array.Cells))
		for _, d := range s.DidClose {
			c.close(d.key())
		}
		if err != nil {
			return err
		}
	}
	for _, t := range cells.TextContent {
		if err := c.change(t.Document, t.Changes); err != nil {
			return err
		}
	}
	return nil
}

func (c *connection) didSaveNotebook(*notebookParams) error { return nil }

func (c *connection) didCloseNotebook(p *notebookParams) error {
	c.store.CloseNotebook(p.NotebookDocument.key())
	for _, d := range p.CellTextDocuments {
		c.close(d.key())
	}
	return nil
}
