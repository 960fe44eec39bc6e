package trim_test

import (
	"strings"

	"fimble/context/syntax"
)

// A corruption is one way in which models spoil an answer that begins as the
// truth. It gives the spoilt answer, and what of it is worth showing; no
// answer where it does not apply.
type corruption struct {
	name  string
	spoil func(h hole) (answer, want string)
}

// corruptions are those that peers filter, by name, and those that their users
// complain about.
func corruptions() []corruption {
	var all []corruption
	add := func(name string, spoil func(h hole) (answer, want string)) {
		all = append(all, corruption{name, spoil})
	}
	// before and behind spoil an answer that stays whole.
	before := func(name, lead string, kinds ...string) {
		add(name, func(h hole) (string, string) { return only(h, kinds, lead+h.truth) })
	}
	behind := func(name, tail string, kinds ...string) {
		add(name, func(h hole) (string, string) { return only(h, kinds, h.truth+tail) })
	}
	around := func(name, lead, tail string, kinds ...string) {
		add(name, func(h hole) (string, string) { return only(h, kinds, lead+h.truth+tail) })
	}
	of := func(name string, spoil func(h hole) string, kinds ...string) {
		add(name, func(h hole) (string, string) { return only(h, kinds, spoil(h)) })
	}
	standsThere(of)
	begunAnew(of)
	chat(before, behind, around, of)
	tokens(before, behind, around, of)
	blanks(before, behind, of)
	depths(of)
	runaway(add, of)
	return all
}

// only gives the answer for holes of the kinds, none meaning all.
func only(h hole, kinds []string, answer string) (string, string) {
	for _, k := range kinds {
		if k == h.kind() {
			return answer, h.truth
		}
	}
	if len(kinds) > 0 {
		return "", ""
	}
	return answer, h.truth
}

type ofHole = func(name string, spoil func(h hole) string, kinds ...string)
type withText = func(name, text string, kinds ...string)
type withTexts = func(name, lead, tail string, kinds ...string)

// standsThere repeats what stands behind the cursor.
func standsThere(of ofHole) {
	of("rest of the line", func(h hole) string {
		if h.rest() == "" {
			return ""
		}
		return h.truth + h.rest()
	})
	of("rest of the line and lines below", func(h hole) string {
		if h.rest() == "" {
			return ""
		}
		return h.truth + h.rest() + "\n" + h.below(2)
	})
	of("closers below", func(h hole) string {
		if !strings.HasPrefix(strings.TrimSpace(h.below(1)), "}") {
			return ""
		}
		return h.truth + h.rest() + "\n" + h.below(1)
	})
	of("next line", func(h hole) string { return h.truth + h.rest() + "\n" + h.below(1) }, "line", "block", "doc", "string")
	of("next lines", func(h hole) string { return h.truth + h.rest() + "\n" + h.below(4) }, "line", "block", "doc", "body")
	of("closers of outer blocks", func(h hole) string {
		if h.site.Language.LineComment == "#" || !strings.Contains(h.suffix, "}") {
			return ""
		}
		indent := strings.Repeat(" ", indentWidth(h.begun()))
		return h.truth + h.rest() + "\n" + indent[:len(indent)/2] + "}\n}"
	}, "line", "block", "body")
}

// begunAnew repeats what stands before the cursor.
func begunAnew(of ofHole) {
	of("line begun anew", func(h hole) string {
		if strings.TrimSpace(h.begun()) == "" {
			return ""
		}
		return strings.TrimLeft(h.begun(), " \t") + h.truth
	})
	of("line begun anew with its indent", func(h hole) string {
		if strings.TrimSpace(h.begun()) == "" {
			return ""
		}
		return h.begun() + h.truth
	})
	of("line begun anew with its rest", func(h hole) string {
		if strings.TrimSpace(h.begun()) == "" || h.rest() == "" {
			return ""
		}
		return strings.TrimLeft(h.begun(), " \t") + h.truth + h.rest()
	})
	of("line begun anew with its rest, fenced", func(h hole) string {
		if strings.TrimSpace(h.begun()) == "" {
			return ""
		}
		return "```" + h.site.Language.ID + "\n" + h.begun() + h.truth + h.rest() + "\n```"
	})
	of("line begun anew with its rest and lines below", func(h hole) string {
		if strings.TrimSpace(h.begun()) == "" {
			return ""
		}
		return h.begun() + h.truth + h.rest() + "\n" + h.below(2)
	})
	of("letters typed again", func(h hole) string {
		at := strings.LastIndexFunc(h.begun(), func(r rune) bool { return !syntax.WordRune(r) })
		return h.begun()[at+1:] + h.truth
	})
	of("truth again", func(h hole) string {
		if !h.multiline() {
			return ""
		}
		return h.truth + "\n" + h.begun() + h.truth
	}, "body", "block")
	of("fence in the middle of a line", func(h hole) string {
		indent := h.begun()[:indentWidth(h.begun())]
		if indent == h.begun() || !strings.HasSuffix(h.begun(), " ") {
			return ""
		}
		return indent + "```\n" + indent + h.truth + "\n" + indent + "```"
	}, "line")
	of("lines before", func(h hole) string {
		lines := strings.Split(h.prefix, "\n")
		if len(lines) < 3 {
			return ""
		}
		return strings.Join(lines[len(lines)-3:], "\n") + h.truth
	})
	of("all before", func(h hole) string { return h.prefix + h.truth })
	of("all of it, fenced", func(h hole) string {
		return "```" + h.site.Language.ID + "\n" + h.prefix + h.truth + h.suffix + "```\n"
	})
}

