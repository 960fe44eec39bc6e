; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_expression left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#match? @_text "$sql")
  (#match? @_text "$sql-to-value")
  (#not-match? @_value "$no-sql-value|^[rbuf]*[\"]|^(?-i:[A-Z_0-9.]+)$"))
((method_invocation object: (_) @_on name: (identifier) @_format arguments: (argument_list . [(string_literal) (binary_expression)] @_text) @_value) @sql
  (#eq? @_on "String") (#eq? @_format "format")
  (#match? @_text "$sql")
  (#match? @_text "$sql-with-verb")
  (#not-match? @_value "$no-sql-value"))
((method_invocation object: (string_literal) @_text name: (identifier) @_format arguments: (argument_list) @_value) @sql
  (#eq? @_format "formatted")
  (#match? @_text "$sql")
  (#match? @_text "$sql-with-verb")
  (#not-match? @_value "$no-sql-value"))

((method_invocation object: (_) @_on name: (identifier) @_run arguments: (argument_list . [(binary_expression) (method_invocation)])) @shell
  (#match? @_on "(?i)runtime") (#eq? @_run "exec"))
([(method_invocation object: (_) @_on name: (identifier) @_run arguments: (argument_list . (array_creation_expression value: (array_initializer . (string_literal) @_shell . (string_literal) @_c . (_) @_command))))
  (object_creation_expression type: (_) @_type arguments: (argument_list . [
    (array_creation_expression value: (array_initializer . (string_literal) @_shell . (string_literal) @_c . (_) @_command))
    (method_invocation arguments: (argument_list . (string_literal) @_shell . (string_literal) @_c . (_) @_command))]))] @shell
  (#match? @_on "(?i)runtime") (#eq? @_run "exec") (#eq? @_type "ProcessBuilder")
  (#match? @_shell "^\"(.*/)?(sh|bash|zsh|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-command)\"$")
  (#not-match? @_command "^\"[^\"]*\"$"))
((object_creation_expression type: (_) @_type arguments: (argument_list . (string_literal) @_shell . (string_literal) @_c . (_) @_command)) @shell
  (#eq? @_type "ProcessBuilder")
  (#match? @_shell "^\"(.*/)?(sh|bash|zsh|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-command)\"$")
  (#not-match? @_command "^\"[^\"]*\"$"))

((method_invocation object: (_) @_on name: (identifier) @_eval arguments: (argument_list . (_) @_code)) @eval
  (#match? @_on "(?i)engine|script|shell") (#match? @_eval "^(eval|evaluate)$")
  (#not-match? @_code "^\"[^\"]*\"$"))

((method_invocation name: (identifier) @_set arguments: (argument_list (lambda_expression body: (true)))) @tls
  (#match? @_set "(?i)hostnameverifier$"))
((method_declaration name: (identifier) @_name body: (block) @_body) @tls
  (#match? @_name "^check(Server|Client)Trusted$") (#match? @_body "^\\{\\s*\\}$"))
((method_declaration name: (identifier) @_name parameters: (formal_parameters) @_of body: (block) @_body) @tls
  (#eq? @_name "verify") (#match? @_of "SSLSession") (#match? @_body "^\\{\\s*return true;\\s*\\}$"))
([(identifier) (type_identifier)] @tls
  (#match? @tls "^(NoopHostnameVerifier|TrustAllStrategy|AllowAllHostnameVerifier|InsecureTrustManagerFactory)$"))

((method_invocation object: (_) @_on name: (identifier) @_hash arguments: (argument_list) @_of) @hash
  (#match? @_on "(?i)^(md|md5|sha\\w*|\\w*digest|messageDigest)$|MessageDigest\\.getInstance|^(DigestUtils|Hashing)")
  (#match? @_hash "^(digest|update|md5Hex|sha1Hex|sha256Hex|md5|sha1|hashString)$")
  (#match? @_of "$password") (#not-match? @_of "$no-password"))

([(variable_declarator name: (identifier) @_name value: (string_literal) @_value)
  (assignment_expression left: (_) @_name right: (string_literal) @_value)] @secret
  (#match? @_name "(?i)$kept-secret$")
  (#match? @_value "^\"[^\\s\"]{8,}\"$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))
((method_invocation name: (identifier) @_set arguments: (argument_list . (string_literal) @_value .)) @secret
  (#match? @_set "^set(Password|Secret|ApiKey|SecretKey|AccessToken)$")
  (#match? @_value "^\"[^\\s\"]{8,}\"$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))

([(object_creation_expression type: (_) @_file arguments: (argument_list) @_name)
  (method_invocation object: (_) @_on name: (_) @_get arguments: (argument_list . (_) (_)) @_name)] @path
  (#match? @_file "^(File|FileInputStream|FileOutputStream|FileReader|FileWriter)$")
  (#match? @_on "^(Paths?|Files)$") (#match? @_get "^(get|of|\\w*[rR]ead\\w*|write|delete|newInputStream)$")
  (#match? @_name "getParameter|getHeader|getPathInfo")
  (#not-match? @_name "getFileName|getName\\("))

((method_invocation object: (_) @_on name: (identifier) @_print arguments: (argument_list (binary_expression) @_html)) @html
  (#match? @_on "(?i)getWriter|^(out|writer|w)$")
  (#match? @_print "^(print|println|write|append|printf)$")
  (#match? @_html "\"\\s*<[a-z!]") (#match? @_html "getParameter|getHeader")
  (#not-match? @_html "(?i)escape|encode|sanitize"))
