package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// An installation is the program, and the folder for what it keeps.
type installation struct {
	Version string     `json:"version"`
	Program string     `json:"program"`
	OnPath  string     `json:"on_path,omitempty"` // what editors start that look for "fimble"
	Doubt   *complaint `json:"doubt,omitempty"`   // about that
	State   string     `json:"state"`
	Wrong   *complaint `json:"wrong,omitempty"` // about the state
}

func install() installation {
	i := installation{Version: version(), OnPath: onPath("fimble")}
	i.Program, _ = os.Executable()
	switch {
	case i.OnPath == "":
		i.Doubt = &complaint{`there is no "fimble" on the PATH`, "put the program's folder on the PATH, or its whole path into your editor's settings"}
	case !sameFile(i.OnPath, i.Program):
		i.Doubt = &complaint{`editors that start "fimble" start another one: ` + i.OnPath, "take that away if it is an old one, or put this program's folder before its on the PATH"}
	}
	var err error
	if i.State, err = stateDir(); err == nil {
		err = tryWriting(i.State)
	}
	if err != nil {
		i.Wrong = &complaint{err.Error(), "let yourself write there, or set XDG_STATE_HOME to a folder where you can; nothing is kept meanwhile"}
	}
	return i
}

// onPath is the program that is started by a name, or empty.
func onPath(name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		file := filepath.Join(dir, name)
		info, err := os.Stat(file)
		if err == nil && filepath.IsAbs(file) && info.Mode().IsRegular() && (runtime.GOOS == "windows" || info.Mode()&0o111 != 0) {
			return file
		}
	}
	return ""
}

func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// tryWriting makes the folder if there is none, as a server would.
func tryWriting(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, "doctor")
	if err != nil {
		return err
	}
	_, err = f.WriteString("fimble")
	if closed := f.Close(); err == nil {
		err = closed
	}
	if removed := os.Remove(f.Name()); err == nil {
		err = removed
	}
	return err
}

func (i installation) print(w io.Writer) {
	fmt.Fprintf(w, "fimble %s\n  program %s\n", i.Version, i.Program)
	if i.Doubt == nil {
		fmt.Fprintf(w, "  path    editors that start \"fimble\" find it\n")
	} else {
		fmt.Fprintf(w, "  path    %s\n          %s\n", i.Doubt.Text, i.Doubt.Remedy)
	}
	fmt.Fprintf(w, "  state   %s\n", i.State)
	if i.Wrong != nil {
		i.Wrong.print(w)
	}
}
