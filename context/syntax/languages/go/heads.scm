[
  (function_declaration name: (_) @name parameters: (_) @parameters result: (_)? @returns)
  (method_declaration name: (_) @name parameters: (_) @parameters result: (_)? @returns)
  (method_elem name: (_) @name parameters: (_) @parameters result: (_)? @returns)
]

(parameter_list (parameter_declaration name: (identifier) @parameter type: (_) @type)) @list
(parameter_list (variadic_parameter_declaration name: (identifier) @parameter type: (_) @type)) @list

[(function_declaration) (method_declaration) (func_literal)] @function

(if_statement condition: (_) @branch)
(expression_case value: (_) @branch)
(type_case type: (_) @branch)
