(jsx_expression ["{" "}"] @other)
