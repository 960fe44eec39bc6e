(field_definition property: (_) @name value: [
  (arrow_function [parameter: (_) @parameters parameters: (_) @parameters])
  (function_expression parameters: (_) @parameters)
])

(formal_parameters [(identifier) (rest_pattern)] @parameter) @list
(formal_parameters (assignment_pattern left: (identifier) @parameter) @optional) @list
(formal_parameters [(object_pattern) (array_pattern)] @unnamed) @list
(formal_parameters (assignment_pattern left: [(object_pattern) (array_pattern)] @unnamed) @optional) @list
