(function_declarator declarator: (_) @name (trailing_return_type (_) @returns))

(parameter_list (parameter_declaration type: (_) @type declarator: (reference_declarator) @parameter)) @list
(parameter_list (optional_parameter_declaration type: (_) @type declarator: (_) @parameter) @optional) @list
(parameter_list (variadic_parameter_declaration type: (_) @type declarator: (_) @parameter)) @list

[
  (function_definition type: (_) @returns declarator: (reference_declarator (function_declarator declarator: (_) @name)) @pointer)
  (declaration type: (_) @returns declarator: (reference_declarator (function_declarator declarator: (_) @name)) @pointer)
  (field_declaration type: (_) @returns declarator: (function_declarator declarator: (_) @name))
  (field_declaration type: (_) @returns declarator: (pointer_declarator (function_declarator declarator: (_) @name)) @pointer)
  (field_declaration type: (_) @returns declarator: (reference_declarator (function_declarator declarator: (_) @name)) @pointer)
]

(lambda_expression) @function

(throw_statement (call_expression function: (_) @error)) @raise
(throw_statement (compound_literal_expression type: (_) @error)) @raise

(try_statement body: (_) @guarded (catch_clause parameters: (parameter_list (parameter_declaration type: (_) @caught))))
(try_statement body: (_) @guarded (catch_clause parameters: (parameter_list . ")")))

((throw_statement) @again (#match? @again "^throw\\s*;$"))
(throw_statement (identifier) @variable) @raise
(catch_clause) @handler
(catch_clause parameters: (parameter_list (parameter_declaration type: (_) @handles))) @handler
(catch_clause parameters: (parameter_list (parameter_declaration type: (_) @handles declarator: [
  (identifier) @alias
  (reference_declarator (identifier) @alias)
]))) @handler

; Of a member that is defined outside of its class they are the class's.
(template_declaration
  parameters: (template_parameter_list [
    (type_parameter_declaration (type_identifier) @generic)
    (variadic_type_parameter_declaration (type_identifier) @generic)
    (optional_type_parameter_declaration name: (type_identifier) @generic)
    (parameter_declaration declarator: (identifier) @generic)
    (optional_parameter_declaration declarator: (identifier) @generic)
  ])
  [
    (class_specifier name: (type_identifier) @name)
    (struct_specifier name: (type_identifier) @name)
    (function_definition declarator: (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name))
    (function_definition declarator: (pointer_declarator (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name)))
    (function_definition declarator: (reference_declarator (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name)))
    (declaration declarator: (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name))
    (declaration declarator: (pointer_declarator (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name)))
    (declaration declarator: (reference_declarator (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name)))
  ])
