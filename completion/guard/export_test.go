package guard

import "fimble/completion/trim"

// Syntax is Place.Syntax for a single text.
func Syntax(site trim.Site, text string, ended bool) string { return PlaceOf(site).Syntax(text, ended) }
