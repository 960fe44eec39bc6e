package model

import "context"

// FixedKey is a Key that is known and stays.
func FixedKey(value string) Key {
	return func(context.Context) (string, error) { return value, nil }
}
