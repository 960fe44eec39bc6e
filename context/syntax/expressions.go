package syntax

import (
	"fmt"
	"regexp"
)

// expressions are those that insecure.scm of several languages have in common,
// who write $name for them.
var expressions = map[string]string{
	// A statement has the shape of SQL: prose is no statement.
	"sql":        "(?s)[\"'`(]\\s*(SELECT\\b.*\\b(FROM|from)\\b.*\\b(WHERE|HAVING|ORDER\\s+BY|where|having|order\\s+by)\\b|INSERT\\s+(OR\\s+\\w+\\s+)?INTO\\s.*\\bVALUES\\b|UPDATE\\s+\\S+\\s+SET\\s.*=|DELETE\\s+(FROM|from)\\s.*\\b(WHERE|where)\\b)|[\"'`]\\s*(select\\s+(distinct\\s+)?([\\w.*()]+(\\s+as\\s+\\w+)?\\s*,\\s*)*[\\w.*()]+(\\s+as\\s+\\w+)?\\s+from\\s+\\S+.*\\b(where|having|order\\s+by)\\b|insert\\s+into\\s+\\S+.*\\bvalues\\b|update\\s+\\S+\\s+set\\s+\\S+\\s*=|delete\\s+from\\s+\\S+\\s+where\\b)",
	"sql-begins": "[\"'`(]\\s*(SELECT|select|INSERT|insert|UPDATE|update|DELETE|delete)\\b",
	// It ends where SQL has a value: the name of a table cannot be a parameter.
	"sql-to-value": "(?is)([=<>]|\\b(like|between|order\\s+by)\\b|\\b(in|values)\\s*\\([^()]*)\\s*['\"`%\\\\]+$",
	// A format has a verb where SQL has a value.
	"sql-with-verb": `(?is)([=<>]|\b(like|between|order\s+by)\b|\b(in|values)\s*\([^()]*)\s*(['"]|\\['"])?(%%)*%(\(\w+\))?[svqr]`,
	// What stands there is a list of parameters, escaped or a number.
	"no-sql-value": `(?i)join|\.map\(|\bph\b|repeat|placeholder|marks|escape|\bint\(|number\(|parse(int|float)|itoa|formatint`,
	// The same in code that adds, and in templates.
	"sql-adds-value":  "(?is)([=<>]|\\b(like|between|order\\s+by)\\b|\\b(in|values)\\s*\\([^()]*)\\s*['\"`%\\\\]+\\s*\\+=?[\\s(]*[\\w.]*(?-i:[a-z])[\\w.]*([^\"'`\\w.]|$)",
	"sql-in-template": "(?is)([=<>]|\\b(like|between|order\\s+by)\\b|\\b(in|values)\\s*\\([^()]*)\\s*['\"%\\\\]*\\$?\\{[^\\w\"'`}]*[\\w.]*(?-i:[a-z])",
	// A value follows in a list of parts.
	"sql-lists-value": "(?is)([=<>]|\\b(like|between|order\\s+by)\\b)\\s*['%]*[\"'`]\\s*,\\s*[\\w.]*(?-i:[a-z])",
	// What stands in front of a value in a condition.
	"compares": "([=<>]|\\blike)\\s*['%]*",
	// A text in which nothing but numbers is put.
	"numbers": "(?s)^[rbu]*f(\"[^\"{}]*(\\{\\s*(len|int|float|round)\\([^{}\"]*\\)\\s*\\}[^\"{}]*)+\"|'[^'{}]*(\\{\\s*(len|int|float|round)\\([^{}']*\\)\\s*\\}[^'{}]*)+')$",
	// A value is added to a literal; names in capitals are constants.
	"joined": "[\"'`]\\s*\\+\\s*\\(?[\\w.]*[a-z][\\w.]*([^\"'`\\w.]|$)|[a-z]\\w*[\\])]*\\s*\\+\\s*[rbu]?[\"'`]",
	// One of two literals.
	"choice": "(?s)^\\(?(\"[^\"]*\"|'[^']*') if .* else (\"[^\"]*\"|'[^']*')\\)?$|\\?\\s*(\"[^\"]*\"|'[^']*')\\s*:\\s*(\"[^\"]*\"|'[^']*')\\)?$",
	// Literals, and sums of them.
	"literal":     "(?s)^([rbu]*(\"[^\"]*\"|'[^']*'|`[^`$]*`))(\\s*\\+?\\s*([rbu]*(\"[^\"]*\"|'[^']*'|`[^`$]*`)))*$",
	"password":    `(?i)passw(or)?d|passphrase|\bpwd\b`,
	"no-password": `(?i)token|reset|passw(or)?d_?hash|hashed`,
	"sample":      `(?i)example|your|change|xxx|test|dummy|placeholder|[<{$]`,
	// Keys of services by their form, and passwords in addresses, and which of them
	// stand for others.
	"known-secret":    "\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_\\w{40}|\\bglpat-[\\w-]{20}|\\bxox[abpr]-[\\w-]{20}|\\b[sr]k_live_[A-Za-z0-9]{20}|\\bAIza[\\w-]{35}|\\bsk-(ant|proj)-[\\w-]{20}|-----BEGIN [A-Z ]*PRIVATE KEY-----[^\"'`]{20}|[a-z]://[^/\\s:@\"'`]*:[^/\\s:@\"'`{}$<>%*.]{4,}@",
	"no-known-secret": `(?i)example|your|change|xxx|dummy|placeholder|://[^/]*:(user(name)?|pass|passw(or)?d|secret|postgres|mysql|root|admin|guest|test)@|@(localhost|127\.0\.0\.1|\[::1\])\b`,
	"kept-secret":     `(password|passwd|secret|secret_?key|api_?key|auth_?token|access_?token|private_?key)`,
}

var shared = regexp.MustCompile(`\$[a-z][a-z-]*`)

// expression compiles a text with the $names of expressions in it.
func expression(text string) (*regexp.Regexp, error) {
	var unknown error
	text = shared.ReplaceAllStringFunc(text, func(name string) string {
		e, ok := expressions[name[1:]]
		if !ok {
			unknown = fmt.Errorf("no expression is called %s", name)
		}
		return "(?:" + e + ")"
	})
	if unknown != nil {
		return nil, unknown
	}
	return regexp.Compile(text)
}
