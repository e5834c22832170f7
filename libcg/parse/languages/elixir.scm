; Elixir. Nearly everything is a call: what a call means hangs on the name it calls. A protocol's implementation is a class symbol with
; the flag extension, named by the type it is for.

(comment) @comment
((unary_operator operand: (call target: (identifier) @a (arguments (string)))) @comment (#eq? @a "doc"))
((unary_operator operand: (call target: (identifier) @a (arguments (sigil)))) @comment (#eq? @a "doc"))
((unary_operator operand: (call target: (identifier) @a (arguments (boolean)))) @attribute (#eq? @a "doc"))
((unary_operator operand: (call target: (identifier) @a (arguments (keywords)))) @attribute (#eq? @a "doc"))
((unary_operator operand: (call target: (identifier) @a)) @attribute (#any-of? @a "spec" "impl" "deprecated" "dialyzer" "since"))
((unary_operator operand: (call target: (identifier) @a)) @ignore
  (#any-of? @a "doc" "moduledoc" "typedoc" "spec" "impl" "deprecated" "dialyzer" "since" "compile" "callback" "macrocallback" "optional_callbacks"
    "after_compile"))

; -- modules

((call target: (identifier) @k (arguments . (alias) @name) (do_block)) @def.module (#eq? @k "defmodule"))
((call target: (identifier) @k (arguments . (alias) @name) (do_block)) @def.interface (#eq? @k "defprotocol")) (#set! cut " do")
((call target: (identifier) @k (arguments . (alias) @implements . (keywords (pair value: (alias) @name @type))) (do_block)) @def.class
  (#eq? @k "defimpl")) (#set! cut " do") (#set! flag extension) (#set! shared)

((call target: (identifier) @k (arguments . (dot left: (alias) @module right: (tuple)))) @import (#any-of? @k "alias" "import" "require" "use"))
  (#set! prefix)
((call target: (identifier) @k (arguments . (dot right: (tuple (alias) @name)))) @import (#any-of? @k "alias" "require")) (#set! namespace)
((call target: (identifier) @k (arguments . (alias) @module . (keywords (pair key: (keyword) @as value: (alias) @alias)))) @import
  (#any-of? @k "alias" "require")) (#set! namespace)
((call target: (identifier) @k (arguments . [(alias) (dot left: (identifier) right: (alias))] @module)) @import (#any-of? @k "alias" "require")) (#set! namespace)
((call target: (identifier) @k (arguments . (alias) @module)) @import (#any-of? @k "import" "use")) (#set! wildcard)

; -- functions: their names stand alone, before arguments, and before a guard

((call target: (identifier) @k) @flag.exported (#any-of? @k "def" "defmacro" "defguard" "defdelegate"))
((call target: (identifier) @k) @flag.file_local (#any-of? @k "defp" "defmacrop" "defguardp"))
((call target: (identifier) @k . (arguments . (_) .) .) @flag.abstract (#eq? @k "def"))
((call target: (identifier) @k (arguments . [(call target: (identifier) @name (arguments)? @params) (identifier) @name
    (binary_operator left: [(call target: (identifier) @name (arguments)? @params) (identifier) @name] operator: "when")])) @def.function
  (#any-of? @k "def" "defp" "defdelegate" "defn")) (#set! clauses) (#set! cut " do")
((call target: (identifier) @k (arguments . [(call target: (identifier) @name (arguments)? @params) (identifier) @name
    (binary_operator left: [(call target: (identifier) @name (arguments)? @params) (identifier) @name] operator: "when")])) @def.macro
  (#any-of? @k "defmacro" "defmacrop" "defguard" "defguardp")) (#set! flag function_like) (#set! clauses) (#set! cut " do")
((call target: (identifier) @k (arguments . (string (quoted_content) @name)) (do_block)) @def.test (#any-of? @k "test" "property"))
  (#set! whole) (#set! cut " do")
((call target: (identifier) @k (arguments (list [(atom) @name (keywords (pair key: (keyword) @name))]))) @def.field
  (#any-of? @k "defstruct" "defexception"))
((call target: (identifier) @k (arguments (keywords (pair key: (keyword) @name)))) @def.field (#any-of? @k "defstruct" "defexception"))

((unary_operator operator: "@" operand: (call target: (identifier) @k (arguments . (binary_operator left: [(identifier) @name (call target: (identifier) @name)]))))
  @def.type_alias (#any-of? @k "type" "typep" "opaque"))
((unary_operator operator: "@" operand: (call target: (identifier) @k
    (arguments . (binary_operator left: (call target: (identifier) @name (arguments)? @params))))) @def.function
  (#eq? @k "callback")) (#set! flag abstract)
((unary_operator operator: "@" operand: (call target: (identifier) @k (arguments . (alias) @target))) @role.implements (#eq? @k "behaviour"))
((unary_operator operator: "@" operand: (call target: (identifier) @name (arguments . (_) @value))) @def.constant
  (#not-any-of? @name "type" "typep" "opaque" "callback" "behaviour" "tag" "moduletag" "derive" "doc" "moduledoc" "typedoc" "spec" "impl"
    "deprecated" "dialyzer" "since" "compile" "macrocallback" "optional_callbacks" "after_compile"))
((unary_operator operator: "@" operand: (call target: (identifier) @target)) @role.silent)

; -- names that patterns bind

((call target: (identifier) @k (arguments . [(call (arguments (_) @name)) (binary_operator left: (call (arguments (_) @name)))])) @def.param
  (#any-of? @k "def" "defp" "defmacro" "defmacrop" "defguard" "defguardp" "defdelegate" "defn")) (#set! pattern)
((call target: (identifier) @k (arguments (string) . (_) @name) (do_block)) @def.param (#any-of? @k "test")) (#set! pattern)
((call target: (identifier) @k (arguments (binary_operator left: (identifier) @name operator: "<-" right: (_) @value))) @def.local (#eq? @k "for"))
  (#set! element)
(binary_operator left: (identifier) @name operator: "=" right: (_) @value) @def.local
(binary_operator left: (_) @name operator: ["=" "<-"]) @def.local (#set! pattern)
(stab_clause left: (arguments (_) @name)) @def.local (#set! pattern)
(stab_clause left: (binary_operator left: (arguments (_) @name) operator: "when")) @def.local (#set! pattern)
(stab_clause) @scope
(anonymous_function) @scope (#set! function)

; -- uses

((call target: (identifier) @target) @role.silent
  (#any-of? @target "def" "defp" "defmodule" "defmacro" "defmacrop" "defstruct" "defprotocol" "defimpl" "defguard" "defguardp" "defdelegate"
    "defexception" "alias" "import" "require" "use" "if" "unless" "case" "cond" "with" "for" "fn" "quote" "unquote" "test" "describe" "receive"
    "try" "raise" "super" "unquote_splicing"))
(unary_operator operator: "&" operand: (binary_operator left: (_) @target)) @role.address
(struct (_) @target) @role.new

; -- expressions

(identifier) @expr.name
(alias) @expr.name
(dot left: (_) @base right: (identifier) @name) @expr.member
(dot left: (_) @base right: (alias) @name) @expr.member
(call target: (dot left: [(identifier) (call) (dot)]) @arg .) @expr.union
((call target: (dot) @arg .) @expr.union (#has-parent? @expr.union binary_operator) (#has-ancestor? @expr.union unary_operator))  ; &M.f/1
(call target: (_) @callee (arguments)? @args) @expr.call
(access_call target: (_) @base) @expr.index
(map (struct (_) @type)) @expr.instance
(map) @expr.literal (#set! type "map")
(list) @expr.literal (#set! type "list")
(tuple) @expr.literal (#set! type "tuple")
(binary_operator operator: "|>" right: (_) @arg) @expr.union
(binary_operator operator: "=" right: (_) @arg) @expr.union
(anonymous_function) @expr.function
(string) @expr.literal (#set! type "string")
[(atom) (quoted_atom)] @expr.literal (#set! type "atom")
(integer) @expr.literal (#set! type "integer")
(float) @expr.literal (#set! type "float")
(boolean) @expr.literal (#set! type "boolean")
