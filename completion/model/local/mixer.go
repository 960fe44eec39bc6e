package local

import "math"

// hiddenUnits trade fit against time: at 24, weighing the candidates of one
// place takes about as long as finding them.
const hiddenUnits = 24

// A mixer weighs the candidates of a place against each other: the same small
// network gives each a score, and the scores share out one.
type mixer struct {
	in   [hiddenUnits][featureCount]float32
	bias [hiddenUnits]float32
	out  [hiddenUnits]float32
}

// leak is the slope of a hidden unit below zero.
const leak = 0.05

func (m *mixer) score(f *features) float32 {
	sum := float32(0)
	for h := range m.in {
		a := m.bias[h] + dot(&m.in[h], f)
		if a < 0 {
			a *= leak
		}
		sum += a * m.out[h]
	}
	return sum
}

func dot(w *[featureCount]float32, f *features) float32 {
	var a, b, c, d float32
	i := 0
	for ; i+3 < featureCount; i += 4 {
		a += w[i] * f[i]
		b += w[i+1] * f[i+1]
		c += w[i+2] * f[i+2]
		d += w[i+3] * f[i+3]
	}
	for ; i < featureCount; i++ {
		a += w[i] * f[i]
	}
	return a + b + c + d
}

// weigh sets the probability of each candidate; what is left to one is that
// of none of them.
func (m *mixer) weigh(l *lineup) {
	most := m.score(&l.none.row)
	l.none.p = float64(most)
	for i := range l.candidates {
		c := &l.candidates[i]
		s := m.score(&c.row)
		c.p = float64(s)
		most = max(most, s)
	}
	sum := math.Exp(l.none.p - float64(most))
	l.none.p = sum
	for i := range l.candidates {
		c := &l.candidates[i]
		c.p = math.Exp(c.p - float64(most))
		sum += c.p
	}
	l.none.p /= sum
	for i := range l.candidates {
		l.candidates[i].p /= sum
	}
}
