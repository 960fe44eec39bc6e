[(interface_body) (enum_body)] @scope.members
(object_type) @scope.members
(type_parameters) @scope.parameters
