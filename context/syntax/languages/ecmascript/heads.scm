(function_declaration name: (_) @name parameters: (_) @parameters)
(generator_function_declaration name: (_) @name parameters: (_) @parameters)
(method_definition name: (_) @name parameters: (_) @parameters)
(variable_declarator name: (_) @name value: [
  (arrow_function [parameter: (_) @parameters parameters: (_) @parameters])
  (function_expression parameters: (_) @parameters)
  (generator_function parameters: (_) @parameters)
])
(assignment_expression left: (member_expression property: (_) @name) right: [
  (arrow_function [parameter: (_) @parameters parameters: (_) @parameters])
  (function_expression parameters: (_) @parameters)
  (generator_function parameters: (_) @parameters)
])

(arrow_function parameter: (identifier) @parameter @list)

[
  (function_declaration)
  (function_expression)
  (generator_function_declaration)
  (generator_function)
  (arrow_function)
  (method_definition)
] @function

(return_statement (_)) @value
(arrow_function body: (expression) @value)
(yield_expression) @yield

(throw_statement (new_expression constructor: (_) @error)) @raise

(try_statement body: (_) @guarded handler: (_))

(if_statement condition: (parenthesized_expression (_) @branch))
(ternary_expression condition: (_) @branch)
(switch_case value: (_) @branch)

(throw_statement (identifier) @variable) @raise

(variable_declarator name: (identifier) @local value: (_)) @set
(variable_declarator name: (identifier) @local value: (new_expression constructor: (_) @made)) @set
(assignment_expression left: (identifier) @local) @set
(assignment_expression left: (identifier) @local right: (new_expression constructor: (_) @made)) @set
