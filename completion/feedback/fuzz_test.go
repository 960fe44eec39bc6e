package feedback_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/context/buffer"
)

// FuzzAcceptIsSeenHoweverItIsDescribed lets two editors make the same change of
// the text, one as the shortest edit, the other as one that spans more, as
// editors do that replace a word, a line or all. Both must be counted alike.
func FuzzAcceptIsSeenHoweverItIsDescribed(f *testing.F) {
	f.Add("x := fmt.Err", "orf(\"%w\", err)", ")\n", uint8(1), uint8(15), uint8(3), uint8(1))
	f.Add("if err ", "!= nil {\n\treturn err\n}", "\n", uint8(0), uint8(8), uint8(0), uint8(0))
	f.Add("print(", "\"名前\", b)", ")\r\nnext\r\n", uint8(1), uint8(9), uint8(6), uint8(4))
	f.Add("f(", "))", "))", uint8(2), uint8(1), uint8(1), uint8(2))
	f.Add("0", ")(", ")(", uint8(0), uint8(2), uint8(1), uint8(1))
	f.Add("0", ")00)", "))0", uint8(2), uint8(16), uint8(40), uint8(34))
	f.Fuzz(func(t *testing.T, head, suggestion, tail string, replaced, taken, left, right uint8) {
		if !utf8.ValidString(head+suggestion+tail) || strings.Contains(suggestion, "\r") {
			t.Skip()
		}
		closed := min(int(replaced), len(tail))
		piece := suggestion[:min(int(taken), len(suggestion))]
		end := len(head)
		if len(piece) == len(suggestion) {
			end += closed
		}
		whole := head + tail
		text := head + piece + whole[end:]
		from, to := max(0, len(head)-int(left)), min(len(whole), end+int(right))
		wide := at(from, to, text[from:len(text)-(len(whole)-to)])
		if !utf8.ValidString(whole) || !utf8.ValidString(whole[:from]) || !utf8.ValidString(whole[to:]) || !utf8.ValidString(piece) || plainWord(piece) {
			t.Skip()
		}
		if closed > 0 && len(piece) < len(suggestion) && suggestion[len(piece)] == tail[0] {
			t.Skip() // who takes a part leaves the same text as who types over what follows and takes more
		}
		shortest := buffer.NewText(whole).Difference(text)
		if narrow := buffer.NewText(whole[from:to]).Difference(wide.NewText); oneKey(shortest.NewText) || oneKey(narrow.NewText) {
			t.Skip() // only the edit tells it from what the user has typed
		}
		var counts []feedback.Counts
		for _, edit := range []buffer.Edit{shortest, wide} {
			l := feedback.New(nil, zap.NewNop())
			u := newUser(t, l, strings.ReplaceAll(head, "█", "")+"█"+tail)
			if u.doc.Text().String() != whole {
				t.Skip() // the cursor's mark was in the text
			}
			u.seesOver(0, closed, suggestion)
			u.edits(edit)
			if got := u.doc.Text().String(); got != text {
				t.Fatalf("the edit leads to %q, want %q", got, text)
			}
			c := l.Rate("plaintext", "m")
			c.Taken = 0 // closers that stood there may have been typed over or replaced
			counts = append(counts, c)
			l.Close()
		}
		if counts[0] != counts[1] {
			t.Errorf("%q, then %q: by the shortest edit %+v, by %+v %+v", whole, text, counts[0], wide, counts[1])
		}
	})
}

// oneKey is for what a key may have put in, with the bracket that the editor
// adds, a blank that carries an accent, or by an input method.
func oneKey(s string) bool {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || r > unicode.MaxLatin1 {
			return -1
		}
		return r
	}, s)
	return utf8.RuneCountInString(letters) < 2 || slices.Contains([]string{"()", "[]", "{}", "<>", `""`, "''", "``"}, letters)
}

// plainWord is for what may have been chosen from a list, which only the edit
// tells from taking a word of the suggestion.
func plainWord(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < utf8.RuneSelf && !('0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || r == '_')
	})
}

// FuzzNothingIsCountedTwice has a user and an editor do anything in any order.
func FuzzNothingIsCountedTwice(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
	f.Add([]byte{0, 1, 11, 0, 2, 2, 5, 5, 12, 0, 6, 0, 7, 3, 3})
	f.Fuzz(func(t *testing.T, ops []byte) {
		l := feedback.New(nil, zap.NewNop())
		u := newUser(t, l, "func add█\nfunc main() {}\r\n")
		now := time.Now()
		texts := []string{"(a, b int) {}", "(a", ")", "{\n\treturn\n}", "名前", "ress()\n", "x", "\n\t"}
		shows := 0
		for i, op := range ops {
			text := texts[(int(op)/16+i)%len(texts)]
			size := u.doc.Text().Len()
			u.cursor = min(u.cursor, size)
			switch op % 16 {
			case 0, 1:
				u.sees(text, "("+text)
				shows++
			case 2, 3:
				u.puts(text)
			case 4:
				u.edit(max(0, u.cursor-int(op)/16), u.cursor, "")
			case 5:
				if len(u.undo) > 0 {
					u.undoes()
				}
			case 6:
				u.edit(size/2, size/2, text)
			case 7:
				l.Accepted("1")
			case 8:
				l.PartiallyAccepted("2")
			case 9:
				l.DidShow("3")
			case 10:
				u.edits(at(size, size, text), at(u.cursor, u.cursor, text), at(0, 0, text))
			case 11:
				u.edit(0, size, text+u.doc.Text().String())
			case 12:
				u.seesOver(min(u.cursor, 2), min(size-u.cursor, 1), text)
				shows++
			case 13:
				l.Rejected("s", u.doc.URI(), u.cursor, text)
			case 14:
				l.Closed("s", u.doc.URI())
			case 15:
				u.cursor = size * int(op) / 256
			}
		}
		l.Left("s")
		c := l.Rate("plaintext", "m")
		if c.Shown > shows || c.Accepted+c.Partial+c.Rejected > c.Shown || c.Kept > c.Accepted+c.Partial ||
			min(c.Shown, c.Accepted, c.Partial, c.Rejected, c.Kept, c.Taken) < 0 {
			t.Errorf("%d suggestions in %v, counted %+v", shows, time.Since(now), c)
		}
		l.Close()
	})
}
