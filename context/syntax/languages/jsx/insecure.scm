((jsx_attribute (property_identifier) @_name (jsx_expression (object (pair key: (_) @_key value: (_) @_html)))) @html
  (#eq? @_name "dangerouslySetInnerHTML") (#eq? @_key "__html")
  (#not-stands-for? @_html "$literal|(?i)sanitize|purify|escape"))
