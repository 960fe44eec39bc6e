package syntax

// plainRows are the languages without a grammar here: their outlines hold the
// style of the lines and nothing else.
func plainRows() []*Language {
	slashes, stars, angles := "//", [2]string{"/*", "*/"}, [2]string{"<!--", "-->"}
	return []*Language{
		{
			ID: "csharp", Name: "C#", Extensions: []string{".cs", ".csx"}, LineComment: slashes, BlockComment: stars,
			literals: []literal{threeDoubles, doubleQuoted, singleQuoted}, directives: true,
			keywords: "abstract as async await base bool break byte case catch char class const continue decimal default delegate " +
				"do double else enum event explicit extern false finally fixed float for foreach get if implicit in init int " +
				"interface internal is lock long namespace new null object operator out override params private protected public " +
				"readonly record ref return sealed set short sizeof static string struct switch this throw true try typeof uint " +
				"ulong unsafe ushort using var virtual void volatile where while yield",
		},
		{
			ID: "ruby", Name: "Ruby", Extensions: []string{".rb", ".rake", ".gemspec"}, Filenames: []string{"Gemfile", "Rakefile"},
			LineComment: "#", BlockComment: [2]string{"=begin", "=end"},
			literals: []literal{doubleOfLines, singleOfLines},
			keywords: "BEGIN END alias and begin break case class def defined? do else elsif end ensure false for if in module next " +
				"nil not or redo rescue retry return self super then true undef unless until when while yield",
		},
		{
			ID: "php", Name: "PHP", Extensions: []string{".php", ".phtml"}, LineComment: slashes, BlockComment: stars,
			literals: []literal{doubleOfLines, singleOfLines},
			keywords: "abstract and array as break callable case catch class clone const continue declare default do echo else " +
				"elseif empty enum extends false final finally fn for foreach function global if implements include instanceof " +
				"interface isset list match namespace new null or print private protected public readonly require return static " +
				"switch this throw trait true try unset use var while yield",
		},
		{
			ID: "kotlin", Name: "Kotlin", Extensions: []string{".kt", ".kts"}, LineComment: slashes, BlockComment: stars,
			literals: []literal{threeDoubles, doubleQuoted, singleQuoted},
			keywords: "abstract as break by catch class companion const continue data do else enum false final finally for fun if " +
				"import in init interface internal is it lateinit null object open override package private protected public " +
				"return sealed super suspend this throw true try typealias val var when where while",
		},
		{
			ID: "shellscript", Name: "Bash", Aliases: []string{"bash", "sh", "zsh"},
			Extensions: []string{".sh", ".bash", ".zsh", ".bats"}, Filenames: []string{".bashrc", ".profile", ".zshrc"}, LineComment: "#",
			keywords: "case do done elif else esac exit export fi for function if in local return select then until while",
		},
		{
			ID: "lua", Name: "Lua", Extensions: []string{".lua"}, LineComment: "--", BlockComment: [2]string{"--[[", "]]"},
			literals: []literal{doubleQuoted, singleQuoted},
			keywords: "and break do else elseif end false for function goto if in local nil not or repeat return self then true " +
				"until while",
		},
		{ID: "html", Name: "HTML", Extensions: []string{".html", ".htm", ".xhtml"}, BlockComment: angles},
		{
			ID: "css", Name: "CSS", Aliases: []string{"scss", "less"}, Extensions: []string{".css", ".scss", ".less"}, BlockComment: stars,
			literals: []literal{doubleQuoted, singleQuoted},
			keywords: "absolute auto block bold center fixed flex grid hidden important inherit initial inline none relative solid",
		},
		{
			ID: "sql", Name: "SQL", Extensions: []string{".sql"}, LineComment: "--", BlockComment: stars,
			literals: []literal{singleOfLines},
			keywords: "add all alter and as asc begin between by case check column commit constraint create cross default delete desc " +
				"distinct drop else end exists foreign from full group having if in index inner insert into is join key left like " +
				"limit not null on or order outer primary references right rollback select set table then union unique update " +
				"values view when where with ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASE CHECK COLUMN COMMIT CONSTRAINT CREATE " +
				"CROSS DEFAULT DELETE DESC DISTINCT DROP ELSE END EXISTS FOREIGN FROM FULL GROUP HAVING IF IN INDEX INNER INSERT " +
				"INTO IS JOIN KEY LEFT LIKE LIMIT NOT NULL ON OR ORDER OUTER PRIMARY REFERENCES RIGHT ROLLBACK SELECT SET TABLE " +
				"THEN UNION UNIQUE UPDATE VALUES VIEW WHEN WHERE WITH",
		},
		{
			ID: "yaml", Name: "YAML", Aliases: []string{"dockercompose"}, Extensions: []string{".yaml", ".yml"}, LineComment: "#",
			keywords: "false no null off on true yes",
		},
		{ID: "toml", Name: "TOML", Extensions: []string{".toml"}, LineComment: "#", keywords: "false inf nan true", literals: []literal{threeDoubles, threeSingles, doubleQuoted, singleQuoted}},
		{ID: "markdown", Name: "Markdown", Extensions: []string{".md", ".markdown", ".mdx"}, BlockComment: angles},
		{ID: "json", Name: "JSON", Aliases: []string{"jsonc"}, Extensions: []string{".json", ".jsonc", ".webmanifest"}, keywords: "false null true", literals: []literal{doubleQuoted}},
		{ID: "plaintext", Name: "plain text", Extensions: []string{".txt", ".text"}},
	}
}
