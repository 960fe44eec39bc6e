package local

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

//go:embed weights.bin
var weights []byte

// fitted is the mixer that was fitted by fit_test.go, which says on what and
// how; its weights are little-endian float32 in the order of the fields.
var fitted = sync.OnceValue(func() *mixer {
	m := &mixer{}
	rest := weights
	for _, w := range m.parameters() {
		*w = math.Float32frombits(binary.LittleEndian.Uint32(rest))
		rest = rest[4:]
	}
	return m
})

func (m *mixer) parameters() []*float32 {
	var all []*float32
	for h := range m.in {
		for f := range m.in[h] {
			all = append(all, &m.in[h][f])
		}
		all = append(all, &m.bias[h], &m.out[h])
	}
	return all
}
