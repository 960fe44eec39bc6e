; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_operator left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#match? @_text "$sql")
  (#match? @_text "$sql-to-value")
  (#not-match? @_value "$no-sql-value|^[rbuf]*[\"']|^(?-i:[A-Z_0-9.]+)$"))
((binary_operator left: (_) @_text operator: "%" right: (_) @_value) @sql
  (#match? @_text "$sql")
  (#match? @_text "$sql-with-verb")
  (#not-match? @_value "$no-sql-value"))
((call function: (attribute object: (string) @_text attribute: (identifier) @_format) arguments: (argument_list) @_value) @sql
  (#eq? @_format "format")
  (#match? @_text "$sql")
  (#match? @_text "(?is)([=<>]|\\b(like|between|order\\s+by)\\b|\\b(in|values)\\s*\\([^()]*)\\s*['\"%]*\\{")
  (#not-match? @_value "$no-sql-value"))
([(string (interpolation)) (concatenated_string (string (interpolation)))] @sql
  (#match? @sql "$sql")
  (#match? @sql "(?is)([=<>]|\\b(like|between|order\\s+by)\\b|\\b(in|values)\\s*\\([^()]*)\\s*['\"%]*\\{\\s*[\\w.]*(?-i:[a-z])")
  (#not-match? @sql "(?i)\\{[^}]*(join|\\.map\\(|\\bph\\b|repeat|placeholder|marks|escape|\\bint\\(|number\\(|parse(int|float)|itoa|formatint)"))

((call function: (_) @_run arguments: (argument_list . (_) @_command)) @shell
  (#match? @_run "^(os\\.(system|popen)|subprocess\\.get(status)?output|(asyncio\\.)?create_subprocess_shell)$")
  (#not-match? @_command "^[rbu]*[\"'][^\"']*[\"']$|shlex\\.(quote|join)"))
((call function: (_) @_run arguments: (argument_list . (_) @_command (keyword_argument name: (identifier) @_shell value: (true)))) @shell
  (#match? @_run "^subprocess\\.|create_subprocess|^(run|Popen|call|check_call|check_output)$")
  (#eq? @_shell "shell")
  (#not-match? @_command "^[rbu]*[\"'][^\"']*[\"']$|shlex\\.(quote|join)"))

((call function: (_) @_run arguments: (argument_list . (list . (string) @_shell . (string) @_c . (_) @_command))) @shell
  (#match? @_run "^subprocess\\.|^(run|Popen|call|check_call|check_output)$")
  (#match? @_shell "^[\"'](.*/)?(sh|bash|zsh|dash|cmd|cmd\\.exe|powershell)[\"']$")
  (#match? @_c "(?i)^[\"'](-l?c|/c|-command)[\"']$")
  (#not-match? @_command "^[rbu]*[\"'][^\"']*[\"']$|shlex\\.(quote|join)"))

((call function: (identifier) @_eval arguments: (argument_list . (_) @_code)) @eval
  (#match? @_eval "^(eval|exec)$")
  (#not-match? @_code "^[rbu]*[\"'][^\"']*[\"']$|^compile\\("))

((call function: (_) @_who arguments: (argument_list (keyword_argument name: (identifier) @_verify value: (false)))) @tls
  (#match? @_who "(?i)^(\\w+\\.)*\\w*(requests|httpx|session|client|http)\\w*\\.(get|post|put|patch|delete|head|options|request|send|stream|ws_connect)$|\\bhttpx\\.Client$|\\bAsyncClient$|TCPConnector$|^boto3\\.(client|resource)$")
  (#match? @_verify "^(verify|verify_ssl|ssl)$"))
((call function: (_) @_who arguments: (argument_list (keyword_argument name: (identifier) @_certs value: (_) @_none))) @tls
  (#match? @_who "(HTTPS?ConnectionPool|PoolManager)$") (#eq? @_certs "cert_reqs") (#match? @_none "CERT_NONE"))
((attribute) @tls (#match? @tls "^ssl\\._create_unverified_context$"))
((assignment left: (attribute attribute: (identifier) @_what) right: (_) @_value) @tls
  (#match? @_what "^(verify_mode|check_hostname)$")
  (#match? @_value "CERT_NONE|^False$"))

((call function: (_) @_hash arguments: (argument_list) @_of) @hash
  (#match? @_hash "^(hashlib\\.)?(md5|sha1|sha224|sha256|sha384|sha512)$|^hashlib\\.new$")
  (#match? @_of "$password") (#not-match? @_of "$no-password"))

; The name of the hash is not compared, so the password must come at once.
((expression_statement (assignment right: (call function: (_) @_hash))) .
  (expression_statement (call function: (attribute attribute: (identifier) @_update) arguments: (argument_list) @_of) @hash)
  (#match? @_hash "^(hashlib\\.)?(md5|sha1|sha224|sha256|sha384|sha512)$|^hashlib\\.new$")
  (#eq? @_update "update")
  (#match? @_of "$password") (#not-match? @_of "$no-password"))

((assignment left: [(identifier) (attribute)] @_name right: (string) @_value) @secret
  (#match? @_name "(?i)(^|_|\\.)$kept-secret$")
  (#match? @_value "^[rbu]*[\"'][^\\s\"']{8,}[\"']$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))
((pair key: (string) @_name value: (string) @_value) @secret
  (#match? @_name "(?i)^[\"'](\\w*_)?$kept-secret[\"']$")
  (#match? @_value "^[rbu]*[\"'][^\\s\"']{8,}[\"']$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))
((keyword_argument name: (identifier) @_name value: (string) @_value) @secret
  (#match? @_name "(?i)(^|_)$kept-secret$")
  (#match? @_value "^[rbu]*[\"'][^\\s\"']{8,}[\"']$") (#match? @_value "[0-9]")
  (#not-match? @_value "$sample"))

((call function: (_) @_file arguments: (argument_list) @_name) @path
  (#match? @_file "^(open|Path|pathlib\\.Path|send_file|FileResponse|os\\.(path\\.join|remove|open|unlink)|shutil\\.\\w+)$")
  (#match? @_name "\\brequest\\.(args|form|values|query_params|GET|POST|json|files|params)\\b")
  (#not-match? @_name "secure_filename|basename|safe_join"))

((call function: (_) @_mark arguments: (argument_list . (_) @_html)) @html
  (#match? @_mark "^(markupsafe\\.|flask\\.)?Markup$|mark_safe$|render_template_string$")
  (#not-match? @_html "^[rbu]*[\"'][^{\"']*[\"']$|escape|bleach|sanitize|^[A-Z_]+$"))
((string (interpolation) @_value) @html
  (#match? @html "<[a-z!]")
  (#match? @_value "\\brequest\\.")
  (#not-match? @_value "escape"))
((binary_operator left: (_) @_text operator: ["+" "%"] right: (_) @_value) @html
  (#match? @_text "[\"']\\s*<[a-z!]")
  (#match? @_value "\\brequest\\.")
  (#not-match? @_value "escape"))
