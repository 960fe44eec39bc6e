[(line_comment) (block_comment)] @scope.comment
