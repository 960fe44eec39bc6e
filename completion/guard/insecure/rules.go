package insecure

import (
	"slices"
	"strings"
)

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
	// uses are those of which one is in a line that makes of what was given
	// around it something that the rule finds, if one of given is near.
	uses, given []string
}

// puts are what text is put together with, requests what is taken from one.
var (
	puts     = []string{"+", "%", "${", "f\"", "f'", "format", "append(", "concat", "printf", "write"}
	requests = strings.Fields("req formvalue pathvalue param query mux.vars getheader getpathinfo pathvariable .get(\" .post(\" .route(\" .put(\" .delete(\"")
)

// rules are all that there are, the worst first.
var rules = []Rule{
	{
		"shell", "gives a shell a command that is put together", "run the program without a shell, with its arguments as a list", true,
		strings.Fields(`shell system( popen getoutput exec( execsync execfile execasync execpromise execa exec_command processbuilder command( commandcontext( spawn call( run( "-c" '-c'`),
		puts, strings.Fields("shell=true shell: system( popen( getoutput( exec( execsync( exec_command( processbuilder exec.command promisify("),
	},
	{
		"eval", "runs text as code", "parse the data, or choose among functions by name", true,
		strings.Fields("eval( evaluate( exec( function( pickle marshal.load dill. yaml.load yaml.unsafe settimeout setinterval vm. objectinput parseexpression"),
		nil, nil,
	},
	{
		"sql", "puts values into SQL as text", "pass them as parameters of the statement", true,
		strings.Fields("select insert update delete where"),
		puts, []string{"\"select ", "'select ", "`select ", "insert into ", "delete from ", "\"update ", "'update ", "`update "},
	},
	{
		"tls", "does not check the certificate or key of the other side", "leave the check on, and add your own authority or key to those that are trusted", true,
		strings.Fields("verif ssl cert check_hostname hostname rejectunauthorized tls trust hostkey policy serveridentity"),
		nil, nil,
	},
	{
		"hash", "hashes a password with a fast hash", "use bcrypt, scrypt or Argon2", true,
		strings.Fields("passw passphrase pwd"),
		strings.Fields("md5 sha1 sha2 sha3 sha5 digest update( write"), strings.Fields("passw passphrase pwd"),
	},
	{
		"secret", "holds a secret", "read it from the environment or a secret store", false,
		strings.Fields("password passwd secret apikey api_key token privatekey private_key jwt jsonwebtoken akia asia ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- xox _live_ aiza sk-ant- sk-proj- begin"),
		[]string{"://"}, []string{"@"},
	},
	{
		"load", "makes objects of any kind from data", "take JSON, or yaml.safe_load, if the data can be somebody else's", false,
		strings.Fields("pickle. dill. marshal. jsonpickle. yaml.load"),
		nil, nil,
	},
	{
		"path", "opens a file whose name comes with a request", "take the base of the name, and check that the path stays in its folder", false,
		requests,
		strings.Fields("open path file join read write remove unlink stream"), requests,
	},
	{
		"html", "puts text into HTML without escaping it", "set it as text, or escape it with a template", false,
		strings.Fields("html markup mark_safe contextualfragment document.write srcdoc render_template \"< '< `<"),
		puts, requests,
	},
}

// severeRules are the rules of which an unasked suggestion may break none.
var severeRules = slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return !r.Severe })
