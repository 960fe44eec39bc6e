; A statement has the shape of SQL, and the value stands where SQL has one: the
; name of a table cannot be a parameter, and prose is no statement.
((binary_operator left: (_) @_text operator: "+" right: (_) @_value) @sql
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-to-value")
  (#not-stands-for? @_value "$no-sql-value|$literal|$choice|^(?-i:[A-Z_0-9.]+)$"))
((augmented_assignment left: (identifier) operator: "+=" right: [(binary_operator) (string (interpolation))]) @sql
  (#nearby? @sql "$sql-begins") (#stands-for? @sql "$sql") (#stands-for? @sql "$sql-adds-value|\\bf[\"'](?s:.*)$sql-in-template")
  (#not-stands-for? @sql "$no-sql-value"))
((binary_operator left: [(string) (concatenated_string) (parenthesized_expression) (identifier)] @_text operator: "%" right: (_) @_value) @sql
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "$sql-with-verb")
  (#not-stands-for? @_value "$no-sql-value|$literal"))
((call function: (attribute object: [(string) (identifier) (parenthesized_expression)] @_text attribute: (identifier) @_format) arguments: (argument_list) @_value) @sql
  (#eq? @_format "format")
  (#nearby? @_text "$sql-begins") (#stands-for? @_text "$sql")
  (#stands-for? @_text "(?is)([=<>]|\\b(like|between|order\\s+by)\\b|\\b(in|values)\\s*\\([^()]*)\\s*['\"%\\\\]*\\{")
  (#not-stands-for? @_value "$no-sql-value"))
([(string (interpolation)) (concatenated_string (string (interpolation)))] @sql
  (#nearby? @sql "$sql-begins") (#match? @sql "$sql")
  (#match? @sql "$sql-in-template") (#stands-for? @sql "$sql-in-template")
  (#not-stands-for? @sql "(?i)\\{[^}]*(join|\\.map\\(|\\bph\\b|repeat|placeholder|marks|escape|\\bint\\(|number\\(|parse(int|float)|itoa|formatint)"))
((call function: (attribute object: (string) attribute: (identifier) @_join) arguments: (argument_list . (list) @_list)) @sql
  (#eq? @_join "join")
  (#nearby? @_list "$sql-begins") (#match? @_list "$sql") (#match? @_list "$sql-lists-value")
  (#not-stands-for? @_list "(?i)placeholder|marks|\\bph\\b|\\bint\\("))

((call function: (_) @_run arguments: (argument_list . (_) @_command)) @shell
  (#match? @_run "^(os\\.(system|popen)|subprocess\\.get(status)?output|(asyncio\\.)?create_subprocess_shell)$")
  (#not-stands-for? @_command "$literal|$numbers|\\bquote\\(|shlex\\.join|^[\\[(]\\s*([rbu]*(\"[^\"]*\"|'[^']*')[\\s\\\\]*)+[,\\])]"))
((call function: (_) @_run arguments: (argument_list . (_) @_command (keyword_argument name: (identifier) @_shell value: (true)))) @shell
  (#match? @_run "^subprocess\\.|create_subprocess|^(run|Popen|call|check_call|check_output)$")
  (#eq? @_shell "shell")
  (#not-stands-for? @_command "$literal|$numbers|\\bquote\\(|shlex\\.join|^[\\[(]\\s*([rbu]*(\"[^\"]*\"|'[^']*')[\\s\\\\]*)+[,\\])]"))
; What is put together before is not put together here.
((call function: (_) @_run arguments: (argument_list . (identifier) @_made)) @shell
  (#match? @_run "^(os\\.(system|popen)|subprocess\\.get(status)?output|(asyncio\\.)?create_subprocess_shell)$")
  (#stands-for? @_made "$joined|\\bf[\"'](?s:.*)\\{|[\"']\\s*%\\s*[\\w(]|[\"']\\.format\\(") (#not-stands-for? @_made "\\bquote\\(|shlex\\.join"))
((call function: (_) @_run arguments: (argument_list . (identifier) @_made (keyword_argument name: (identifier) @_shell value: (true)))) @shell
  (#match? @_run "^subprocess\\.|create_subprocess|^(run|Popen|call|check_call|check_output)$") (#eq? @_shell "shell")
  (#stands-for? @_made "$joined|\\bf[\"'](?s:.*)\\{|[\"']\\s*%\\s*[\\w(]|[\"']\\.format\\(") (#not-stands-for? @_made "\\bquote\\(|shlex\\.join"))
; A shell on another machine.
((call function: (attribute attribute: (identifier) @_run) arguments: (argument_list . (_) @_command)) @shell
  (#eq? @_run "exec_command")
  (#stands-for? @_command "$joined|\\bf[\"'](?s:.*)\\{\\s*[\\w.]*[a-z]|[\"']\\s*%\\s*[\\w(]|[\"']\\.format\\(") (#not-stands-for? @_command "\\bquote\\(|shlex\\.join"))

((call function: (_) @_run arguments: (argument_list . (list . (string) @_shell . (string) @_c . (_) @_command))) @shell
  (#match? @_run "^subprocess\\.|^(run|Popen|call|check_call|check_output)$")
  (#match? @_shell "^[\"'](.*/)?(sh|bash|zsh|dash|cmd|cmd\\.exe|powershell)[\"']$")
  (#match? @_c "(?i)^[\"'](-l?c|/c|-command)[\"']$")
  (#not-stands-for? @_command "$literal|$numbers|\\bquote\\(|shlex\\.join|^[\\[(]\\s*([rbu]*(\"[^\"]*\"|'[^']*')[\\s\\\\]*)+[,\\])]"))

((call function: (identifier) @_eval arguments: (argument_list . (_) @_code)) @eval
  (#match? @_eval "^(eval|exec)$")
  (#not-stands-for? @_code "$literal|^compile\\("))
; Both make any object that the data asks for.
((call function: (_) @_load arguments: (argument_list . (_) @_data)) @eval
  (#match? @_load "^(pickle|cPickle|_pickle|dill|cloudpickle|marshal|jsonpickle)\\.(loads?|decode)$")
  (#stands-for? @_data "\\brequest\\.|\\.recv\\(|\\brequests\\.(get|post)\\("))
((call function: (_) @_load) @eval (#match? @_load "^yaml\\.unsafe_load(_all)?$"))
((call function: (_) @_load arguments: (argument_list . (_) [(identifier) (attribute) (keyword_argument)] @_with)) @eval
  (#match? @_load "^yaml\\.load(_all)?$") (#match? @_with "(^|[=.]\\s*)(C?Loader|UnsafeLoader|CUnsafeLoader)$"))

; Nobody can tell from here whose data it is.
((call function: (_) @_load arguments: (argument_list . (identifier) @_data)) @load
  (#match? @_load "^(pickle|cPickle|_pickle|dill|cloudpickle|marshal|jsonpickle)\\.(loads|decode)$")
  (#stands-for? @_data "^\\w+$"))
((call function: (_) @_load arguments: (argument_list . (identifier) @_data .)) @load
  (#eq? @_load "yaml.load") (#stands-for? @_data "^\\w+$"))

((call function: (_) @_who arguments: (argument_list (keyword_argument name: (identifier) @_verify value: [(false) (identifier)] @_made))) @tls
  (#stands-for? @_made "^False$")
  (#match? @_who "(?i)^(\\w+\\.)*\\w*(requests|httpx|session|client|http)\\w*\\.(get|post|put|patch|delete|head|options|request|send|stream|ws_connect)$|\\bhttpx\\.Client$|\\bAsyncClient$|TCPConnector$|^boto3\\.(client|resource)$")
  (#match? @_verify "^(verify|verify_ssl|ssl)$"))
((call function: (_) @_who arguments: (argument_list (keyword_argument name: (identifier) @_certs value: (_) @_none))) @tls
  (#match? @_who "(HTTPS?ConnectionPool|PoolManager)$") (#eq? @_certs "cert_reqs") (#match? @_none "CERT_NONE"))
((call function: (_) @_who arguments: (argument_list (keyword_argument name: (identifier) @_host value: (false)))) @tls
  (#match? @_who "(HTTPS?ConnectionPool|PoolManager)$") (#eq? @_host "assert_hostname"))
((assignment left: (attribute object: (_) @_who attribute: (identifier) @_verify) right: (false)) @tls
  (#stands-for? @_who "(?i)session$|^requests$|^(requests\\.)?session\\(|^(httpx\\.)?(Async)?Client\\(") (#eq? @_verify "verify"))
((call function: (attribute attribute: (identifier) @_set) arguments: (argument_list . (_) @_option . (_) @_value)) @tls
  (#eq? @_set "setopt") (#match? @_option "SSL_VERIFY(PEER|HOST)$") (#match? @_value "^(0|False)$"))
((assignment left: (subscript subscript: (string) @_name) right: (string) @_value) @tls
  (#match? @_name "^[\"']PYTHONHTTPSVERIFY[\"']$") (#match? @_value "^[\"']0[\"']$"))
((call function: (_) @_policy) @tls (#match? @_policy "^(paramiko\\.)?(AutoAddPolicy|WarningPolicy)$"))
((attribute) @tls (#match? @tls "^ssl\\._create_unverified_context$"))
((assignment left: (attribute attribute: (identifier) @_what) right: (_) @_value) @tls
  (#match? @_what "^(verify_mode|check_hostname)$")
  (#match? @_value "CERT_NONE|^False$"))

((call function: (_) @_hash arguments: (argument_list) @_of) @hash
  (#match? @_hash "^(hashlib\\.)?(md5|sha1|sha224|sha256|sha384|sha512)$|^hashlib\\.new$")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))
((call function: (attribute object: (identifier) @_hash attribute: (identifier) @_update) arguments: (argument_list) @_of) @hash
  (#stands-for? @_hash "^(hashlib\\.)?(md5|sha1|sha224|sha256|sha384|sha512)\\(|^hashlib\\.new\\(")
  (#eq? @_update "update")
  (#stands-for? @_of "$password") (#not-stands-for? @_of "$no-password"))

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
((assignment left: (subscript subscript: (string) @_name) right: (string) @_value) @secret
  (#match? @_name "(?i)^[\"'](\\w*_)?$kept-secret[\"']$")
  (#match? @_value "^[rbu]*[\"'][^\\s\"']{8,}[\"']$")
  (#not-match? @_value "$sample"))
((call function: (_) @_sign arguments: (argument_list . (_) . (string) @_value)) @secret
  (#match? @_sign "^jwt\\.(encode|decode)$")
  (#match? @_value "^[rbu]*[\"'][^\\s\"']{6,}[\"']$") (#not-match? @_value "$sample"))
((string) @secret (#match? @secret "$known-secret") (#not-match? @secret "$no-known-secret"))

((call function: (_) @_file arguments: (argument_list) @_name) @path
  (#match? @_file "^(open|io\\.open|codecs\\.open|Path|pathlib\\.Path|(flask\\.)?send_file|FileResponse|os\\.(path\\.join|remove|open|unlink|listdir|rename|makedirs|rmdir)|shutil\\.\\w+)$")
  (#stands-for? @_name "\\brequest\\.(args|form|values|query_params|GET|POST|json|files|params)\\b|@\\w+\\.(get|post|put|patch|delete|route)\\(")
  (#not-stands-for? @_name "secure_filename|basename|safe_join|\\bint\\(|\\.(read|stream|items|keys)\\b"))

((call function: (_) @_mark arguments: (argument_list . (_) @_html)) @html
  (#match? @_mark "^(markupsafe\\.|flask\\.)?Markup$|mark_safe$|render_template_string$")
  (#not-stands-for? @_html "$literal|escape|bleach|sanitize|^[A-Z_]+$|format_html|render_to_string|\\.render\\("))
((string (interpolation) @_value) @html
  (#match? @html "<[a-z!]")
  (#stands-for? @_value "\\brequest\\.(args|form|values|query_params|GET|POST|json|params|cookies|headers|path|url)\\b")
  (#not-stands-for? @_value "escape|bleach|sanitize|\\b(int|float|len|url_for|quote)\\("))
((binary_operator left: (_) @_text operator: ["+" "%"] right: (_) @_value) @html
  (#match? @_text "[\"']\\s*<[a-z!]")
  (#stands-for? @_value "\\brequest\\.(args|form|values|query_params|GET|POST|json|params|cookies|headers|path|url)\\b")
  (#not-stands-for? @_value "escape|bleach|sanitize|\\b(int|float|len|url_for|quote)\\("))
((call function: (attribute object: (string) @_text attribute: (identifier) @_format) arguments: (argument_list) @_value) @html
  (#eq? @_format "format") (#match? @_text "[\"']\\s*<[a-z!]")
  (#stands-for? @_value "\\brequest\\.(args|form|values|query_params|GET|POST|json|params|cookies|headers|path|url)\\b")
  (#not-stands-for? @_value "escape|bleach|sanitize|\\b(int|float|len|url_for|quote)\\("))
