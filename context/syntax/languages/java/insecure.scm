; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_expression left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-to-value")
  (#not-stands-for? @_value "$no-sql-value|$literal|$choice|^(?-i:[A-Z_0-9.]+)$"))
((assignment_expression left: (identifier) operator: "+=" right: [(binary_expression) (identifier) (method_invocation)]) @sql
  (#nearby? @sql "$sql-begins") (#stands-for? @sql "$sql") (#stands-for? @sql "$sql-adds-value") (#not-stands-for? @sql "$no-sql-value"))
((method_invocation object: (_) @_text name: (identifier) @_append arguments: (argument_list . [(identifier) (method_invocation)] @_value .)) @sql
  (#match? @_append "^(append|concat)$")
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql") (#stands-for? @_text "(?is)([=<>]|\\b(like|between|order\\s+by)\\b)\\s*['\"%\\\\]+\\)*$")
  (#not-stands-for? @_value "$no-sql-value|$literal|$choice|^(?-i:[A-Z_0-9.]+)$"))
((method_invocation object: (_) @_on name: (identifier) @_format arguments: (argument_list . [(string_literal) (binary_expression) (identifier)] @_text) @_value) @sql
  (#eq? @_on "String") (#eq? @_format "format")
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-with-verb")
  (#not-stands-for? @_value "$no-sql-value"))
((method_invocation object: [(string_literal) (identifier)] @_text name: (identifier) @_format arguments: (argument_list) @_value) @sql
  (#eq? @_format "formatted")
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-with-verb")
  (#not-stands-for? @_value "$no-sql-value"))

((method_invocation object: (_) @_on name: (identifier) @_run arguments: (argument_list . [(binary_expression) (method_invocation)] @_command)) @shell
  (#stands-for? @_on "(?i)runtime") (#eq? @_run "exec")
  (#stands-for? @_command "$joined|String\\.format\\(|\\.(formatted|concat)\\(|\\.append\\(\\s*[\\w.]*[a-z]"))
((method_invocation object: (_) @_on name: (identifier) @_run arguments: (argument_list . (identifier) @_made)) @shell
  (#stands-for? @_on "(?i)runtime") (#eq? @_run "exec")
  (#stands-for? @_made "$joined|String\\.format\\(|\\.(formatted|concat)\\(|\\.append\\(\\s*[\\w.]*[a-z]"))
((method_invocation object: (_) @_on name: (identifier) @_run arguments: (argument_list . (identifier) @_made)) @shell
  (#stands-for? @_on "(?i)runtime") (#eq? @_run "exec")
  (#stands-for? @_made "(?s)^(new String\\[\\]\\s*)?\\{\\s*\"(.*/)?(sh|bash|zsh|cmd|cmd\\.exe|powershell)\",\\s*\"(-c|/[cC]|-command)\",.*[^\"\\s]\\s*\\}$"))
([(method_invocation object: (_) @_on name: (identifier) @_run arguments: (argument_list . (array_creation_expression value: (array_initializer . (string_literal) @_shell . (string_literal) @_c . (_) @_command))))
  (object_creation_expression type: (_) @_type arguments: (argument_list . [
    (array_creation_expression value: (array_initializer . (string_literal) @_shell . (string_literal) @_c . (_) @_command))
    (method_invocation arguments: (argument_list . (string_literal) @_shell . (string_literal) @_c . (_) @_command))]))] @shell
  (#match? @_on "(?i)runtime") (#eq? @_run "exec") (#eq? @_type "ProcessBuilder")
  (#match? @_shell "^\"(.*/)?(sh|bash|zsh|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-command)\"$")
  (#not-stands-for? @_command "$literal"))
((object_creation_expression type: (_) @_type arguments: (argument_list . (string_literal) @_shell . (string_literal) @_c . (_) @_command)) @shell
  (#eq? @_type "ProcessBuilder")
  (#match? @_shell "^\"(.*/)?(sh|bash|zsh|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-command)\"$")
  (#not-stands-for? @_command "$literal"))
((method_invocation name: (identifier) @_run arguments: (argument_list . (string_literal) @_shell . (string_literal) @_c . (_) @_command)) @shell
  (#eq? @_run "command")
  (#match? @_shell "^\"(.*/)?(sh|bash|zsh|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-command)\"$")
  (#not-stands-for? @_command "$literal"))

((method_invocation object: (_) @_on name: (identifier) @_eval arguments: (argument_list . (_) @_code)) @eval
  (#match? @_on "(?i)engine|script|shell") (#match? @_eval "^(eval|evaluate)$")
  (#not-stands-for? @_code "$literal"))
((object_creation_expression type: (_) @_type arguments: (argument_list . (_) @_data)) @eval
  (#eq? @_type "ObjectInputStream") (#stands-for? @_data "(?i)\\b(request|req|socket)\\.getInputStream\\("))
((method_invocation name: (identifier) @_parse arguments: (argument_list . (_) @_code)) @eval
  (#eq? @_parse "parseExpression") (#stands-for? @_code "getParameter|getHeader"))

((method_invocation name: (identifier) @_set arguments: (argument_list (lambda_expression body: (true)))) @tls
  (#match? @_set "(?i)hostnameverifier$"))
((local_variable_declaration type: (_) @_type (variable_declarator value: (lambda_expression body: (true)))) @tls
  (#match? @_type "^(HostnameVerifier|TrustStrategy)$"))
((method_invocation name: (identifier) @_set arguments: (argument_list (lambda_expression body: (true)))) @tls
  (#eq? @_set "loadTrustMaterial"))
((method_invocation name: (identifier) @_set arguments: (argument_list (true))) @tls
  (#eq? @_set "setTrustAll"))
((method_declaration name: (identifier) @_name body: (block) @_body) @tls
  (#match? @_name "^check(Server|Client)Trusted$") (#match? @_body "^\\{\\s*\\}$"))
((method_declaration name: (identifier) @_name parameters: (formal_parameters) @_of body: (block) @_body) @tls
  (#eq? @_name "verify") (#match? @_of "SSLSession") (#match? @_body "^\\{\\s*return true;\\s*\\}$"))
([(identifier) (type_identifier)] @tls
  (#match? @tls "^(NoopHostnameVerifier|TrustAllStrategy|AllowAllHostnameVerifier|ALLOW_ALL_HOSTNAME_VERIFIER|InsecureTrustManagerFactory)$"))

((method_invocation object: (_) @_on name: (identifier) @_hash arguments: (argument_list) @_of) @hash
  (#stands-for? @_on "(?i)^(md|md5|sha\\w*|\\w*digest|messageDigest)$|MessageDigest\\.getInstance|^(DigestUtils|Hashing)")
  (#match? @_hash "^(digest|update|md5Hex|sha1Hex|sha256Hex|md5DigestAsHex|md5|sha1|hashString)$")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))

([(variable_declarator name: (identifier) @_name value: (string_literal) @_value)
  (assignment_expression left: (_) @_name right: (string_literal) @_value)] @secret
  (#match? @_name "(?i)$kept-secret$")
  (#match? @_value "^\"[^\\s\"]{8,}\"$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))
((method_invocation name: (identifier) @_set arguments: (argument_list . (string_literal) @_value .)) @secret
  (#match? @_set "^set(Password|Secret|ApiKey|SecretKey|AccessToken)$")
  (#match? @_value "^\"[^\\s\"]{8,}\"$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))
((string_literal) @secret (#match? @secret "$known-secret") (#not-match? @secret "$no-known-secret"))

([(object_creation_expression type: (_) @_file arguments: (argument_list) @_name)
  (method_invocation object: (_) @_on name: (_) @_get arguments: (argument_list . (_) (_)) @_name)] @path
  (#match? @_file "^(java\\.io\\.)?(File|FileInputStream|FileOutputStream|FileReader|FileWriter)$")
  (#match? @_on "^(Paths?|Files)$") (#match? @_get "^(get|of|\\w*[rR]ead\\w*|write|delete|newInputStream)$")
  (#stands-for? @_name "getParameter|getHeader|getPathInfo|getQueryString|@(RequestParam|PathVariable|RequestHeader|QueryParam|PathParam)\\b")
  (#not-stands-for? @_name "getFileName|getName\\("))

((method_invocation object: (_) @_on name: (identifier) @_print arguments: (argument_list [(binary_expression) (identifier) (method_invocation)] @_html)) @html
  (#match? @_on "(?i)getWriter|^(out|writer|w)$")
  (#match? @_print "^(print|println|write|append|printf)$")
  (#stands-for? @_html "\"\\s*<[a-z!]") (#stands-for? @_html "getParameter|getHeader")
  (#not-stands-for? @_html "(?i)escape|encode|sanitize"))
