(string) @inert
["(" "[" "{"] @enter
[")" "]" "}"] @leave
