(comment) @scope.comment
