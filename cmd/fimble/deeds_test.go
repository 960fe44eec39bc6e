package main

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fimble/server"
	"fimble/server/servertest"
)

// A deed is one thing that a user does; share says how often, of all.
type deed struct {
	name  string
	share int
	do    func(u *user) error
}

func deeds() []deed {
	return []deed{
		{"type on", 300, onPaper((*user).typeOn)},
		{"type a word", 40, onPaper((*user).typeWord)},
		{"new line", 50, onPaper((*user).newLine)},
		{"backspace", 80, onPaper((*user).backspace)},
		{"delete block", 20, onPaper((*user).deleteBlock)},
		{"copy", 10, onPaper((*user).copy)},
		{"paste", 20, onPaper((*user).paste)},
		{"undo", 50, onPaper((*user).undo)},
		{"redo", 30, onPaper((*user).redo)},
		{"many cursors", 15, onPaper((*user).manyCursors)},
		{"rename", 15, (*user).rename},
		{"format", 15, onPaper((*user).format)},
		{"line ends", 8, onPaper((*user).lineEnds)},
		{"start anew", 25, onPaper((*user).startAnew)},
		{"move", 60, onPaper((*user).move)},
		{"invoke", 50, onPaper(func(u *user, p *paper) error { return p.ask(invoked, nil) })},
		{"ask again", 30, onPaper(func(u *user, p *paper) error { return p.ask(automatic, nil) })},
		{"list", 50, onPaper(func(u *user, p *paper) error { return p.ask(list, nil) })},
		{"popup", 25, onPaper((*user).popup)},
		{"cancel", 25, onPaper((*user).cancel)},
		{"ask astray", 8, onPaper((*user).astray)},
		{"look elsewhere", 40, (*user).lookElsewhere},
		{"close", 12, onPaper(func(_ *user, p *paper) error { return p.close() })},
		{"open", 15, (*user).open},
		{"save", 8, onPaper((*user).save)},
		{"files", 6, (*user).files},
		{"folders", 8, (*user).folders},
		{"options", 12, func(u *user) error { return u.changeWishes(u.at) }},
		{"leave", 3, (*user).leave},
		{"idle", 3, func(*user) error { time.Sleep(70 * time.Second); return nil }},
	}
}

// told are notifications that some editors send of a suggestion.
func (u *user) told(p *paper) error {
	method := server.NotificationDidShow
	item := map[string]any{"insertText": p.hint.text, "command": map[string]any{"command": server.CommandAccepted, "arguments": []any{p.hint.id}}}
	params := map[string]any{"item": item}
	if u.dice.IntN(2) == 0 {
		method, params["acceptedLength"] = server.NotificationDidPartiallyAccept, u.dice.IntN(len(p.hint.text)+2)
	}
	return u.at.tell(method, params)
}

// hinted are those that need a suggestion on the screen.
func hinted() []deed {
	return []deed{
		{"type along", 35, onPaper((*user).typeAlong)},
		{"accept", 30, onPaper((*user).accept)},
		{"accept a word", 20, onPaper((*user).acceptWord)},
		{"accept a line", 15, onPaper((*user).acceptLine)},
		{"tell", 10, onPaper((*user).told)},
	}
}

// deed throws the dice. A suggestion is wanted half of the time.
func (u *user) deed() deed {
	all := deeds()
	if p := u.at.here; p != nil && p.hint != nil && u.dice.IntN(2) == 0 {
		all = hinted()
	}
	sum := 0
	for _, d := range all {
		sum += d.share
	}
	n := u.dice.IntN(sum)
	for _, d := range all {
		if n -= d.share; n < 0 {
			return d
		}
	}
	panic("not reached: n is less than the sum")
}

// onPaper does something with the document that is looked at.
func onPaper(do func(*user, *paper) error) func(*user) error {
	return func(u *user) error {
		if u.at.here == nil {
			return u.open()
		}
		return do(u, u.at.here)
	}
}

// paperSize is how many bytes a document grows to before a block is deleted.
const paperSize = 8 << 10

// types writes, and asks as editors do.
func (u *user) types(p *paper, strokes ...stroke) error {
	if err := p.write(strokes...); err != nil {
		return err
	}
	if len(p.text) > paperSize {
		return u.deleteBlock(p)
	}
	if u.dice.IntN(10) == 0 {
		return nil
	}
	return p.ask(automatic, nil)
}

func at(offset int, text string) stroke { return stroke{offset, offset, text} }

// typeOn writes what the source goes on with, or some key.
func (u *user) typeOn(p *paper) error {
	text := ""
	if u.dice.IntN(10) < 8 {
		text = u.books.after(u.dice, p.language, unixLines(p.text[:p.cursor]))
		text = head(text, nearIn(text, 1+u.dice.IntN(4)))
	}
	if text == "" || strings.Contains(text, "\n") {
		text = u.oneOf("a", "x", ".", "(", "{", "[", "\"", "'", "`", " ", ")", "}", ";", "=", "é", "変", "🙂")
	}
	if i := strings.Index("([{\"'`", text); u.at.pairs && len(text) == 1 && i >= 0 {
		err := u.types(p, at(p.cursor, text+")]}\"'`"[i:i+1]))
		return err
	}
	return u.types(p, at(p.cursor, text))
}

