; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_expression left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-to-value")
  (#not-stands-for? @_value "$no-sql-value|$literal|$choice|^(?-i:[A-Z_0-9.]+)$"))
((augmented_assignment_expression left: (identifier) right: [(binary_expression) (template_string (template_substitution)) (identifier) (member_expression)]) @sql
  (#nearby? @sql "$sql-begins") (#stands-for? @sql "$sql") (#stands-for? @sql "$sql-adds-value|$sql-in-template")
  (#not-stands-for? @sql "$no-sql-value"))
; What is tagged, as in sql`…`, takes its values apart, and is not one of these.
([(arguments (template_string (template_substitution)) @sql)
  (variable_declarator value: (template_string (template_substitution)) @sql)
  (assignment_expression right: (template_string (template_substitution)) @sql)
  (pair value: (template_string (template_substitution)) @sql)
  (return_statement (template_string (template_substitution)) @sql)]
  (#nearby? @sql "$sql-begins") (#match? @sql "$sql")
  (#match? @sql "$sql-in-template") (#stands-for? @sql "$sql-in-template")
  (#not-stands-for? @sql "(?i)\\$\\{[^}]*(join|\\.map\\(|\\bph\\b|repeat|placeholder|marks|escape|\\bint\\(|number\\(|parse(int|float)|itoa|formatint)"))
; Parts of a statement, as query builders take them.
((call_expression function: (member_expression property: (property_identifier) @_where) arguments: (arguments . [(template_string (template_substitution)) (binary_expression)] @_condition)) @sql
  (#match? @_where "^(and|or)?([wW]here|[hH]aving)(Raw)?$")
  (#stands-for? @_condition "(?is)^[\"'`][^\"'`]*$compares[\"'`]?\\s*(\\+\\s*|\\$\\{\\s*)[\\w.]*(?-i:[a-z])|^[\"'`][\\w\\s.]*$compares['%]*[\"'`]?\\s*(\\+\\s*|\\$\\{\\s*)[\\w.]*(?-i:[a-z])")
  (#not-stands-for? @_condition "$no-sql-value"))
((call_expression function: (member_expression object: (_) @_text property: (property_identifier) @_concat) arguments: (arguments . [(identifier) (member_expression)] @_value)) @sql
  (#eq? @_concat "concat")
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql") (#stands-for? @_text "$sql-to-value")
  (#not-stands-for? @_value "$no-sql-value|$literal|$choice|^(?-i:[A-Z_0-9.]+)$"))
((call_expression function: (member_expression object: (array) @_list property: (property_identifier) @_join)) @sql
  (#eq? @_join "join")
  (#nearby? @_list "$sql-begins") (#match? @_list "$sql") (#match? @_list "$sql-lists-value")
  (#not-stands-for? @_list "(?i)placeholder|marks|\\bph\\b|number\\("))

((call_expression function: (identifier) @_run arguments: (arguments . [(template_string (template_substitution)) (binary_expression)] @_command)) @shell
  (#stands-for? @_run "^(util\\.)?promisify\\(\\s*([\\w.]+\\.)?exec\\s*\\)$")
  (#stands-for? @_command "$joined|`[^`]*\\$\\{\\s*[\\w.]*[a-z]|\\.concat\\(") (#not-stands-for? @_command "(?i)escape|quote"))
((call_expression function: (_) @_run arguments: (arguments . [(template_string (template_substitution)) (binary_expression)] @_command)) @shell
  (#match? @_run "^(child_process|cp|childProcess|require\\([\"'](node:)?child_process[\"']\\))\\.exec(Sync)?$|^execSync$|^(shell|shelljs)\\.exec$|^execaCommand(Sync)?$|^execa\\.command(Sync)?$")
  (#stands-for? @_command "$joined|`[^`]*\\$\\{\\s*[\\w.]*[a-z]|\\.concat\\(") (#not-stands-for? @_command "(?i)escape|quote"))
((call_expression function: (_) @_run arguments: (arguments . (identifier) @_made)) @shell
  (#match? @_run "^(child_process|cp|childProcess|require\\([\"'](node:)?child_process[\"']\\))\\.exec(Sync)?$|^execSync$|^(shell|shelljs)\\.exec$|^execaCommand(Sync)?$|^execa\\.command(Sync)?$")
  (#stands-for? @_made "$joined|`[^`]*\\$\\{\\s*[\\w.]*[a-z]|\\.concat\\(") (#not-stands-for? @_made "(?i)escape|quote"))
; Much is called exec, so the file must say where this one comes from.
((call_expression function: (identifier) @_run arguments: (arguments . [(template_string (template_substitution)) (binary_expression)] @_command)) @shell.child_process
  (#match? @_run "^(exec|execAsync|execPromise)$")
  (#stands-for? @_command "$joined|`[^`]*\\$\\{\\s*[\\w.]*[a-z]|\\.concat\\(") (#not-stands-for? @_command "(?i)escape|quote"))
((call_expression function: (identifier) @_run arguments: (arguments . (identifier) @_made)) @shell.child_process
  (#match? @_run "^(exec|execAsync|execPromise)$")
  (#stands-for? @_made "$joined|`[^`]*\\$\\{\\s*[\\w.]*[a-z]|\\.concat\\(") (#not-stands-for? @_made "(?i)escape|quote"))
((call_expression function: (_) @_run arguments: (arguments . (string) @_shell . (array . (string) @_c . (_) @_command))) @shell
  (#match? @_run "^((child_process|cp|childProcess)\\.)?(spawn|spawnSync|execFile|execFileSync)$")
  (#match? @_shell "^[\"'](.*/)?(sh|bash|zsh|dash|cmd|cmd\\.exe|powershell)[\"']$")
  (#match? @_c "(?i)^[\"'](-l?c|/c|-command)[\"']$")
  (#not-stands-for? @_command "$literal"))
((call_expression function: (_) @_run arguments: (arguments . (_) @_command (object (pair key: (property_identifier) @_shell value: (true))))) @shell
  (#match? @_run "^((child_process|cp|childProcess)\\.)?(spawn|spawnSync|execFile|execFileSync)$")
  (#eq? @_shell "shell")
  (#not-stands-for? @_command "$literal"))

((call_expression function: [(identifier) (member_expression)] @_eval arguments: (arguments . (_) @_code)) @eval
  (#match? @_eval "^((window|globalThis)\\.)?eval$")
  (#not-stands-for? @_code "$literal"))
((new_expression constructor: (identifier) @_function arguments: (arguments (_) @_code .)) @eval
  (#eq? @_function "Function")
  (#not-stands-for? @_code "$literal"))
((call_expression function: (_) @_later arguments: (arguments . (_) @_code (_))) @eval
  (#match? @_later "^((window|globalThis)\\.)?(setTimeout|setInterval)$")
  (#stands-for? @_code "^[\"'][^\"']*$joined|^`[^`]*\\$\\{\\s*[\\w.]*[a-z]"))
((call_expression function: (_) @_run arguments: (arguments . (_) @_code)) @eval
  (#match? @_run "^vm\\.run(InThisContext|InNewContext|InContext)$")
  (#not-stands-for? @_code "$literal"))

((pair key: [(property_identifier) (string)] @_key value: [(false) (identifier)] @_made) @tls
  (#match? @_key "^[\"']?(rejectUnauthorized|strictSSL)[\"']?$") (#stands-for? @_made "^false$"))
((pair key: (property_identifier) @_key value: (arrow_function body: [(identifier) (null) (true) (statement_block) (undefined)] @_body)) @tls
  (#eq? @_key "checkServerIdentity") (#match? @_body "^(undefined|null|true|\\{\\s*\\}|\\{\\s*return( (undefined|null|true))?;?\\s*\\})$"))
((assignment_expression left: (_) @_what right: (_) @_value) @tls
  (#match? @_what "NODE_TLS_REJECT_UNAUTHORIZED|\\.rejectUnauthorized$")
  (#match? @_value "^[\"']?0[\"']?$|^false$"))

((call_expression function: (member_expression object: [(call_expression) (identifier)] @_hash property: (property_identifier) @_update) arguments: (arguments) @_of) @hash
  (#stands-for? @_hash "createHash\\(\\s*[\"'](md5|sha1|sha224|sha256|sha384|sha512)[\"']")
  (#eq? @_update "update")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))
((call_expression function: (_) @_hash arguments: (arguments) @_of) @hash
  (#match? @_hash "^(md5|sha1|sha256|CryptoJS\\.(MD5|SHA1|SHA256|SHA512)|(crypto\\.|window\\.crypto\\.)?subtle\\.digest|crypto\\.hash)$")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))

([(variable_declarator name: (identifier) @_name value: (string) @_value)
  (assignment_expression left: [(identifier) (member_expression)] @_name right: (string) @_value)
  (pair key: [(property_identifier) (string)] @_name value: (string) @_value)] @secret
  (#match? @_name "(?i)(^[\"']?|_|\\.|[a-z])$kept-secret[\"']?$")
  (#match? @_value "^[\"'][^\\s\"']{8,}[\"']$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))
((call_expression function: (_) @_sign arguments: (arguments . (_) . (string) @_value)) @secret
  (#match? @_sign "^(jwt|jsonwebtoken)\\.(sign|verify)$")
  (#match? @_value "^[\"'][^\\s\"']{6,}[\"']$") (#not-match? @_value "$sample"))
((string) @secret (#match? @secret "$known-secret") (#not-match? @secret "$no-known-secret"))

((call_expression function: (_) @_file arguments: (arguments) @_name) @path
  (#match? @_file "^(fs(p|Promises|\\.promises)?\\.\\w+|path\\.(join|resolve)|(read|write|append)File(Sync)?|createReadStream|unlink(Sync)?)$")
  (#stands-for? @_name "\\breq(uest)?\\.(query|params|body)\\b")
  (#not-stands-for? @_name "basename|\\b(Number|parseInt)\\("))

((assignment_expression left: (member_expression property: (property_identifier) @_what) right: (_) @_html) @html
  (#match? @_what "^(innerHTML|outerHTML|srcdoc)$")
  (#not-stands-for? @_html "$literal|(?i)sanitize|purify|escape"))
((augmented_assignment_expression left: (member_expression property: (property_identifier) @_what) right: (_) @_html) @html
  (#match? @_what "^(innerHTML|outerHTML)$")
  (#not-stands-for? @_html "$literal|(?i)sanitize|purify|escape"))
((call_expression function: (_) @_write arguments: (arguments . (_) @_html)) @html
  (#match? @_write "^document\\.write(ln)?$")
  (#not-stands-for? @_html "$literal|(?i)sanitize|purify|escape"))
((call_expression function: (member_expression property: (property_identifier) @_insert) arguments: (arguments (_) @_html .)) @html
  (#eq? @_insert "insertAdjacentHTML")
  (#not-stands-for? @_html "$literal|(?i)sanitize|purify|escape"))
((call_expression function: (_) @_send arguments: (arguments . [(template_string) (binary_expression) (identifier)] @_html)) @html
  (#match? @_send "^(res|response|reply)\\.(send|write|end)$")
  (#stands-for? @_html "<[a-z!]") (#stands-for? @_html "\\breq(uest)?\\.(query|params|body)\\b")
  (#not-stands-for? @_html "(?i)sanitize|purify|escape|encode|\\b(Number|parseInt)\\("))
((call_expression function: (member_expression property: (property_identifier) @_insert) arguments: (arguments . (_) @_html .)) @html
  (#match? @_insert "^(createContextualFragment|bypassSecurityTrustHtml)$")
  (#not-stands-for? @_html "$literal|(?i)sanitize|purify|escape"))
((call_expression function: (member_expression object: (call_expression function: (identifier) @_query) property: (property_identifier) @_insert) arguments: (arguments . (_) @_html .)) @html
  (#match? @_query "^(\\$|jQuery)$") (#match? @_insert "^(html|append|prepend|before|after)$")
  (#stands-for? @_html "[\"'`]\\s*<[a-z!]") (#stands-for? @_html "$joined|`[^`]*\\$\\{\\s*[\\w.]*[a-z]")
  (#not-stands-for? @_html "(?i)sanitize|purify|escape|encode"))
