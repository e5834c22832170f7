; Python. Functions bind what they assign (policy: hoisted); blocks are no scopes, comprehensions and lambdas are.

(comment) @comment

; -- imports

(future_import_statement) @ignore
(import_statement name: (dotted_name) @module) @import
(import_statement name: (aliased_import name: (dotted_name) @module alias: (identifier) @alias)) @import (#set! namespace)
(import_from_statement module_name: (_) @module (wildcard_import)) @import (#set! wildcard)
(import_from_statement module_name: (_) @module name: (dotted_name) @name) @import
(import_from_statement module_name: (_) @module
  name: (aliased_import name: (dotted_name) @name alias: (identifier) @alias)) @import

; -- functions; decorators belong to what they decorate

(decorated_definition (decorator (identifier) @d)) @flag.property
  (#any-of? @d "property" "cached_property" "abstractproperty" "hybrid_property")
(decorated_definition (decorator (attribute attribute: (identifier) @d))) @flag.property
  (#any-of? @d "setter" "getter" "deleter" "cached_property" "abstractproperty" "hybrid_property")
(decorated_definition (decorator (identifier) @d)) @flag.static (#any-of? @d "staticmethod" "classmethod")
(decorated_definition (decorator [(identifier) @d (attribute attribute: (identifier) @d)])) @flag.abstract
  (#any-of? @d "abstractmethod" "abstractproperty")
(decorated_definition (decorator [(identifier) @d (attribute attribute: (identifier) @d)])) @flag.override (#eq? @d "override")
(decorated_definition (decorator [(identifier) @d (attribute attribute: (identifier) @d)])) @flag.declaration (#eq? @d "overload")
(decorated_definition) @d @flag.conditional
  (#has-ancestor? @d if_statement try_statement) (#not-has-ancestor? @d function_definition class_definition)
(function_definition) @d @flag.conditional
  (#has-ancestor? @d if_statement try_statement) (#not-has-ancestor? @d function_definition class_definition)

(decorated_definition (decorator (_) @decorator)*
  definition: (function_definition name: (identifier) @name parameters: (_) @params return_type: (_)? @type
    body: (block . (expression_statement . (string (string_content) @doc))?)) @body) @def.function
(function_definition name: (identifier) @name parameters: (_) @params return_type: (_)? @type
  body: (block . (expression_statement . (string (string_content) @doc))?)) @def.function
(return_statement (_) @value) @returns
(assignment left: (identifier) @name right: (lambda parameters: (_)? @params body: (_) @returns) @body) @def.function
(lambda) @scope (#set! function)

(parameters (identifier) @name) @def.param
(parameters [(list_splat_pattern (identifier) @name) (dictionary_splat_pattern (identifier) @name)]) @def.param
(lambda_parameters (identifier) @name) @def.param
(lambda_parameters [(list_splat_pattern (identifier) @name) (dictionary_splat_pattern (identifier) @name)]) @def.param
(typed_parameter . (identifier) @name type: (_) @type) @def.param
(typed_parameter . [(list_splat_pattern (identifier) @name) (dictionary_splat_pattern (identifier) @name)]) @def.param
(default_parameter name: (identifier) @name value: (none)) @def.param
(default_parameter name: (identifier) @name value: (_) @value) @def.param
(typed_default_parameter name: (identifier) @name type: (_) @type) @def.param

; -- classes

(decorated_definition (decorator (_) @decorator)*
  definition: (class_definition name: (identifier) @name
    superclasses: (argument_list [(identifier) @b (attribute attribute: (identifier) @b)])
    body: (block . (expression_statement . (string (string_content) @doc))?)) @body) @def.enum
  (#any-of? @b "Enum" "IntEnum" "StrEnum" "Flag" "IntFlag")
(class_definition name: (identifier) @name
  superclasses: (argument_list [(identifier) @b (attribute attribute: (identifier) @b)])
  body: (block . (expression_statement . (string (string_content) @doc))?)) @def.enum
  (#any-of? @b "Enum" "IntEnum" "StrEnum" "Flag" "IntFlag")
(decorated_definition (decorator (_) @decorator)*
  definition: (class_definition name: (identifier) @name
    body: (block . (expression_statement . (string (string_content) @doc))?)) @body) @def.class
(class_definition name: (identifier) @name
  body: (block . (expression_statement . (string (string_content) @doc))?)) @def.class
(class_definition superclasses: (argument_list [(identifier) (attribute) (subscript) (call)] @target)) @role.extends
(class_definition type_parameters: (type_parameter (type . (identifier) @name))) @def.typeparam
(function_definition type_parameters: (type_parameter (type . (identifier) @name))) @def.typeparam
(constrained_type . (type (identifier) @name) (type) @type) @def.typeparam

; -- values

(global_statement (identifier) @name) @outer
(nonlocal_statement (identifier) @name) @outer
(type_alias_statement left: (type [(identifier) @name (generic_type . (identifier) @name)]) right: (_) @type) @def.type_alias
(type_alias_statement) @scope
(type_alias_statement left: (type (generic_type (type_parameter (type (identifier) @name))))) @def.typeparam
(assignment left: (identifier) @name type: (type [(identifier) @t (attribute attribute: (identifier) @t)]) right: (_) @type)
  @def.type_alias (#eq? @t "TypeAlias")
(assignment left: (identifier) @name right: (call function: [(identifier) @f (attribute attribute: (identifier) @f)]
    arguments: (argument_list (keyword_argument name: (identifier) @k value: (_) @type))))
  @def.type_alias (#any-of? @f "TypeVar" "ParamSpec" "TypeVarTuple") (#eq? @k "bound") (#set! flag type_parameter)
(assignment left: (identifier) @name right: (call function: [(identifier) @f (attribute attribute: (identifier) @f)]))
  @def.type_alias (#any-of? @f "TypeVar" "ParamSpec" "TypeVarTuple") (#set! flag type_parameter)
(assignment left: (identifier) @name right: (call function: (identifier) @f arguments: (argument_list (_) . (_) @type)))
  @def.type_alias (#eq? @f "NewType")
(assignment left: (identifier) @name !type right: (subscript value: [(identifier) @t (attribute attribute: (identifier) @t)]) @type)
  @def.type_alias (#any-of? @t "Union" "Optional" "Callable" "Literal" "Annotated" "Dict" "List" "Tuple" "Set" "Mapping"
    "MutableMapping" "Sequence" "Iterable" "Iterator" "AsyncIterator" "AsyncIterable" "Awaitable" "Type")

(assignment left: (identifier) @n right: [(list (string (string_content) @target)) (tuple (string (string_content) @target))])
  @role.mention (#eq? @n "__all__")
(assignment left: (identifier) @name type: (_)? @type right: (_)? @value) @def.constant
  (#upper? @name) (#outermost? @name class_definition) (#outermost? @name function_definition)
(assignment left: (identifier) @name type: (_)? @type right: (_)? @value) @def.variable (#set! enumerates)
(assignment left: (pattern_list (identifier) @name) right: (expression_list) @value) @def.variable (#set! paired)
(assignment left: [(pattern_list (identifier) @name) (tuple_pattern (identifier) @name) (list_pattern (identifier) @name)]
  right: (_) @value) @def.variable (#set! item)
(assignment left: (pattern_list [(tuple_pattern (identifier) @name) (list_splat_pattern (identifier) @name)])) @def.variable
(assignment left: (attribute object: (identifier) @o attribute: (identifier) @name) type: (_)? @type right: (_)? @value) @def.field
  (#any-of? @o "self" "cls") (#set! self)
(assignment left: (pattern_list (attribute object: (identifier) @o attribute: (identifier) @name) @item) right: (expression_list) @value)
  @def.field (#any-of? @o "self" "cls") (#set! self) (#set! paired)
(assignment left: (pattern_list (attribute object: (identifier) @o attribute: (identifier) @name) @item) right: (_) @value)
  @def.field (#any-of? @o "self" "cls") (#set! self) (#set! item)
(assignment left: [(attribute) (subscript)] @target) @role.write
(assignment left: [(pattern_list [(attribute) (subscript)] @target) (tuple_pattern [(attribute) (subscript)] @target)]) @role.write
(augmented_assignment left: (_) @target) @role.write
(delete_statement (_) @target) @role.write
(named_expression name: (identifier) @name value: (_) @value) @def.local

(for_statement left: (identifier) @name right: (_) @value) @def.local (#set! element)
(for_statement left: [(pattern_list (identifier) @name) (tuple_pattern (identifier) @name)] right: (_) @value) @def.local
  (#set! element) (#set! item)
(for_statement left: (pattern_list [(tuple_pattern (identifier) @name) (list_splat_pattern (identifier) @name)])) @def.local
(for_statement left: [(attribute) (subscript)] @target) @role.write
(for_in_clause left: (identifier) @name right: (_) @value) @def.local (#set! element)
(for_in_clause left: [(pattern_list (identifier) @name) (tuple_pattern (identifier) @name)] right: (_) @value) @def.local
  (#set! element) (#set! item)
(for_in_clause left: (pattern_list [(tuple_pattern (identifier) @name) (list_splat_pattern (identifier) @name)])) @def.local
[(list_comprehension) (set_comprehension) (dictionary_comprehension) (generator_expression)] @scope

(with_item value: (as_pattern . (_) @value alias: (as_pattern_target (identifier) @name))) @def.local (#set! unwrap)
(with_item value: (as_pattern alias: (as_pattern_target (attribute object: (identifier) @o attribute: (identifier) @name)))) @def.field
  (#any-of? @o "self" "cls") (#set! self)
(with_item value: (as_pattern alias: (as_pattern_target [(tuple (identifier) @name) (list (identifier) @name)]))) @def.local
(except_clause value: (as_pattern . [(identifier) (attribute)] @type alias: (as_pattern_target (identifier) @name))) @def.local
(except_clause value: (as_pattern alias: (as_pattern_target (identifier) @name))) @def.local
(except_clause value: [(identifier) (attribute) (tuple)] @target) @role.type
(except_clause value: (as_pattern . (tuple) @target)) @role.type

; -- match

(case_pattern (dotted_name . (identifier) @name .)) @def.local
(case_pattern (as_pattern (case_pattern (class_pattern . (_) @type)) (identifier) @name)) @def.local
(case_pattern (as_pattern (identifier) @name)) @def.local
(splat_pattern (identifier) @name) @def.local
(keyword_pattern . (identifier) @target) @role.silent
(keyword_pattern (dotted_name . (identifier) @name .)) @def.local
(class_pattern . (dotted_name) @target) @role.type
(dotted_name . (identifier) . (identifier) @target . (identifier)) @role.silent

; -- what is no reference, and what is one in a special role

(keyword_argument name: (_) @target) @role.silent
(type) @role.type
(generic_type . (identifier) @t (type_parameter) @target) @role.silent (#eq? @t "Literal")
(subscript value: (attribute attribute: (identifier) @t) subscript: (_) @target) @role.silent (#eq? @t "Literal")
(call function: (identifier) @target) @role.call (#any-of? @target "super" "cast" "type")
(call function: (attribute attribute: (identifier) @n) @target) @role.call (#eq? @n "cast")

; -- operators: calls of what the tree defines for them

(binary_operator left: (_) @base right: (_) @arg) @operator
  (#set! names "+ __add__ - __sub__ * __mul__ @ __matmul__ / __truediv__ // __floordiv__ % __mod__ ** __pow__ << __lshift__ >> __rshift__ & __and__ | __or__ ^ __xor__")
(comparison_operator . (_) @base . (_) @arg .) @operator (#set! names "== __eq__ != __ne__ < __lt__ > __gt__ <= __le__ >= __ge__")
(comparison_operator . (_) @arg . (_) @base .) @operator (#set! names "in __contains__ notin __contains__") (#set! sign "in")
(assignment left: (subscript value: (_) @base subscript: (_) @arg) right: (_) @arg) @operator (#set! name "__setitem__")
(delete_statement (subscript value: (_) @base subscript: (_) @arg)) @operator (#set! name "__delitem__")
(subscript value: (_) @base subscript: (_) @arg) @operator (#set! name "__getitem__")
(augmented_assignment left: (_) @base right: (_) @arg) @operator
  (#set! names "+= __iadd__ -= __isub__ *= __imul__ /= __itruediv__ //= __ifloordiv__ %= __imod__ |= __ior__ &= __iand__ ^= __ixor__")
(unary_operator argument: (_) @base) @operator (#set! names "- __neg__ + __pos__ ~ __invert__")

; -- expressions

(identifier) @expr.name
(attribute object: (_) @base attribute: (identifier) @name) @expr.member
(dotted_name . (identifier) @base . (identifier) @name .) @expr.member
(dotted_name . (identifier) (identifier) (identifier) @name .) @expr.member
(call function: (identifier) @f) @expr.super (#eq? @f "super")
(call function: [(identifier) @f (attribute attribute: (identifier) @f)] arguments: (argument_list . (_) @type . (_) .)) @expr.instance (#eq? @f "cast")
(call function: (identifier) @f arguments: (argument_list . (identifier) @s .)) @expr.self (#eq? @f "type") (#any-of? @s "self" "cls")
(call function: (_) @callee arguments: (generator_expression)) @expr.call
(call function: (_) @callee arguments: (_) @args) @expr.call
(generic_type . (identifier) @base (type_parameter (type)* @arg)) @expr.generic
(subscript value: [(identifier) @base (attribute attribute: (identifier) @t) @base] subscript: (_)* @arg) @expr.generic
  (#has-ancestor? @base type)
(subscript value: [(identifier) @t @base (attribute attribute: (identifier) @t) @base] subscript: (_)* @arg) @expr.generic
  (#any-of? @t "Union" "Optional" "Callable" "Annotated" "Dict" "List" "Tuple" "Set" "Mapping" "MutableMapping" "Sequence"
    "Iterable" "Iterator" "AsyncIterator" "AsyncIterable" "Awaitable" "Type")
(subscript value: (_) @arg subscript: (slice)) @expr.union
(subscript value: (_) @base) @expr.index
(binary_operator left: (_) @arg operator: "|" right: (_) @arg) @expr.union
(boolean_operator left: (_) @arg right: (_) @arg) @expr.union
(conditional_expression . (_) @arg (_) (_) @arg .) @expr.union
(named_expression value: (_) @arg) @expr.union
(assignment right: (_) @arg) @expr.union
(await (_) @base) @expr.unwrap
(lambda body: (_) @returns) @expr.function
(yield) @expr.unknown
(list_splat) @expr.unknown
(comparison_operator) @expr.literal (#set! type "bool")
(not_operator) @expr.literal (#set! type "bool")
(true) @expr.literal (#set! type "bool")
(false) @expr.literal (#set! type "bool")
(none) @expr.literal (#set! type "None")
(integer) @expr.literal (#set! type "int")
(float) @expr.literal (#set! type "float")
(string (string_content) @base) @expr.literal (#set! type "str") (#set! text)
(string) @expr.literal (#set! type "str")
(concatenated_string) @expr.literal (#set! type "str")
(list) @expr.literal (#set! type "list")
(list_comprehension) @expr.literal (#set! type "list")
(dictionary) @expr.literal (#set! type "dict")
(dictionary_comprehension) @expr.literal (#set! type "dict")
(set) @expr.literal (#set! type "set")
(set_comprehension) @expr.literal (#set! type "set")
(tuple) @expr.literal (#set! type "tuple")
(expression_list) @expr.literal (#set! type "tuple")
(generator_expression) @expr.literal (#set! type "Generator")
