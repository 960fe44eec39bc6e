package action

import "strings"

// after puts words behind what they belong to, if there are any.
func after(head, separator, text string) string {
	if text == "" {
		return head
	}
	return head + separator + text
}

type tags map[part]string

// spellTags writes "@param name words", with a separator in front of the words.
func spellTags(names tags, separator string) func(entry) []string {
	return func(e entry) []string {
		head, name := names[e.part], e.name
		between := separator
		switch {
		case e.part == generics && head == names[parameters]:
			name = "<" + name + ">"
		case e.part == raises && separator == " - ":
			name, between = "{"+name+"}", " "
		case e.part == returns || e.part == yields:
			between = " "
		}
		return []string{after(after(head, " ", name), between, e.text)}
	}
}

func spellSphinx(e entry) []string {
	switch e.part {
	case parameters:
		return []string{after(":param "+strings.ReplaceAll(e.name, "*", `\*`)+":", " ", e.text)}
	case yields:
		return []string{after(":yields:", " ", e.text)}
	case returns:
		return []string{after(":returns:", " ", e.text)}
	}
	return []string{after(":raises "+e.name+":", " ", e.text)}
}

// result is what stands for a value where something must stand.
const result = "The result."

func spellGoogle(e entry) []string {
	const indent = "    "
	switch e.part {
	case parameters:
		kind := e.kind
		if e.optional && kind != "" {
			kind += ", optional"
		} else if e.optional {
			kind = "optional"
		}
		if kind != "" {
			kind = " (" + kind + ")"
		}
		return []string{after(indent+e.name+kind+":", " ", e.text)}
	case yields, returns:
		text := e.text
		if text == "" {
			text = result
		}
		if e.kind == "" {
			return []string{indent + text}
		}
		return []string{indent + e.kind + ": " + text}
	}
	return []string{after(indent+e.name+":", " ", e.text)}
}

func spellNumpy(e entry) []string {
	head := e.name
	switch {
	case e.part == parameters:
		if e.kind != "" {
			head += " : " + e.kind
		}
		if e.optional && e.kind != "" {
			head += ", optional"
		} else if e.optional {
			head += " : optional"
		}
	case e.part != raises:
		if head = e.kind; head == "" {
			head = "object"
		}
		if e.text == "" {
			e.text = result
		}
	}
	if e.text == "" {
		return []string{head}
	}
	return []string{head, "    " + e.text}
}

func spellRust(e entry) []string {
	switch {
	case e.text != "":
		return []string{e.text}
	case e.part == raises && e.kind != "":
		return []string{"Returns `" + e.kind + "` if it fails."}
	case e.part == raises:
		return []string{"Returns an error if it fails."}
	case e.part == panics && strings.HasPrefix(e.name, "assert"):
		return []string{"Panics if an assertion does not hold (`" + e.name + "!`)."}
	case e.part == panics:
		return []string{"May panic (`" + e.name + "!`)."}
	}
	return []string{"The caller must see to what the unsafe code relies on."}
}
