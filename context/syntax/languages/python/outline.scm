(function_definition name: (identifier) @name body: (block)? @body) @definition.function
(class_definition name: (identifier) @name body: (block)? @body) @definition.class

; With its decorators, which are part of the declaration but not of the signature.
(decorated_definition
  definition: (function_definition name: (identifier) @name body: (block)? @body) @head) @definition.function
(decorated_definition
  definition: (class_definition name: (identifier) @name body: (block)? @body) @head) @definition.class

(expression_statement . (assignment left: (identifier) @name)) @definition.variable
(type_alias_statement . (type (identifier) @name)) @definition.type

(expression_statement . (string) .) @docstring
