(function_declarator declarator: (_) @name parameters: (_) @parameters)

; A parameter's name is the first identifier of its declarator. One that is not
; named has no declarator, or an abstract one.
(parameter_list (parameter_declaration type: (_) @type declarator: [
  (identifier)
  (pointer_declarator)
  (array_declarator)
  (function_declarator)
  (parenthesized_declarator)
] @parameter)) @list

; Behind a star or two comes the same as without.
[
  (function_definition type: (_) @returns declarator: (function_declarator declarator: (_) @name))
  (declaration type: (_) @returns declarator: (function_declarator declarator: (_) @name))
  (function_definition type: (_) @returns declarator: (pointer_declarator (function_declarator declarator: (_) @name)) @pointer)
  (declaration type: (_) @returns declarator: (pointer_declarator (function_declarator declarator: (_) @name)) @pointer)
  (function_definition type: (_) @returns
    declarator: (pointer_declarator (pointer_declarator (function_declarator declarator: (_) @name))) @pointer)
  (declaration type: (_) @returns
    declarator: (pointer_declarator (pointer_declarator (function_declarator declarator: (_) @name))) @pointer)
]

(function_definition) @function

(if_statement condition: (_) @branch)
(conditional_expression condition: (_) @branch)
(case_statement value: (_) @branch)
