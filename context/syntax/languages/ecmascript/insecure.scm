; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_expression left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#match? @_text "$sql")
  (#match? @_text "$sql-to-value")
  (#not-match? @_value "$no-sql-value|^[rbuf]*[\"'`]|^(?-i:[A-Z_0-9.]+)$"))
; What is tagged, as in sql`…`, takes its values apart, and is not one of these.
([(arguments (template_string (template_substitution)) @sql)
  (variable_declarator value: (template_string (template_substitution)) @sql)
  (assignment_expression right: (template_string (template_substitution)) @sql)
  (pair value: (template_string (template_substitution)) @sql)
  (return_statement (template_string (template_substitution)) @sql)]
  (#match? @sql "$sql")
  (#match? @sql "(?is)([=<>]|\\b(like|between|order\\s+by)\\b|\\b(in|values)\\s*\\([^()]*)\\s*['\"%]*\\$\\{\\s*[\\w.]*(?-i:[a-z])")
  (#not-match? @sql "(?i)\\$\\{[^}]*(join|\\.map\\(|\\bph\\b|repeat|placeholder|marks|escape|\\bint\\(|number\\(|parse(int|float)|itoa|formatint)"))

((call_expression function: (_) @_run arguments: (arguments . [(template_string (template_substitution)) (binary_expression)] @_command)) @shell
  (#match? @_run "^(child_process|cp|childProcess|require\\([\"'](node:)?child_process[\"']\\))\\.exec(Sync)?$|^execSync$"))
; Much is called exec, so the file must say where this one comes from.
((call_expression function: (identifier) @_run arguments: (arguments . [(template_string (template_substitution)) (binary_expression)] @_command)) @shell.child_process
  (#match? @_run "^(exec|execAsync|execPromise)$"))
((call_expression function: (_) @_run arguments: (arguments . (string) @_shell . (array . (string) @_c . (_) @_command))) @shell
  (#match? @_run "^((child_process|cp|childProcess)\\.)?(spawn|spawnSync|execFile|execFileSync)$")
  (#match? @_shell "^[\"'](.*/)?(sh|bash|zsh|dash|cmd|cmd\\.exe|powershell)[\"']$")
  (#match? @_c "(?i)^[\"'](-l?c|/c|-command)[\"']$")
  (#not-match? @_command "^[\"'][^\"']*[\"']$|^`[^$]*`$"))
((call_expression function: (_) @_run arguments: (arguments . (_) @_command (object (pair key: (property_identifier) @_shell value: (true))))) @shell
  (#match? @_run "^((child_process|cp|childProcess)\\.)?(spawn|spawnSync|execFile|execFileSync)$")
  (#eq? @_shell "shell")
  (#not-match? @_command "^[\"'][^\"']*[\"']$"))

((call_expression function: [(identifier) (member_expression)] @_eval arguments: (arguments . (_) @_code)) @eval
  (#match? @_eval "^((window|globalThis)\\.)?eval$")
  (#not-match? @_code "^[\"'][^\"']*[\"']$"))
((new_expression constructor: (identifier) @_function arguments: (arguments (_) @_code .)) @eval
  (#eq? @_function "Function")
  (#not-match? @_code "^[\"'][^\"']*[\"']$"))

((pair key: [(property_identifier) (string)] @_key value: (false)) @tls
  (#match? @_key "^[\"']?rejectUnauthorized[\"']?$"))
((assignment_expression left: (_) @_what right: (_) @_value) @tls
  (#match? @_what "NODE_TLS_REJECT_UNAUTHORIZED|\\.rejectUnauthorized$")
  (#match? @_value "^[\"']?0[\"']?$|^false$"))

((call_expression function: (member_expression object: (call_expression) @_hash property: (property_identifier) @_update) arguments: (arguments) @_of) @hash
  (#match? @_hash "createHash\\(\\s*[\"'](md5|sha1|sha224|sha256|sha384|sha512)[\"']")
  (#eq? @_update "update")
  (#match? @_of "$password") (#not-match? @_of "$no-password"))
((call_expression function: (_) @_hash arguments: (arguments) @_of) @hash
  (#match? @_hash "^(md5|sha1|sha256|CryptoJS\\.(MD5|SHA1|SHA256))$")
  (#match? @_of "$password") (#not-match? @_of "$no-password"))

([(variable_declarator name: (identifier) @_name value: (string) @_value)
  (assignment_expression left: [(identifier) (member_expression)] @_name right: (string) @_value)
  (pair key: [(property_identifier) (string)] @_name value: (string) @_value)] @secret
  (#match? @_name "(?i)(^[\"']?|_|\\.|[a-z])$kept-secret[\"']?$")
  (#match? @_value "^[\"'][^\\s\"']{8,}[\"']$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))

((call_expression function: (_) @_file arguments: (arguments) @_name) @path
  (#match? @_file "^(fs(p|Promises|\\.promises)?\\.\\w+|path\\.(join|resolve)|(read|write|append)File(Sync)?|createReadStream|unlink(Sync)?)$")
  (#match? @_name "\\breq(uest)?\\.(query|params|body)\\b")
  (#not-match? @_name "basename"))

((assignment_expression left: (member_expression property: (property_identifier) @_what) right: (_) @_html) @html
  (#match? @_what "^(innerHTML|outerHTML|srcdoc)$")
  (#not-match? @_html "^[\"'][^\"']*[\"']$|^`[^$]*`$|(?i)sanitize|purify|escape"))
((augmented_assignment_expression left: (member_expression property: (property_identifier) @_what) right: (_) @_html) @html
  (#match? @_what "^(innerHTML|outerHTML)$")
  (#not-match? @_html "^[\"'][^\"']*[\"']$|^`[^$]*`$|(?i)sanitize|purify|escape"))
((call_expression function: (_) @_write arguments: (arguments . (_) @_html)) @html
  (#match? @_write "^document\\.write(ln)?$")
  (#not-match? @_html "^[\"'][^\"']*[\"']$|^`[^$]*`$|(?i)sanitize|purify|escape"))
((call_expression function: (member_expression property: (property_identifier) @_insert) arguments: (arguments (_) @_html .)) @html
  (#eq? @_insert "insertAdjacentHTML")
  (#not-match? @_html "^[\"'][^\"']*[\"']$|^`[^$]*`$|(?i)sanitize|purify|escape"))
((call_expression function: (_) @_send arguments: (arguments . [(template_string) (binary_expression)] @_html)) @html
  (#match? @_send "^(res|response|reply)\\.(send|write|end)$")
  (#match? @_html "<[a-z!]") (#match? @_html "\\breq(uest)?\\.(query|params|body)\\b")
  (#not-match? @_html "(?i)sanitize|purify|escape"))
