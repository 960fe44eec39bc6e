package syntax

import "testing"

func TestEveryQueryCompiles(t *testing.T) {
	for _, l := range Languages() {
		if l.Deep() {
			if _, err := l.parsing(); err != nil {
				t.Error(err)
			}
		}
	}
}
