package workspace

import (
	"path"
	"slices"
	"strings"
)

// secretNames are the files that hold secrets by custom. Their text is never
// read and never leaves the editor, whatever the ignore files say. Names are
// compared in lower case.
var secretNames = denials(0,
	// settings with keys in them; the samples that projects check in are no secret
	".env", ".env.*", "*.env", ".envrc", ".dev.vars*", "!.env.example", "!.env.sample", "!.env.template", "!.env.dist", "!example.env", "!sample.env",
	// private keys and key stores
	"*.pem", "*.key", "*.p8", "*.p12", "*.pfx", "*.pkcs8", "*.pkcs12", "*.jks", "*.keystore", "*.kdbx", "*.ppk", "*.gpg", "*.age",
	"id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*",
	// logins of package managers, databases and machines
	".npmrc", ".yarnrc.yml", ".pypirc", ".netrc", "_netrc", ".pgpass", ".my.cnf", ".htpasswd", ".git-credentials", ".dockercfg", ".terraformrc",
	"*.tfstate", "*.tfstate.*", "kubeconfig", "*.kubeconfig", ".vault-token", ".s3cfg", ".boto",
	// directories of the same
	".ssh/", ".gnupg/", ".aws/", ".azure/", ".kube/", ".docker/", ".gcloud/",
)

// secretData are names that mean secrets when the file holds data; a source
// file of that name is code about secrets, and allowed.
var secretData = denials(0,
	"credentials*", "application_default_credentials*", "client_secret*", "service-account*", "service_account*", "serviceaccount*",
	"secrets.*", "secret.*", "secrets/**", ".secrets/**", "**/secrets/**", "**/.secrets/**",
)

// dataExtensions are the files that secretData speaks of.
var dataExtensions = []string{
	"", ".json", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".config", ".properties", ".xml", ".plist", ".csv", ".tsv", ".txt",
	".db", ".sqlite", ".enc", ".crt", ".cer", ".der", ".sops", ".tfvars", ".secret", ".secrets", ".bak",
}

func denials(depth int, lines ...string) []pattern {
	patterns := make([]pattern, 0, len(lines))
	for _, line := range lines {
		if p, ok := parsePattern(line, depth); ok {
			p.source = line
			patterns = append(patterns, p)
		}
	}
	return patterns
}

// secret says why a path is denied by default, or "".
func secret(components []string, isDir bool) string {
	lower := make([]string, len(components))
	for i, c := range components {
		lower[i] = strings.ToLower(c)
	}
	if p, ok := lastMatch(secretNames, lower, isDir); ok && !p.negated {
		return "holds secrets by its name (" + p.source + ")"
	}
	ext := path.Ext(lower[len(lower)-1])
	if isDir || !slices.Contains(dataExtensions, ext) {
		return ""
	}
	if p, ok := lastMatch(secretData, lower, false); ok {
		return "holds secrets by its name (" + p.source + ")"
	}
	return ""
}
