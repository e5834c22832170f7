# The languages that cg-index can parse: one row each, and nothing else to edit in the build for a new one (besides
# pinning its package in grammars/package.json).
#
# cg_grammar(NAME FOLDER [QUERY OTHER])
# FOLDER, in the npm packages, holds parser.c and perhaps scanner.c, and defines tree_sitter_NAME. Its query file is
# languages/NAME.scm; QUERY names another language's file for dialects that share one.

cg_grammar(bash       tree-sitter-bash/src)
cg_grammar(c          tree-sitter-c/src)
cg_grammar(c_sharp    tree-sitter-c-sharp/src)
cg_grammar(cpp        tree-sitter-cpp/src)
cg_grammar(elixir     tree-sitter-elixir/src)
cg_grammar(go         tree-sitter-go/src)
cg_grammar(haskell    tree-sitter-haskell/src)
cg_grammar(java       tree-sitter-java/src)
cg_grammar(javascript tree-sitter-javascript/src)
cg_grammar(kotlin     @tree-sitter-grammars/tree-sitter-kotlin/src)
cg_grammar(lua        @tree-sitter-grammars/tree-sitter-lua/src)
cg_grammar(php        tree-sitter-php/php/src)
cg_grammar(python     tree-sitter-python/src)
cg_grammar(ruby       tree-sitter-ruby/src)
cg_grammar(rust       tree-sitter-rust/src)
cg_grammar(scala      tree-sitter-scala/src)
cg_grammar(swift      tree-sitter-swift/src)
cg_grammar(tsx        tree-sitter-typescript/tsx/src QUERY typescript)
cg_grammar(typescript tree-sitter-typescript/typescript/src)
cg_grammar(zig        @tree-sitter-grammars/tree-sitter-zig/src)