func (u *user) typeWord(p *paper) error {
	return u.types(p, at(p.cursor, u.oneOf("значение", "変数", "naïve", "e\u0301t\u0301", "👩‍💻", "🙂🙂", "𝒳𝒴", "한글", "متغير", "if ", "return ",
		"for i := range ", "fmt.", "def f(x):", "</div>", "<|fim_middle|>", "// ", "\t", "\\", "\u00a0", "}\n}", "(\"", "${", "\r")))
}

func (u *user) newLine(p *paper) error {
	start, _ := lineOf(p.text, p.cursor)
	line := p.text[start:p.cursor]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	return u.types(p, at(p.cursor, p.lineEnd()+indent))
}

func (u *user) backspace(p *paper) error {
	if p.cursor == 0 {
		return nil
	}
	start := p.near(p.cursor - 1)
	if u.dice.IntN(4) == 0 { // a word
		start = len(strings.TrimRightFunc(p.text[:start], unicode.IsLetter))
	}
	return u.types(p, stroke{p.near(start), p.cursor, ""})
}

func (u *user) deleteBlock(p *paper) error {
	from, to := u.stretch(p)
	if len(p.text) > paperSize {
		from, to = 0, p.near(len(p.text)/2)
	}
	return p.write(stroke{from, to, ""})
}

// stretch is some of the text.
func (u *user) stretch(p *paper) (from, to int) {
	from = p.near(u.dice.IntN(len(p.text) + 1))
	return from, p.near(from + int(u.dice.ExpFloat64()*200))
}

func (u *user) copy(p *paper) error {
	if from, to := u.stretch(p); !strings.Contains(p.text[from:to], secretMark) {
		u.clipboard = p.text[from:to]
	}
	return nil
}

func (u *user) paste(p *paper) error {
	text := u.clipboard
	if text == "" || u.dice.IntN(2) == 0 {
		text = u.books.page(u.dice, p.language, 1+u.dice.IntN(2000))
	}
	if u.dice.IntN(3) > 0 {
		text = p.spelled(text)
	}
	return u.types(p, at(p.cursor, text))
}

func (u *user) undo(p *paper) error { return u.goBack(p, &p.before, &p.after) }

func (u *user) redo(p *paper) error { return u.goBack(p, &p.after, &p.before) }

