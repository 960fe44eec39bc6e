package server

import (
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"

	"fimble/context/buffer"
)

// ProjectFile is the name of the options that come with a project's files.
const ProjectFile = "fimble.toml"

type folder struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

type didChangeWorkspaceFoldersParams struct {
	Event struct {
		Added   []folder `json:"added"`
		Removed []folder `json:"removed"`
	} `json:"event"`
}

type didChangeWatchedFilesParams struct {
	Changes []identifier `json:"changes"`
}

func (c *connection) didChangeWorkspaceFolders(p *didChangeWorkspaceFoldersParams) error {
	var all []folder
	for _, r := range c.store.View().Roots() {
		all = append(all, folder{URI: r.Client, Name: r.Name})
	}
	all = slices.DeleteFunc(all, func(f folder) bool {
		return slices.ContainsFunc(p.Event.Removed, f.same) || slices.ContainsFunc(p.Event.Added, f.same)
	})
	c.setFolders(append(all, p.Event.Added...))
	return nil
}

func (f folder) same(other folder) bool {
	return buffer.Canonical(f.URI) == buffer.Canonical(other.URI)
}

// setFolders makes every document belong to its deepest folder anew.
func (c *connection) setFolders(all []folder) {
	roots := make([]buffer.Root, len(all))
	for i, f := range all {
		roots[i] = buffer.Root{Client: f.URI, Name: f.Name}
	}
	c.store.SetRoots(roots)
	c.tell(c.settings.reload()) // what is denied must be known before it is read
	if c.Workspace != nil {
		c.Workspace.SetRoots(c.store.View().Roots())
	}
}

// didChangeWatchedFiles passes on what changed on disk. A project's own
// options count from the next message on.
func (c *connection) didChangeWatchedFiles(p *didChangeWatchedFilesParams) error {
	var paths []string
	options := false
	for _, change := range p.Changes {
		if path, ok := change.key().Path(); ok {
			paths = append(paths, path)
			options = options || filepath.Base(path) == ProjectFile
		}
	}
	if c.Workspace != nil && len(paths) > 0 {
		c.Workspace.Changed(paths)
	}
	if options {
		c.tell(c.settings.reload())
	}
	return nil
}

// didChangeConfiguration takes what the editor pushes. An editor that can be
// asked is asked as well: many push nothing but the news.
func (c *connection) didChangeConfiguration(p *protocol.DidChangeConfigurationParams) error {
	if values := editorValues(p.Settings); values != nil {
		c.tell(c.settings.client(c.client.name, values))
	}
	c.start(c.pullSettings)
	return nil
}
