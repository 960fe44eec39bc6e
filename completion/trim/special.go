package trim

import "strings"

// commonMarkers end an answer whatever the model's family: servers leak the
// end marks of chat templates and of families they took the model for.
var commonMarkers = [...]string{
	"<|endoftext|>", "<|im_end|>", "<|im_start|>", "<|fim_", "<fim_", "<|file_sep|>", "<file_sep>", "<|repo_name|>",
	"<｜fim▁", "<｜end▁of▁sentence｜>", "<|end_of_text|>", "<|eot_id|>", "<|code_", " <EOT>", "<EOT>",
	"<|cursor|>", "<|user_cursor", "[PREFIX]", "[SUFFIX]",
}

// SpecialTokens cuts at the first special token of the model's family or of
// any common one. Text that stands before the cursor already is the user's own
// and no leak: a program about tokenizers may go on writing them.
func SpecialTokens(site Site, text string) string {
	cut := len(text)
	consider := func(marker string) {
		i := strings.Index(text[:cut], marker)
		if i >= 0 && marker != "" && !strings.Contains(site.Prefix, marker) && !strings.Contains(site.Suffix, marker) {
			cut = i
		}
	}
	for _, m := range site.Markers {
		consider(m)
	}
	for _, m := range commonMarkers {
		consider(m)
	}
	return text[:cut]
}
