; C++. Declarators nest inside out, as in C; qualified names nest to the right: a::(b::c). What is special comes before what is general.

(comment) @comment
(attribute_specifier) @ignore
(attribute_declaration) @ignore
(template_declaration) @scope (#set! members) (#set! extent)
(linkage_specification) @scope (#set! members) (#set! extent)

; -- flags

(function_definition (storage_class_specifier "static")) @flag.file_local (#not-has-ancestor? @flag.file_local field_declaration_list)
(function_definition (storage_class_specifier "static")) @flag.static (#has-ancestor? @flag.static field_declaration_list)
(field_declaration (storage_class_specifier "static")) @flag.static
(declaration (storage_class_specifier "static")) @flag.file_local
(declaration (storage_class_specifier "extern")) @flag.declaration
(function_definition) @flag.conditional (#has-ancestor? @flag.conditional preproc_else preproc_elif preproc_if)
[(function_definition "virtual") (field_declaration "virtual") (declaration "virtual")] @flag.virtual
([
  (function_definition declarator: (function_declarator (virtual_specifier) @v))
  (function_definition declarator: (_ (function_declarator (virtual_specifier) @v)))
  (field_declaration declarator: (function_declarator (virtual_specifier) @v))
  (field_declaration declarator: (_ (function_declarator (virtual_specifier) @v)))
  (declaration declarator: (function_declarator (virtual_specifier) @v))
] @flag.override (#any-of? @v "override" "final"))

; -- tests: macros that look like a function without a type

((function_definition !type
  declarator: (function_declarator declarator: (identifier) @kind
    parameters: (parameter_list . (parameter_declaration type: (_) @owner !declarator) . (parameter_declaration type: (_) @name !declarator) .))) @def.test
  (#any-of? @kind "TEST" "TEST_F" "TEST_P" "TYPED_TEST" "TYPED_TEST_P" "BENCHMARK_F" "BENCHMARK_DEFINE_F"))

; `TEST_CASE("what it shows") {`: macro_mask.cc leaves the brackets, and a fixture in them
((function_definition !type declarator: (function_declarator declarator: (identifier) @name
    parameters: (parameter_list . (parameter_declaration type: (_) @owner !declarator)? .) @key)) @def.test
  (#upper? @name) (#set! quoted) (#set! shared))

; -- functions

(friend_declaration (function_definition type: (_)? @type declarator: (_) @name) @body) @def.function (#set! free)
((friend_declaration (declaration type: (_)? @type declarator: (_) @name)) @def.function
  (#declares? @name function_declarator)
  (#set! free) (#set! flag declaration))

(function_definition declarator: (operator_cast type: (_) @type) @name) @def.function (#set! until "(")
(function_definition declarator: (qualified_identifier name: (operator_cast type: (_) @type)) @name) @def.function (#set! until "(")
(declaration declarator: (operator_cast type: (_) @type) @name) @def.function (#set! until "(") (#set! flag declaration)

(function_definition declarator: (function_declarator (trailing_return_type (_) @type)) @name) @def.function
(function_definition type: (_) @type declarator: (_) @name) @def.function
((function_definition !type
  declarator: (function_declarator declarator: (identifier) @macro parameters: (parameter_list . (parameter_declaration type: (_) @name !declarator)))) @def.function
  (#upper? @macro) (#not-has-parent? @def.function field_declaration_list) (#set! once))
(function_definition !type declarator: (_) @name) @def.function (#set! once)
(function_definition body: (compound_statement (return_statement (_) @value))) @returns

((field_declaration type: (_) @type declarator: (_) @name default_value: (_)) @def.function
  (#declares? @name function_declarator)
  (#set! flag abstract))
((field_declaration declarator: (function_declarator (trailing_return_type (_) @type)) @name) @def.function
  (#set! flag declaration))
((field_declaration type: (_) @type declarator: (_) @name) @def.function
  (#declares? @name function_declarator)
  (#set! flag declaration))

; `T x(a, b);` in a function is a variable, whatever the grammar sees.
((declaration type: (_) @type declarator: (function_declarator declarator: (identifier) @name)) @def.local
  (#has-ancestor? @type compound_statement))
((declaration type: (_) @type declarator: (_) @name) @def.function
  (#declares? @name function_declarator)
  (#set! flag declaration))
((declaration !type declarator: (function_declarator) @name) @def.function
  (#set! flag declaration))

(lambda_expression) @scope (#set! function)
(lambda_capture_initializer left: (identifier) @name right: (_) @value) @def.local
(parameter_declaration type: (_) @type declarator: (_) @name) @def.param
(optional_parameter_declaration type: (_) @type declarator: (_) @name) @def.param
(variadic_parameter_declaration type: (_) @type declarator: (_) @name) @def.param
(type_parameter_declaration (type_identifier) @name) @def.typeparam
(optional_type_parameter_declaration name: (_) @name) @def.typeparam
(variadic_type_parameter_declaration (type_identifier) @name) @def.typeparam

; -- values

(declaration declarator: (init_declarator declarator: (structured_binding_declarator (identifier) @name) value: (_) @value)) @def.local (#set! item)
(declaration declarator: (init_declarator
  declarator: (reference_declarator (structured_binding_declarator (identifier) @name)) value: (_) @value)) @def.local (#set! item)
(declaration type: (_) @type declarator: (init_declarator declarator: (_) @name value: (_) @value)) @def.variable
(declaration type: (_) @type value: (_) @value declarator: (_) @name) @def.variable
(declaration type: (_) @type declarator: (_) @name) @def.variable
(for_range_loop declarator: (structured_binding_declarator (identifier) @name) right: (_) @value) @def.local (#set! element) (#set! item)
(for_range_loop declarator: (reference_declarator (structured_binding_declarator (identifier) @name)) right: (_) @value) @def.local
  (#set! element) (#set! item)
(for_range_loop type: (_) @type declarator: (_) @name right: (_) @value) @def.local (#set! element)
(compound_statement) @scope
(for_statement) @scope
(for_range_loop) @scope
(if_statement) @scope
(while_statement) @scope
(catch_clause) @scope
(requires_expression) @scope (#set! function)

; -- types and namespaces

(namespace_definition name: (namespace_identifier) @name) @def.namespace
(namespace_definition name: (nested_namespace_specifier) @name) @def.namespace
(namespace_definition !name) @def.namespace (#set! name "<anonymous>") (#set! flag anonymous) (#set! flag file_local)

(type_definition type: (struct_specifier !name body: (_)) @body declarator: (type_identifier) @name) @def.struct
(type_definition type: (class_specifier !name body: (_)) @body declarator: (type_identifier) @name) @def.class
(type_definition type: (union_specifier !name body: (_)) @body declarator: (type_identifier) @name) @def.union
(type_definition type: (enum_specifier !name body: (_)) @body declarator: (type_identifier) @name) @def.enum
(type_definition type: (_) @type declarator: (_) @name) @def.type_alias
(alias_declaration name: (_) @name type: (_) @type) @def.type_alias
(concept_definition name: (_) @name) @def.trait

(class_specifier name: (_) @name (base_class_clause [(type_identifier) (qualified_identifier) (template_type)]* @extends)? body: (_)) @def.class
(struct_specifier name: (_) @name (base_class_clause [(type_identifier) (qualified_identifier) (template_type)]* @extends)? body: (_)) @def.struct
(union_specifier name: (_) @name body: (_)) @def.union
[(enum_specifier "class") (enum_specifier "struct")] @flag.scoped
(enum_specifier name: (_) @name body: (_)) @def.enum
(class_specifier !name body: (_)) @def.class (#set! name "<anonymous>") (#set! flag anonymous)
(struct_specifier !name body: (_)) @def.struct (#set! name "<anonymous>") (#set! flag anonymous)
(union_specifier !name body: (_)) @def.union (#set! name "<anonymous>") (#set! flag anonymous)
(enum_specifier !name body: (_)) @def.enum (#set! name "<anonymous>") (#set! flag anonymous)
(enumerator name: (identifier) @name value: (_)? @value) @def.enum_member
(field_declaration type: (_) @type declarator: (_) @name default_value: (_)? @value) @def.field

; -- imports and the preprocessor

(preproc_include path: (string_literal) @module) @import (#set! wildcard)
(preproc_include path: (system_lib_string) @module) @import (#set! wildcard) (#set! system)
(using_declaration "namespace" (_) @module) @import (#set! wildcard) (#set! namespace)
(using_declaration (qualified_identifier scope: (_) @module name: (_) @name)) @import
(namespace_alias_definition name: (_) @alias . (_) @module) @import (#set! namespace)
; a macro knows no scopes: one between the members of a struct is seen by all that follows
(preproc_def name: (identifier) @name value: (preproc_arg)? @tokens) @def.macro (#set! unscoped)
(preproc_function_def name: (identifier) @name parameters: (_) @params value: (preproc_arg)? @tokens) @def.macro
  (#set! flag function_like) (#set! unscoped)
(preproc_params (identifier) @name) @def.param

; -- how names are used

(friend_declaration (type_identifier) @target) @role.type
(trailing_return_type (_) @target) @role.type
((function_definition !type declarator: (function_declarator declarator: (identifier) @kind
    parameters: (parameter_list . (parameter_declaration type: (_) @target)))) @role.silent
  (#eq? @kind "TEST"))
((function_definition !type declarator: (function_declarator declarator: (identifier) @target)) @role.expands (#upper? @target))
(namespace_definition name: (nested_namespace_specifier (namespace_identifier) @target)) @role.silent
(namespace_definition name: (nested_namespace_specifier (nested_namespace_specifier (namespace_identifier) @target))) @role.silent
(destructor_name (identifier) @target) @role.silent
((template_function name: (identifier) @target) @role.silent
  (#any-of? @target "static_cast" "dynamic_cast" "reinterpret_cast" "const_cast"))
((qualified_identifier name: (template_function name: (identifier) @n)) @role.call
  (#any-of? @n "make_unique" "make_shared"))
((field_initializer (field_identifier) @target) @role.write (#not-capital? @target))
((field_initializer (field_identifier) @target) @role.new (#capital? @target))
(field_initializer (qualified_identifier) @target) @role.new
(field_initializer (template_method) @target) @role.new
(assignment_expression left: (_) @target) @role.write
(update_expression argument: (_) @target) @role.write
(pointer_expression) @role.address (#prefix? @role.address "&")
(initializer_pair) @role.write

; -- operators: calls of what the tree defines for them

(binary_expression left: (_) @base right: (_) @arg) @operator (#set! prefix "operator") (#set! free)
(assignment_expression left: (_) @base right: (_) @arg) @operator (#set! prefix "operator")
(unary_expression argument: (_) @base) @operator (#set! prefix "operator") (#set! free)
(pointer_expression argument: (_) @base) @operator (#set! prefix "operator")
(update_expression argument: (_) @base) @operator (#set! prefix "operator")
(subscript_expression argument: (_) @base indices: (subscript_argument_list . (_) @arg .)) @operator (#set! name "operator[]")

; -- expressions

(binary_expression) @expr.call (#set! operator)

(identifier) @expr.name
(field_identifier) @expr.name
(namespace_identifier) @expr.name
((type_identifier) @expr.name (#has-parent? @expr.name struct_specifier union_specifier enum_specifier) (#set! type) (#set! tag))
(type_identifier) @expr.name (#set! type)
(destructor_name) @expr.name
(operator_name) @expr.name
(operator_cast) @expr.name
(nested_namespace_specifier (_) @base . (_) @name .) @expr.member (#set! static)
(qualified_identifier scope: (_) @base name: (_) @name) @expr.member (#set! static)
(field_expression argument: (this) @base field: (_) @name) @expr.member
(field_expression argument: (_) @base operator: "->" field: (_) @name) @expr.member (#set! unwrap)
(field_expression argument: (_) @base field: (_) @name) @expr.member
((initializer_pair designator: (field_designator (field_identifier) @name)) @expr.member
  (#ancestor! @base initializer_pair compound_literal_expression declaration))
(template_function name: (_) @base arguments: (template_argument_list (_)* @arg)) @expr.generic
(template_method name: (_) @base arguments: (template_argument_list (_)* @arg)) @expr.generic
(template_type name: (_) @base arguments: (template_argument_list (_)* @arg)) @expr.generic
((call_expression function: (template_function name: (identifier) @n arguments: (template_argument_list . (_) @type))) @expr.instance
  (#any-of? @n "static_cast" "dynamic_cast" "reinterpret_cast" "const_cast"))
((call_expression function: (qualified_identifier name: (template_function name: (identifier) @n
    arguments: (template_argument_list . (_) @type))) arguments: (_) @args) @expr.new
  (#any-of? @n "make_unique" "make_shared"))
(call_expression function: (_) @callee arguments: (_) @args) @expr.call
(new_expression type: (_) @type arguments: (_)? @args) @expr.new
(compound_literal_expression type: (_) @type value: (_) @args) @expr.new
(declaration type: (_) @type declarator: (init_declarator value: (initializer_list (initializer_pair)))) @expr.instance
(declaration type: (_) @type declarator: (init_declarator value: [(argument_list) (initializer_list)] @args)) @expr.new
(declaration type: (_) @type) @expr.instance
(this) @expr.self
(subscript_expression argument: (_) @base) @expr.index
(pointer_expression argument: (_) @base) @expr.unwrap
(cast_expression type: (_) @type) @expr.instance
(type_descriptor type: (_) @base) @expr.unwrap (#set! plain)
(placeholder_type_specifier) @expr.unknown
(decltype) @expr.unknown
(assignment_expression right: (_) @base) @expr.unwrap (#set! plain)
(conditional_expression consequence: (_) @arg alternative: (_) @arg) @expr.union
(co_await_expression argument: (_) @base) @expr.unwrap
(lambda_expression) @expr.function
(primitive_type) @expr.literal (#set! type "*")
(sized_type_specifier) @expr.literal (#set! type "*")
(number_literal) @expr.literal (#set! type "int")
(string_literal) @expr.literal (#set! type "const char*")
(char_literal) @expr.literal (#set! type "char")
(true) @expr.literal (#set! type "bool")
(false) @expr.literal (#set! type "bool")
