(function_definition name: (_) @name parameters: (_) @parameters return_type: (_)? @returns)

(parameters [(identifier) (list_splat_pattern) (dictionary_splat_pattern)] @parameter) @list
(parameters (default_parameter name: (identifier) @parameter) @optional) @list
(parameters (typed_parameter . [(identifier) (list_splat_pattern) (dictionary_splat_pattern)] @parameter type: (_) @type)) @list
(parameters (typed_default_parameter name: (identifier) @parameter type: (_) @type) @optional) @list
((parameters . (identifier) @receiver) @list (#match? @receiver "^(self|cls)$"))

[(function_definition) (lambda)] @function

(return_statement (_)) @value
(yield) @yield

(raise_statement . [(identifier) @error (attribute) @error (call function: [(identifier) (attribute)] @error)]) @raise

(try_statement body: (_) @guarded (except_clause . (block)))
(try_statement body: (_) @guarded (except_clause . [(identifier) (attribute)] @caught))
(try_statement body: (_) @guarded (except_clause . (tuple (_) @caught)))
(try_statement body: (_) @guarded (except_clause . (as_pattern . [(identifier) (attribute)] @caught)))
(try_statement body: (_) @guarded (except_clause . (as_pattern . (tuple (_) @caught))))

(if_statement condition: (_) @branch)
(elif_clause condition: (_) @branch)
(conditional_expression (_) . (_) @branch . (_))
(case_clause (case_pattern) @branch)

((raise_statement) @again (#eq? @again "raise"))
(except_clause) @handler
(except_clause . [(identifier) (attribute)] @handles) @handler
(except_clause . (tuple [(identifier) (attribute)] @handles)) @handler
(except_clause . (as_pattern . [(identifier) (attribute)] @handles (as_pattern_target (identifier) @alias))) @handler
(except_clause . (as_pattern . (tuple [(identifier) (attribute)] @handles) (as_pattern_target (identifier) @alias))) @handler

(assignment left: (identifier) @local) @set
(assignment left: (identifier) @local right: (call function: [(identifier) (attribute)] @made)) @set
