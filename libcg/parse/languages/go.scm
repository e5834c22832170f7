; Go. Pointers are transparent: `*T` and `&x` say what T and x say. `type X struct {...}` spans the keyword unless it is one of several in brackets.

(comment) @comment

; -- package and imports

(package_clause (package_identifier) @name) @def.module (#set! flat)
(import_spec name: (package_identifier) @alias path: (_) @module) @import (#set! namespace)
(import_spec name: (dot) path: (_) @module) @import (#set! wildcard)
(import_spec name: (blank_identifier) path: (_) @module) @import (#set! quiet)
(import_spec !name path: (_) @module) @import (#set! namespace)

; -- functions

((function_declaration name: (identifier) @n) @flag.exported (#capital? @n))
((function_declaration name: (identifier) @name
    parameters: (parameter_list . (parameter_declaration
      type: (pointer_type (qualified_type package: (_) @package name: (_) @t)))) @params) @def.test
  (#eq? @package "testing") (#any-of? @t "T" "B" "F") (#capital? @name))
(function_declaration name: (identifier) @name parameters: (_) @params result: (_)? @type) @def.function
(function_declaration type_parameters: (type_parameter_list
  (type_parameter_declaration name: (identifier) @name type: (_) @type))) @def.typeparam

((method_declaration name: (_) @n) @flag.exported (#capital? @n))
(method_declaration
  receiver: (parameter_list (parameter_declaration type: [(pointer_type (_) @owner) (_) @owner]))
  name: (field_identifier) @name parameters: (_) @params result: (_)? @type) @def.function
(method_declaration receiver: (parameter_list (parameter_declaration
  type: [(pointer_type (generic_type type_arguments: (type_arguments (type_elem (type_identifier) @name))))
         (generic_type type_arguments: (type_arguments (type_elem (type_identifier) @name)))]))) @def.typeparam

(parameter_declaration name: (identifier) @name type: (_) @type) @def.param
(variadic_parameter_declaration name: (identifier) @name) @type @def.param
(func_literal) @scope (#set! function)
(function_type) @scope (#set! function)

; -- types

((type_spec name: (_) @n) @flag.exported (#capital? @n))
((type_alias name: (_) @n) @flag.exported (#capital? @n))
((type_declaration . (type_spec name: (_) @n) .) @flag.exported (#capital? @n))
((type_declaration . (type_alias name: (_) @n) .) @flag.exported (#capital? @n))

(type_declaration . (type_spec name: (_) @name type: (struct_type) @body) .) @def.struct
(type_spec name: (_) @name type: (struct_type) @body) @def.struct
(type_declaration . (type_spec name: (_) @name type: (interface_type) @body) .) @def.interface
(type_spec name: (_) @name type: (interface_type) @body) @def.interface
(type_declaration . [(type_spec name: (_) @name type: (_) @type) (type_alias name: (_) @name type: (_) @type)] .) @def.type_alias
(type_spec name: (_) @name type: (_) @type) @def.type_alias
(type_alias name: (_) @name type: (_) @type) @def.type_alias
(type_spec type_parameters: (type_parameter_list (type_parameter_declaration name: (identifier) @name type: (_) @type))
  type: (_) @body) @def.typeparam

((struct_type) @def.struct (#not-has-parent? @def.struct type_spec)) (#set! name "<anonymous>") (#set! flag anonymous)
((field_declaration name: (field_identifier) @name type: (_) @type) @def.field (#capital? @name)) (#set! flag exported)
(field_declaration name: (field_identifier) @name type: (_) @type) @def.field
(field_declaration !name type: (_) @target) @role.extends
((field_declaration !name type: [(type_identifier) @name (qualified_type name: (_) @name) (generic_type type: (type_identifier) @name)] @type) @def.field
  (#capital? @name)) (#set! shared) (#set! flag exported)
((field_declaration !name type: [(type_identifier) @name (generic_type type: (type_identifier) @name)] @type) @def.field (#not-capital? @name)) (#set! shared)

((method_elem name: (_) @n) @flag.exported (#capital? @n))
(method_elem name: (field_identifier) @name parameters: (_) @params result: (_)? @type) @def.function (#set! flag abstract)
((type_elem . (_) @target .) @role.extends (#has-parent? @role.extends interface_type))

; -- values

((const_spec name: (identifier) @name) @def.local (#eq? @name "_"))
((var_spec name: (identifier) @name) @def.local (#eq? @name "_"))
(const_declaration . (const_spec name: (identifier) @n) .) @flag.exported (#capital? @n)
(const_declaration . (const_spec name: (identifier) @name type: (_)? @type value: (_)? @value) .) @def.constant (#set! paired)
((const_spec name: (identifier) @name type: (_)? @type value: (_)? @value) @def.constant (#capital? @name))
  (#set! paired) (#set! flag exported)
(const_spec name: (identifier) @name type: (_)? @type value: (_)? @value) @def.constant (#set! paired)

(var_declaration (var_spec name: (identifier) @n)) @flag.exported (#capital? @n)
((var_declaration (var_spec name: (identifier) @name value: (expression_list . (func_literal parameters: (_) @params result: (_)? @type) @body .))) @def.function
  (#outermost? @name block))
(var_declaration (var_spec name: (identifier) @name type: (_)? @type value: (_)? @value)) @def.variable (#set! paired)
((var_spec name: (identifier) @name type: (_)? @type value: (_)? @value) @def.variable (#capital? @name))
  (#set! paired) (#set! flag exported)
(var_spec name: (identifier) @name type: (_)? @type value: (_)? @value) @def.variable (#set! paired)

(short_var_declaration
  left: (expression_list . (identifier) @name . (_))
  right: (expression_list . [(type_assertion_expression) (index_expression) (unary_expression)] @value .)) @def.local
(short_var_declaration left: (expression_list (identifier) @name) right: (_) @value) @def.local (#set! paired)
(range_clause left: (expression_list . (_) . (identifier) @name) right: (_) @value) @def.local (#set! element)
(range_clause left: (expression_list . (identifier) @name) right: (_) @value) @def.local (#set! element) (#set! item)
(range_clause left: (expression_list . (identifier) @name)) @def.local
(receive_statement left: (expression_list . (identifier) @name) right: (_) @value) @def.local
(receive_statement left: (expression_list (identifier) @name)) @def.local

(block) @scope
(if_statement) @scope
(for_statement) @scope
(expression_switch_statement) @scope
(expression_case) @scope
(type_switch_statement) @scope
(communication_case) @scope
(default_case) @scope
(type_switch_statement alias: (expression_list (identifier) @name) value: (_) @value) @def.local
(type_switch_statement alias: (expression_list (identifier) @name) (type_case . type: (_) @type . (statement_list)) @body) @def.local
(type_case) @scope

; -- uses

(assignment_statement left: (expression_list (_) @target)) @role.write
((assignment_statement left: (expression_list (identifier) @target)) @role.silent (#eq? @target "_"))
(inc_statement (_) @target) @role.write
(dec_statement (_) @target) @role.write
(unary_expression operator: "&" operand: [(identifier) (selector_expression) (index_expression)] @target) @role.address
(composite_literal type: (_) @target) @role.new
((call_expression function: (identifier) @target) @role.call (#any-of? @target "new" "make" "append"))
(keyed_element) @role.write

; -- expressions

(identifier) @expr.name
(package_identifier) @expr.name
((type_identifier) @expr.literal
  (#any-of? @expr.literal "string" "int" "bool" "error" "byte" "any" "int64" "uint64" "int32" "uint32" "rune" "float64" "uint8"
    "uint" "uint16" "int8" "int16" "float32" "uintptr" "complex128" "complex64" "comparable")) (#set! type "*")
(type_identifier) @expr.name (#set! type)
(qualified_type package: (_) @base name: (_) @name) @expr.member
(selector_expression operand: (_) @base field: (_) @name) @expr.member
((call_expression function: (identifier) @f arguments: (argument_list . (_) @type)) @expr.instance (#any-of? @f "new" "make"))
((call_expression function: (identifier) @f arguments: (argument_list . (_) @arg)) @expr.union (#eq? @f "append"))
(call_expression function: (_) @callee arguments: (_) @args) @expr.call
(type_conversion_expression type: (_) @type) @expr.instance
(type_assertion_expression type: (_) @type) @expr.instance
(composite_literal type: (_) @type) @expr.instance
(func_literal) @expr.function
(index_expression operand: (_) @base) @expr.index
(slice_expression operand: (_) @arg) @expr.union
(unary_expression operator: "<-" operand: (_) @base) @expr.element
(unary_expression operand: (_) @arg) @expr.union
(type_instantiation_expression type: (_) @base (_)* @arg) @expr.generic
(generic_type type: (_) @base type_arguments: (type_arguments (_)* @arg)) @expr.generic
(slice_type element: (_) @arg) @expr.generic (#set! type "slice")
(array_type element: (_) @arg) @expr.generic (#set! type "array")
(implicit_length_array_type element: (_) @arg) @expr.generic (#set! type "array")
(variadic_parameter_declaration type: (_) @arg) @expr.generic (#set! type "slice")
(map_type key: (_) @arg value: (_) @arg) @expr.generic (#set! type "map")
(channel_type value: (_) @arg) @expr.generic (#set! type "chan")
(parameter_list (parameter_declaration type: (_) @arg)*) @expr.generic (#set! type "tuple")
(function_type) @expr.unknown

; A literal's elements have the type that is written around them: []T{{Name: x}} writes T.Name.
((literal_value) @expr.union (#has-parent? @expr.union composite_literal) (#ancestor! @arg composite_literal))
((literal_value) @expr.element (#ancestor! @base literal_value))
((keyed_element key: (literal_element (identifier) @name)) @expr.member
  (#ancestor! @base literal_value) (#not-has-parent? @base composite_literal))
((keyed_element key: (literal_element (identifier) @name)) @expr.member
  (#ancestor! @base literal_value) (#ancestor! @literal composite_literal)
  (#not-has-child? @literal map_type slice_type array_type implicit_length_array_type))

(interpreted_string_literal) @expr.literal (#set! type "string")
(raw_string_literal) @expr.literal (#set! type "string")
(int_literal) @expr.literal (#set! type "int")
(float_literal) @expr.literal (#set! type "float64")
(imaginary_literal) @expr.literal (#set! type "complex128")
(rune_literal) @expr.literal (#set! type "rune")
(true) @expr.literal (#set! type "bool")
(false) @expr.literal (#set! type "bool")
(iota) @expr.literal (#set! type "int")
