(function_definition name: (identifier) @name body: (block)? @body) @definition.function
(class_definition name: (identifier) @name body: (block)? @body) @definition.class

(decorated_definition) @wrap

(expression_statement . (assignment left: (identifier) @name)) @definition.variable
(type_alias_statement . (type [(identifier) @name (generic_type . (identifier) @name)])) @definition.type

(expression_statement . (string) .) @docstring
