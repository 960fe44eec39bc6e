package insecure

import "strings"

// A Rule is one sort of insecure code. What it looks like stands in the
// insecure.scm of each language, see context/syntax.
type Rule struct {
	Name    string
	What    string // is wrong, as the end of "the code …"
	Instead string // the safer way
	// Severe is what lets whoever talks to the program take it over, or listen
	// to it: nobody should get that without having asked for it.
	Severe bool

	// words are those of which one is in every line that the rule finds, in
	// lower case, so that most texts need not be parsed.
	words []string
}

// rules are all that there are, the worst first.
var rules = []Rule{
	{
		"shell", "gives a shell a command that is put together", "run the program without a shell, with its arguments as a list", true,
		strings.Fields("system popen getoutput shell exec processbuilder command spawn call run"),
	},
	{
		"eval", "runs text as code", "parse the data, or choose among functions by name", true,
		strings.Fields("eval( evaluate( exec( function("),
	},
	{
		"sql", "puts values into SQL as text", "pass them as parameters of the statement", true,
		strings.Fields("select insert update delete where"),
	},
	{
		"tls", "does not check certificates", "leave the check on, and add your own authority to those that are trusted", true,
		strings.Fields("verif ssl cert check_hostname rejectunauthorized tls trust"),
	},
	{
		"hash", "hashes a password with a fast hash", "use bcrypt, scrypt or Argon2", true,
		strings.Fields("passw passphrase pwd"),
	},
	{
		"secret", "holds a secret", "read it from the environment or a secret store", false,
		strings.Fields("password passwd secret apikey api_key token privatekey private_key"),
	},
	{
		"path", "opens a file whose name comes with a request", "take the base of the name, and check that the path stays in its folder", false,
		strings.Fields("req formvalue pathvalue param query mux.vars getheader getpathinfo"),
	},
	{
		"html", "puts text into HTML without escaping it", "set it as text, or escape it with a template", false,
		strings.Fields("html markup mark_safe document.write srcdoc render_template \"< '< `<"),
	},
}
