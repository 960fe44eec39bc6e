package secrets

import "strings"

// A Restorer puts the secrets back into an answer that comes in pieces. It
// keeps back no more than what may be the beginning of a placeholder. The zero
// Restorer knows no secrets.
type Restorer struct {
	secrets map[string]string // by placeholder
	held    string
}

// Write takes the next piece in and gives what is sure by now.
func (r *Restorer) Write(piece string) string {
	if len(r.secrets) == 0 {
		return piece
	}
	text := r.held + piece
	sure := len(text) - len(unfinished(text))
	r.held = text[sure:]
	return r.restore(text[:sure])
}

// Flush gives what was kept back: nothing more comes.
func (r *Restorer) Flush() string {
	held := r.held
	r.held = ""
	return held
}

func (r *Restorer) restore(text string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, mark)
		if i < 0 || i+length > len(text) {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		if secret, ok := r.secrets[text[i:i+length]]; ok {
			b.WriteString(secret)
			text = text[i+length:]
		} else {
			b.WriteString(text[i : i+len(mark)])
			text = text[i+len(mark):]
		}
	}
}

// unfinished is the end of a text that may be the beginning of a placeholder.
func unfinished(text string) string {
	tail := text[max(0, len(text)-length+1):]
	for {
		i := strings.IndexByte(tail, mark[0])
		if i < 0 {
			return ""
		}
		tail = tail[i:]
		if strings.HasPrefix(mark, tail) || strings.HasPrefix(tail, mark) && isPlaceholder(tail) {
			return tail
		}
		tail = tail[1:]
	}
}
