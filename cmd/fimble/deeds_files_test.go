package main

import (
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func (u *user) lookElsewhere() error {
	if u.dice.IntN(4) == 0 {
		u.at = u.seats[u.dice.IntN(len(u.seats))]
	}
	if len(u.at.papers) > 0 {
		u.at.here = u.at.papers[u.dice.IntN(len(u.at.papers))]
		u.at.here.hint = nil
	}
	return nil
}

// papersOpen is how many documents a seat has open at the most.
const papersOpen = 6

// open opens one more document, or closes one if there are many.
func (u *user) open() error {
	s := u.at
	if len(s.papers) == papersOpen {
		return s.papers[u.dice.IntN(papersOpen)].close()
	}
	language := u.books.languages[u.dice.IntN(len(u.books.languages))]
	name := u.oneOf("main", "lib", "test") + endings()[language]
	text := u.books.page(u.dice, language, 1+u.dice.IntN(4000))
	u.names++
	uri := "file://" + filepath.Join(u.dirs[u.dice.IntN(len(u.dirs))], name)
	switch u.dice.IntN(24) {
	case 0:
		uri = "untitled:Untitled-" + string(rune('a'+u.names%26))
	case 1:
		uri = "vscode-vfs://github/a/b/" + name
	case 2:
		uri, text = "file://"+filepath.Join(u.dirs[0], "prod.env"), secretMark+"\nKEY=\n"
	}
	if slices.ContainsFunc(s.papers, func(p *paper) bool { return p.uri == uri }) {
		return nil
	}
	if u.dice.IntN(4) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	u.versions += versionStep
	p := &paper{seat: s, uri: uri, language: language, text: text, version: u.versions, changed: time.Now()}
	_, p.cursor = lineOf(text, p.near(u.dice.IntN(len(text)+1)))
	u.archive.keep(p.version, text)
	s.papers, s.here = append(s.papers, p), p
	return s.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uri, "languageId": language, "version": p.version, "text": text,
	}})
}

// openSome opens some documents in every seat.
func (u *user) openSome() error {
	for _, s := range u.seats {
		u.at = s
		for range 2 {
			if err := u.open(); err != nil {
				return err
			}
		}
	}
	return nil
}

// close closes the document. What is still answered is for a text that is gone.
func (p *paper) close() error {
	s := p.seat
	s.papers = slices.DeleteFunc(s.papers, func(other *paper) bool { return other == p })
	s.here = nil
	if len(s.papers) > 0 {
		s.here = s.papers[0]
	}
	err := s.tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": p.uri}})
	s.user.archive.outdate(p.version)
	p.text, p.hint, p.changed = "closed", nil, time.Now()
	p.edition++
	return err
}

func (u *user) save(p *paper) error {
	return u.at.tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": p.uri}})
}

// files changes a file on disk.
func (u *user) files() error {
	language := u.books.languages[u.dice.IntN(len(u.books.languages))]
	path := filepath.Join(u.dirs[u.dice.IntN(len(u.dirs))], u.oneOf("lib", "new")+endings()[language])
	if err := u.putFile(path, language); err != nil {
		return err
	}
	return u.at.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file://" + path, "type": 2}}})
}

// folders takes a folder in or out.
func (u *user) folders() error {
	dir := u.dirs[u.dice.IntN(len(u.dirs))]
	return u.folder(u.at, dir, !u.at.roots[dir])
}

// folder sees to it that a folder is one of the editor's, or is not.
func (u *user) folder(s *seat, dir string, wanted bool) error {
	if s.roots[dir] == wanted {
		return nil
	}
	s.roots[dir] = wanted
	added, removed := []any{}, []any{}
	if wanted {
		added = append(added, folderOf(dir))
	} else {
		removed = append(removed, folderOf(dir))
	}
	return s.tell("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"added": added, "removed": removed}})
}

// leave ends an editor, and starts one that counts in the same unit.
func (u *user) leave() error {
	i := slices.Index(u.seats, u.at)
	s := u.at
	u.seats = slices.Delete(u.seats, i, i+1)
	for _, p := range s.papers {
		u.archive.outdate(p.version)
	}
	if err := s.leave(u.dice.IntN(2) == 0); err != nil {
		return err
	}
	next, err := u.sit(s.unit)
	if err != nil {
		return err
	}
	u.at = next
	return u.open()
}
