; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_expression left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#match? @_text "$sql")
  (#match? @_text "$sql-to-value")
  (#not-match? @_value "$no-sql-value|^[rbuf]*[\"`]|^(?-i:[A-Z_0-9.]+)$"))
((call_expression function: (selector_expression) @_format arguments: (argument_list . [(interpreted_string_literal) (raw_string_literal)] @_text) @_value) @sql
  (#eq? @_format "fmt.Sprintf")
  (#match? @_text "$sql")
  (#match? @_text "$sql-with-verb")
  (#not-match? @_value "$no-sql-value"))

((call_expression function: (selector_expression) @_run arguments: (argument_list (interpreted_string_literal) @_shell . (interpreted_string_literal) @_c . (_) @_command)) @shell
  (#match? @_run "^exec\\.Command(Context)?$")
  (#match? @_shell "^\"(.*/)?(sh|bash|zsh|dash|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-l?c|-command)\"$")
  (#not-match? @_command "^(\"[^\"]*\"|`[^`]*`)$"))

((keyed_element . (_) @_key (_) @_value) @tls
  (#eq? @_key "InsecureSkipVerify") (#eq? @_value "true"))
((assignment_statement left: (expression_list (selector_expression field: (field_identifier) @_key)) right: (expression_list (true))) @tls
  (#eq? @_key "InsecureSkipVerify"))

((call_expression function: (selector_expression) @_hash arguments: (argument_list) @_of) @hash
  (#match? @_hash "^(md5\\.Sum|sha1\\.Sum|sha256\\.Sum(256|224)|sha512\\.Sum(512|384))$")
  (#match? @_of "$password") (#not-match? @_of "$no-password"))

; The name of the hash is not compared, so the password must come at once.
((short_var_declaration right: (expression_list (call_expression function: (_) @_hash))) .
  (expression_statement (call_expression function: (selector_expression) @_write arguments: (argument_list) @_of) @hash)
  (#match? @_hash "^(md5|sha1|sha256|sha512)\\.New(224|384)?$")
  (#match? @_write "\\.Write$|^io\\.WriteString$|^fmt\\.Fprint(f|ln)?$")
  (#match? @_of "$password") (#not-match? @_of "$no-password"))

([(const_spec name: (identifier) @_name value: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (var_spec name: (identifier) @_name value: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (short_var_declaration left: (expression_list . (identifier) @_name) right: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (assignment_statement left: (expression_list . (_) @_name) right: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (keyed_element . (literal_element (identifier) @_name) (literal_element [(interpreted_string_literal) (raw_string_literal)] @_value))] @secret
  (#match? @_name "(?i)$kept-secret$")
  (#match? @_value "^[\"`][^\\s\"`]{8,}[\"`]$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))

((call_expression function: (selector_expression) @_file arguments: (argument_list) @_name) @path
  (#match? @_file "^(os\\.(Open|OpenFile|ReadFile|WriteFile|Create|Remove|RemoveAll)|ioutil\\.\\w+|filepath\\.Join|path\\.Join|http\\.ServeFile)$")
  (#match? @_name "\\.(FormValue|PathValue|PostFormValue|Param|Query)\\(|\\bmux\\.Vars\\(")
  (#not-match? @_name "\\b(filepath|path)\\.(Base|IsLocal)\\("))

((call_expression function: (selector_expression) @_mark arguments: (argument_list . (_) @_html)) @html
  (#match? @_mark "^template\\.(HTML|HTMLAttr|JS)$")
  (#not-match? @_html "^(\"[^\"]*\"|`[^`]*`)$|(?i)escape|sanitize"))
((call_expression function: (selector_expression) @_print arguments: (argument_list) @_html) @html
  (#match? @_print "^fmt\\.Fprint(f|ln)?$|^io\\.WriteString$|\\.Write$")
  (#match? @_html "<[a-z!]")
  (#match? @_html "\\.(FormValue|PathValue|PostFormValue|Param|Query)\\(")
  (#not-match? @_html "(?i)escape|sanitize"))