// goBack does so some times in a row, with and without requests between.
func (u *user) goBack(p *paper, from, to *[]string) error {
	for range 1 + u.dice.IntN(3) {
		n := len(*from)
		if n == 0 {
			return nil
		}
		text := (*from)[n-1]
		*from, *to = (*from)[:n-1], append(*to, p.text)
		if err := p.become(text); err != nil {
			return err
		}
		if u.dice.IntN(3) == 0 {
			if err := p.ask(automatic, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// manyCursors writes the same at several places, bottom up or top down.
func (u *user) manyCursors(p *paper) error {
	var places []int
	for range 1 + u.dice.IntN(6) {
		places = append(places, p.near(u.dice.IntN(len(p.text)+1)))
	}
	slices.Sort(places)
	places = slices.Compact(places)
	text := u.oneOf("x", "🙂", "()", ", nil", "\n", "変")
	var strokes []stroke
	if u.dice.IntN(2) == 0 {
		for _, place := range slices.Backward(places) {
			strokes = append(strokes, at(place, text))
		}
	} else {
		for i, place := range places {
			strokes = append(strokes, at(place+i*len(text), text))
		}
	}
	return u.types(p, strokes...)
}

// rename replaces a word everywhere, in every document of the language.
func (u *user) rename() error {
	if u.at.here == nil {
		return u.open()
	}
	words := strings.FieldsFunc(u.at.here.text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if len(words) == 0 {
		return nil
	}
	old, name := words[u.dice.IntN(len(words))], u.oneOf("renamed", "变量", "x", "🙂name")
	for _, p := range u.at.papers {
		if p.language != u.at.here.language || p.edition%5 == 4 {
			continue
		}
		var strokes []stroke
		for from := len(p.text); len(strokes) < 60; {
			i := strings.LastIndex(p.text[:from], old)
			if i < 0 {
				break
			}
			strokes = append(strokes, stroke{i, i + len(old), name})
			from = i
		}
		if err := p.write(strokes...); err != nil {
			return err
		}
	}
	return u.at.here.ask(automatic, nil)
}

// format writes the whole text anew, or only the lines that differ.
func (u *user) format(p *paper) error {
	if u.dice.IntN(3) == 0 {
		var strokes []stroke
		for start := 0; start < len(p.text); {
			_, end := lineOf(p.text, start)
			if kept := start + len(strings.TrimRight(p.text[start:end], " \t")); kept < end {
				strokes = append(strokes, stroke{kept, end, ""})
			}
			start = end + 1
		}
		slices.Reverse(strokes)
		return p.write(strokes...)
	}
	text := strings.ReplaceAll(p.text, "\t", "    ")
	if text == p.text {
		text = strings.ReplaceAll(p.text, "    ", "\t")
	}
	if err := p.replace(text, u.dice.IntN(2) == 0); err != nil {
		return err
	}
	return p.ask(automatic, nil)
}

func (u *user) lineEnds(p *paper) error {
	text := unixLines(p.text)
	if text == p.text {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return p.replace(text, u.dice.IntN(2) == 0)
}

// startAnew puts real source in the place of what has become of the text.
func (u *user) startAnew(p *paper) error {
	if strings.Contains(p.text, secretMark) {
		return nil
	}
	if err := p.replace(p.spelled(u.books.page(u.dice, p.language, 1+u.dice.IntN(4000))), u.dice.IntN(2) == 0); err != nil {
		return err
	}
	_, p.cursor = lineOf(p.text, p.near(u.dice.IntN(len(p.text)+1)))
	return nil
}

// accept takes what is shown, whole.
func (u *user) accept(p *paper) error {
	g := p.hint
	s := g.stroke
	if rest, ok := strings.CutPrefix(g.text, p.text[g.start:p.cursor]); ok && g.end == p.cursor && u.dice.IntN(2) == 0 {
		s = at(p.cursor, rest) // some editors send only what is new
	}
	if err := p.write(s); err != nil {
		return err
	}
	u.count("accepted", 1)
	if p.text != g.shown {
		return errors.New("the text is not what was shown: " + apart(g.shown, p.text))
	}
	if g.id != "" && u.dice.IntN(4) > 0 {
		err := u.at.ask("workspace/executeCommand", map[string]any{"command": server.CommandAccepted, "arguments": []any{g.id}}, arrival.null)
		if err != nil {
			return err
		}
	}
	return p.ask([]string{automatic, automatic, invoked}[u.dice.IntN(3)], nil)
}

func (u *user) acceptWord(p *paper) error {
	return u.acceptPart(p, func(rest string) int {
		n := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
		_, size := utf8.DecodeRuneInString(rest[n:])
		n += size
		return n + len(rest[n:]) - len(strings.TrimLeftFunc(rest[n:], unicode.IsLetter))
	})
}

func (u *user) typeAlong(p *paper) error {
	return u.acceptPart(p, func(rest string) int { return 1 + u.dice.IntN(3) })
}

func (u *user) acceptLine(p *paper) error {
	return u.acceptPart(p, func(rest string) int { return strings.IndexByte(rest, '\n') + 1 })
}

// acceptPart writes the start of what is shown.
func (u *user) acceptPart(p *paper, part func(rest string) int) error {
	g := p.hint
	rest, ok := strings.CutPrefix(g.text, p.text[g.start:p.cursor])
	n := nearIn(rest, part(rest))
	if n == 0 || !ok {
		return u.accept(p)
	}
	u.count("accepted in part", 1)
	return u.types(p, at(p.cursor, rest[:n]))
}

func (u *user) move(p *paper) error {
	p.hint = nil
	switch u.dice.IntN(6) {
	case 0:
		p.cursor = p.near(u.dice.IntN(len(p.text) + 1))
	case 1, 2, 3, 4:
		_, p.cursor = lineOf(p.text, p.near(u.dice.IntN(len(p.text)+1)))
	default:
		p.cursor = p.near(p.cursor + 1 - u.dice.IntN(3))
	}
	if u.dice.IntN(2) == 0 {
		return nil
	}
	return p.ask(automatic, nil)
}

// popup asks while the editor's own list has something selected.
func (u *user) popup(p *paper) error {
	line, _ := lineOf(p.text, p.cursor)
	word := len(strings.TrimRightFunc(p.text[:p.cursor], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }))
	popup := &stroke{max(line, word), p.cursor, u.oneOf("Println", "len", "variable", "变量", "x")}
	popup.text = p.text[popup.start:p.cursor] + popup.text
	if u.dice.IntN(4) == 0 {
		popup.text = "other"
	}
	return p.ask([]string{automatic, invoked}[u.dice.IntN(2)], popup)
}

func (u *user) cancel(p *paper) error {
	if p.open != nil {
		return p.open.cancel()
	}
	if u.at.waiting[u.at.lastID] != nil {
		return nil
	}
	return u.at.tell("$/cancelRequest", map[string]any{"id": u.at.lastID}) // it has crossed the answer
}

// astray asks where nothing is.
func (u *user) astray(p *paper) error {
	lines := len(servertest.Lines(p.text))
	return p.astray([]servertest.Position{{Line: lines, Character: 0}, {Line: -1, Character: 0}, {Line: lines - 1, Character: 1 << 20}, {Line: 0, Character: -3}}[u.dice.IntN(4)])
}
