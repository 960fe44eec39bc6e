; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_expression left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-to-value")
  (#not-stands-for? @_value "$no-sql-value|$literal|$choice|^(?-i:[A-Z_0-9.]+)$"))
((assignment_statement left: (expression_list . (identifier) .) operator: "+=" right: (expression_list . [(binary_expression) (identifier) (selector_expression)] .)) @sql
  (#nearby? @sql "$sql-begins") (#stands-for? @sql "$sql") (#stands-for? @sql "$sql-adds-value") (#not-stands-for? @sql "$no-sql-value"))
((call_expression function: (selector_expression) @_format arguments: (argument_list . [(interpreted_string_literal) (raw_string_literal) (binary_expression) (identifier)] @_text) @_value) @sql
  (#eq? @_format "fmt.Sprintf")
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-with-verb")
  (#not-stands-for? @_value "$no-sql-value"))
((call_expression function: (selector_expression) @_format arguments: (argument_list . (unary_expression operand: (identifier)) . [(interpreted_string_literal) (raw_string_literal)] @_text) @_value) @sql
  (#eq? @_format "fmt.Fprintf")
  (#nearby? @_text "$sql-begins") (#match? @_text "$sql") (#match? @_text "$sql-with-verb") (#not-stands-for? @_value "$no-sql-value"))
((call_expression function: (selector_expression operand: (identifier) @_text field: (_) @_write) arguments: (argument_list . [(identifier) (selector_expression)] @_value .)) @sql
  (#eq? @_write "WriteString")
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql") (#stands-for? @_text "$sql-to-value") (#not-stands-for? @_value "$no-sql-value|$literal|$choice|^(?-i:[A-Z_0-9.]+)$"))
; Parts of a statement, as query builders take them.
((call_expression function: (selector_expression field: (_) @_where) arguments: (argument_list . [(binary_expression) (call_expression) (identifier)] @_condition)) @sql
  (#match? @_where "^(Where|Having|Or|Not)$")
  (#stands-for? @_condition "(?is)^[\"`][^\"`]*$compares['%]*[\"`]\\s*\\+\\s*[\\w.]*(?-i:[a-z])|^fmt\\.Sprintf\\(\\s*[\"`][^\"`]*$compares'?(%%)*%[svq]")
  (#not-stands-for? @_condition "$no-sql-value"))

((call_expression function: (selector_expression) @_run arguments: (argument_list (_) @_shell . (interpreted_string_literal) @_c . (_) @_command)) @shell
  (#match? @_run "^exec\\.Command(Context)?$")
  (#stands-for? @_shell "^\"(.*/)?(sh|bash|zsh|dash|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-l?c|-command)\"$")
  (#not-stands-for? @_command "$literal"))
; What is put together before is not put together here.
((call_expression function: (selector_expression) @_run arguments: (argument_list (_) @_shell . (interpreted_string_literal) @_c . (identifier) @_made)) @shell
  (#match? @_run "^exec\\.Command(Context)?$")
  (#stands-for? @_shell "^\"(.*/)?(sh|bash|zsh|dash|cmd|cmd\\.exe|powershell)\"$")
  (#match? @_c "(?i)^\"(-c|/c|-l?c|-command)\"$")
  (#stands-for? @_made "$joined|fmt\\.Sprintf\\("))

((keyed_element . (_) @_key (_) @_value) @tls
  (#eq? @_key "InsecureSkipVerify") (#eq? @_value "true"))
((assignment_statement left: (expression_list (selector_expression field: (field_identifier) @_key)) right: (expression_list (true))) @tls
  (#eq? @_key "InsecureSkipVerify"))
((selector_expression) @tls (#match? @tls "^ssh\\.InsecureIgnoreHostKey$"))

((call_expression function: (selector_expression) @_hash arguments: (argument_list) @_of) @hash
  (#match? @_hash "^(md5\\.Sum|sha1\\.Sum|sha256\\.Sum(256|224)|sha512\\.Sum(512|384))$")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))
((call_expression function: (selector_expression operand: (identifier) @_hash field: (_) @_write) arguments: (argument_list) @_of) @hash
  (#stands-for? @_hash "^(md5|sha1|sha256|sha512)\\.New(224|384)?\\(") (#match? @_write "^(Write|Sum)$")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))
((call_expression function: (selector_expression) @_write arguments: (argument_list . (identifier) @_hash) @_of) @hash
  (#stands-for? @_hash "^(md5|sha1|sha256|sha512)\\.New(224|384)?\\(") (#match? @_write "^io\\.WriteString$|^fmt\\.Fprint(f|ln)?$")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))

([(const_spec name: (identifier) @_name value: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (var_spec name: (identifier) @_name value: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (short_var_declaration left: (expression_list . (identifier) @_name) right: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (assignment_statement left: (expression_list . (_) @_name) right: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @_value))
  (keyed_element . (literal_element (identifier) @_name) (literal_element [(interpreted_string_literal) (raw_string_literal)] @_value))] @secret
  (#match? @_name "(?i)$kept-secret$")
  (#match? @_value "^[\"`][^\\s\"`]{8,}[\"`]$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))
([(interpreted_string_literal) (raw_string_literal)] @secret (#match? @secret "$known-secret") (#not-match? @secret "$no-known-secret"))

((call_expression function: (selector_expression) @_file arguments: (argument_list) @_name) @path
  (#match? @_file "^(os\\.(Open|OpenFile|ReadFile|WriteFile|Create|Remove|RemoveAll)|ioutil\\.\\w+|filepath\\.Join|path\\.Join|http\\.ServeFile)$")
  (#stands-for? @_name "\\.(FormValue|PathValue|PostFormValue|Param|Query)\\(|\\bmux\\.Vars\\(")
  (#not-stands-for? @_name "\\b(filepath|path)\\.(Base|IsLocal)\\(|\\bstrconv\\."))

((call_expression function: (selector_expression) @_mark arguments: (argument_list . (_) @_html)) @html
  (#match? @_mark "^template\\.(HTML|HTMLAttr|JS|JSStr)$")
  (#not-stands-for? @_html "$literal|(?i)escape|sanitize"))
((call_expression function: (selector_expression) @_print arguments: (argument_list) @_html) @html
  (#match? @_print "^fmt\\.Fprint(f|ln)?$|^io\\.WriteString$|\\.Write(String)?$")
  (#stands-for? @_html "<[a-z!]")
  (#stands-for? @_html "\\.(FormValue|PathValue|PostFormValue|Param|Query)\\(")
  (#not-stands-for? @_html "(?i)escape|sanitize|json|\\bstrconv\\."))
