package main

import (
	"encoding/json"
	"fmt"

	"go.uber.org/zap"

	"fimble/context/store"
)

// kept is what servers have written for doctor, the last one last: why requests
// have failed before, or what editors have set.
func kept[T any](i *installation, kind store.Kind) []T {
	if i.Wrong != nil {
		return []T{}
	}
	all, err := readKept[T](store.At(i.State, zap.NewNop()), kind)
	if err != nil {
		i.Wrong = &complaint{err.Error(), "take the file away; the next server sets it aside, too"}
	}
	return all
}

func readKept[T any](files *store.Dir, kind store.Kind) ([]T, error) {
	content, err := files.Read(kind)
	if err != nil {
		return []T{}, err
	}
	return decoded[T](kind, content)
}

// decoded is the list that a file holds, which is never nil.
func decoded[T any](kind store.Kind, content []byte) ([]T, error) {
	all := []T{}
	if content == nil {
		return all, nil
	}
	if err := json.Unmarshal(content, &all); err != nil {
		return all, fmt.Errorf("read %s: %w: %w", kind.Name, store.ErrDamaged, err)
	}
	return all, nil
}
