(public_field_definition name: (_) @name value: [
  (arrow_function [parameter: (_) @parameters parameters: (_) @parameters])
  (function_expression parameters: (_) @parameters)
])
(function_signature name: (_) @name parameters: (_) @parameters)
(method_signature name: (_) @name parameters: (_) @parameters)
(abstract_method_signature name: (_) @name parameters: (_) @parameters)

(formal_parameters (required_parameter
  pattern: [(identifier) (rest_pattern)] @parameter
  type: (type_annotation (_) @type)?
  value: (_)? @optional)) @list
(formal_parameters (optional_parameter pattern: (identifier) @parameter type: (type_annotation (_) @type)?) @optional) @list
(formal_parameters (required_parameter
  pattern: [(object_pattern) (array_pattern)] @unnamed
  type: (type_annotation (_) @type)?
  value: (_)? @optional)) @list
(formal_parameters (optional_parameter
  pattern: [(object_pattern) (array_pattern)] @unnamed
  type: (type_annotation (_) @type)?) @optional) @list

; What stands beside the parameters belongs to whoever has them.
(_ type_parameters: (type_parameters (type_parameter name: (_) @generic)) parameters: (_) @list)
(_ parameters: (_) @list return_type: (type_annotation (_) @returns))

([
  (class_declaration name: (_) @name type_parameters: (type_parameters (type_parameter name: (_) @generic)))
  (abstract_class_declaration name: (_) @name type_parameters: (type_parameters (type_parameter name: (_) @generic)))
  (interface_declaration name: (_) @name type_parameters: (type_parameters (type_parameter name: (_) @generic)))
  (type_alias_declaration name: (_) @name type_parameters: (type_parameters (type_parameter name: (_) @generic)))
])