// chat wraps the truth in what chat models say around it.
func chat(before, behind withText, around withTexts, of ofHole) {
	around("fence", "```\n", "\n```")
	of("fence that names the language", func(h hole) string {
		return "```" + h.site.Language.ID + "\n" + h.truth + "\n```\n"
	})
	of("fence of tildes", func(h hole) string { return "~~~" + h.site.Language.ID + "\n" + h.truth + "\n~~~" })
	of("open fence", func(h hole) string { return "```" + h.site.Language.ID + "\n" + h.truth })
	of("indented fence", func(h hole) string {
		indent := h.begun()[:indentWidth(h.begun())]
		return indent + "```" + h.site.Language.ID + "\n" + h.truth + "\n" + indent + "```"
	}, "body", "block", "line")
	behind("closing fence", "\n```")
	around("fence and explanation", "```\n", "\n```\n\nThis fills the gap. Let me know if you need anything else!\n")
	around("two fences", "```\n", "\n```\n\nAlternatively, you could write it like this:\n\n```\nother()\n```\n")
	of("greeting and fence", func(h hole) string {
		return "Sure! Here is the missing code:\n\n```" + h.site.Language.ID + "\n" + h.truth + "\n```"
	})
	before("greeting", "Here is the completion:\n", "body", "block", "line", "call", "string")
	before("greeting of two lines", "Certainly, I can help with that.\nHere's the completed code:\n\n", "body", "block", "line", "call")
	before("greeting in German", "Hier ist die Vervollständigung:\n\n", "body", "block", "line")
	behind("explanation", "\n\nThis code does what the function says, and handles the special cases.\n", "body", "block", "line", "call")
	behind("explanation with a list", "\n\nExplanation:\n- It first checks the arguments.\n- It then returns the result.\n", "body", "block", "line")
	before("thoughts", "<think>\nThe user wants code here.\n\n```\nmaybe()\n```\nYes.\n</think>\n\n")
	before("empty thoughts", "<think>\n\n</think>\n\n")
	before("thoughts in thoughts", "<think>a <think>b</think> c</think>")
	before("thoughts that were begun in the prompt", "Okay, the cursor is in a function.\n</think>\n", "body", "block", "line", "call", "string")
	before("thoughts in brackets", "[THINK]Which one?[/THINK]")
	before("thoughts by another name", "<reasoning>\nIt must return.\n</reasoning>\n")
	of("thoughts and greeting and fence", func(h hole) string {
		return "<think>\nHm.\n</think>\n\nHere you go:\n\n```" + h.site.Language.ID + "\n" + h.truth + "\n```\n\nHope this helps!"
	}, "body", "block", "line", "call")
	around("tag of a template", "<COMPLETION>", "</COMPLETION>")
	around("tag with a number", "<CODE5711>", "</CODE5711>", "body", "block", "line", "call")
	behind("closing tag of a template", "</COMPLETION>")
	of("elision", func(h hole) string {
		return h.truth + "\n" + h.begun()[:indentWidth(h.begun())] + h.site.Language.LineComment + " ... rest of the code remains the same"
	}, "body", "block", "line")
}

// tokens leaks the special tokens of model families.
func tokens(before, behind withText, around withTexts, of ofHole) {
	for _, leak := range []string{
		"<|endoftext|>", "<|fim_pad|><|fim_pad|>", "<|file_sep|>src/other\nimport x", "<|im_end|>\n<|im_start|>user\nThanks",
		"<file_sep>other()", "<fim_middle>again", "<｜end▁of▁sentence｜>", "<｜fim▁hole｜>x", " <EOT>", "</s>", "<eos>",
		"<|file_separator|>x", "<end_of_turn>\n", "[SUFFIX]x", "[/INST] Sure", "<|code_suffix|>x", "<|eot_id|>", "<|end_of_text|>",
		"<[end▁of▁sentence]>", "<|cursor|>", "<|user_cursor_is_here|>", "<|endof",
	} {
		behind("token "+strings.Fields(leak)[0], leak, "body", "line")
	}
	for _, lead := range []string{
		"<|im_start|>assistant\n", "<fim_middle>", "<|fim_middle|>", "<｜fim▁end｜>", "<s> ", "<MID> ", "[MIDDLE]",
		"<|start_header_id|>assistant<|end_header_id|>\n\n", "<|channel|>final<|message|>",
	} {
		before("leading token "+strings.Fields(lead)[0], lead, "body", "line")
	}
	of("prompt and answer", func(h hole) string {
		return "<|fim_prefix|>" + h.prefix + "<|fim_suffix|>" + h.suffix + "<|fim_middle|>" + h.truth + "<|endoftext|>"
	}, "body", "line", "block", "call")
	of("header of the prompt", func(h hole) string {
		return comment(h, "Path: lib/store."+h.kind()) + "\n" + h.begun()[:indentWidth(h.begun())] + h.truth
	}, "body", "block")
	of("header of another file", func(h hole) string {
		return h.truth + "\n" + comment(h, "Path: lib/store.x") + "\n" + comment(h, "something else")
	}, "body", "block", "line")
	of("separator of another file", func(h hole) string { return h.truth + "\n+++++ lib/store.x\nother" }, "body", "block", "line")
	of("diff of another file", func(h hole) string {
		return h.truth + "\ndiff --git a/lib/store.x b/lib/store.x\n--- a/lib/store.x\n"
	}, "body", "block", "line")
	before("byte order mark", "\ufeff", "body", "line")
	behind("broken character", "\ufffd")
	behind("half a character", "\xe2\x82")
}
