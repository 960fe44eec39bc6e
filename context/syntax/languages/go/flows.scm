[(function_declaration) (method_declaration) (func_literal)] @function
[(block) (if_statement) (for_statement) (expression_switch_statement) (type_switch_statement) (expression_case) (default_case) (communication_case)] @block

(short_var_declaration left: (expression_list . (identifier) @_name) right: (expression_list . (_) @_value .)) @declares
(var_spec name: (identifier) @_name value: (expression_list . (_) @_value .)) @declares
(const_spec name: (identifier) @_name value: (expression_list . (_) @_value .)) @declares
((assignment_statement left: (expression_list . (identifier) @_name .) operator: _ @_operator right: (expression_list . (_) @_value .)) @set (#eq? @_operator "="))
((assignment_statement left: (expression_list . (identifier) @_name .) operator: _ @_operator right: (expression_list . (_) @_value .)) @adds (#eq? @_operator "+="))
; A strings.Builder is what has been written to it.
((expression_statement (call_expression function: (selector_expression operand: (identifier) @_name field: (_) @_write) arguments: (argument_list . (_) @_value .))) @adds
  (#eq? @_write "WriteString"))

[(parameter_list)] @lost
(range_clause left: (_) @lost)

(call_expression) @shut
((call_expression function: (_) @_called) @carries
  (#match? @_called "^(string|\\[\\]byte|\\(?\\[\\]byte\\)?|(filepath|path)\\.(Join|Clean)|fmt\\.Sprintf?|strings\\.(TrimSpace|ToLower|Trim\\w*))$|\\.String$"))
(type_conversion_expression) @carries
[(composite_literal)] @blank
