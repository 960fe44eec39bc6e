package window

// bytesPerToken is the low guess of how much text a token holds. Code in
// byte-pair vocabularies measures 2.7 to 3.9 bytes a token; guessing low
// wastes a little budget, guessing high overflows the model's context.
const bytesPerToken = 3

// Tokens estimates how many tokens a text takes, rounded up.
func Tokens(text string) int { return (len(text) + bytesPerToken - 1) / bytesPerToken }
