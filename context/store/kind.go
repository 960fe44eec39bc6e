package store

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
)

// A Kind is what a file holds: its name in the folder, and the version of how
// its content is written, from 1.
type Kind struct {
	Name    string
	Version int
}

// ErrDamaged says that a file is not as anyone wrote it.
var ErrDamaged = errors.New("the file is damaged")

// A NewerError says that a newer Fimble wrote the file.
type NewerError struct{ Version int }

func (e NewerError) Error() string {
	return fmt.Sprintf("a newer Fimble wrote the file (version %d of it)", e.Version)
}

// header is the first line of every file. The checksum is of what follows.
const header = "fimble %s %d %08x\n"

func checksum(content []byte) uint32 {
	return crc32.Checksum(content, crc32.MakeTable(crc32.Castagnoli))
}

// seal is the file with that content.
func (k Kind) seal(content []byte) []byte {
	return append(fmt.Appendf(nil, header, k.Name, k.Version, checksum(content)), content...)
}

// open is the content of a file.
func (k Kind) open(file []byte) ([]byte, error) {
	first, content, ok := bytes.Cut(file, []byte("\n"))
	var (
		name    string
		version int
		sum     uint32
	)
	if _, err := fmt.Sscanf(string(first)+"\n", header, &name, &version, &sum); !ok || err != nil || name != k.Name {
		return nil, ErrDamaged
	}
	if version > k.Version {
		return nil, NewerError{version}
	}
	if version != k.Version || sum != checksum(content) {
		return nil, ErrDamaged
	}
	return content, nil
}
