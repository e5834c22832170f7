; Rust. References are transparent: `&T` and `&x` say what T and x say. An impl block is a symbol of its own with the flag
; extension, named by its type: what it holds are members, and `impl Trait for Type` is a site `implements` of it.

[(line_comment) (block_comment)] @comment
(attribute_item) @attribute
(attribute_item) @ignore
(inner_attribute_item) @ignore
(lifetime) @ignore
(label) @ignore

[(function_item (visibility_modifier)) (function_signature_item (visibility_modifier)) (struct_item (visibility_modifier))
 (enum_item (visibility_modifier)) (union_item (visibility_modifier)) (trait_item (visibility_modifier)) (type_item (visibility_modifier))
 (const_item (visibility_modifier)) (static_item (visibility_modifier)) (mod_item (visibility_modifier))
 (field_declaration (visibility_modifier))] @flag.exported
([(function_item) (struct_item) (enum_item) (mod_item) (impl_item) (const_item) (static_item) (type_item) (trait_item)] @flag.conditional
  (#annotated? @flag.conditional attribute_item "#[cfg("))
((macro_definition) @flag.exported (#annotated? @flag.exported attribute_item "#[macro_export"))
(visibility_modifier) @ignore

; -- modules and imports: `mod x;` imports the module x; the x of `use x;` is a name without a module

(mod_item name: (_) @module !body) @import (#set! namespace)
(mod_item name: (_) @name !body) @def.module (#set! flag declaration) (#set! shared)
(mod_item name: (_) @name body: (_)) @def.module

(use_declaration (visibility_modifier)) @import (#set! prefix) (#set! reexport)
(use_declaration argument: (scoped_identifier path: (_) @module name: (_) @name)) @import
(use_declaration argument: (identifier) @name) @import
(scoped_use_list path: (_) @module) @import (#set! prefix)
(use_list (scoped_identifier path: (_) @module name: (_) @name)) @import
(use_list (identifier) @name) @import
(use_list (self)) @import (#set! namespace)
(use_as_clause path: (scoped_identifier path: (_) @module name: (_) @name) alias: (_) @alias) @import
(use_as_clause path: (identifier) @name alias: (_) @alias) @import
(use_as_clause path: (self) alias: (_) @alias) @import (#set! namespace)
(use_wildcard (_)? @module) @import (#set! wildcard)
(extern_crate_declaration name: (_) @module alias: (_) @alias) @import (#set! namespace) (#set! system)
(extern_crate_declaration name: (_) @module !alias) @import (#set! namespace) (#set! system)

; -- functions

((function_item parameters: (_) @p) @flag.static
  (#has-parent? @flag.static declaration_list) (#has-ancestor? @flag.static impl_item trait_item) (#not-has-child? @p self_parameter))
((function_item name: (_) @name parameters: (_) @params return_type: (_)? @type) @def.test
  (#annotated? @def.test attribute_item "#[test]" "#[tokio::test" "#[async_std::test" "#[actix_rt::test" "#[rstest" "#[test_case" "#[bench]"
    "#[quickcheck" "#[wasm_bindgen_test" "#[should_panic"))
(function_item name: (_) @name parameters: (_) @params return_type: (_)? @type) @def.function
((function_signature_item) @flag.abstract (#has-ancestor? @flag.abstract trait_item))
((function_signature_item) @flag.declaration (#has-ancestor? @flag.declaration foreign_mod_item))
(function_signature_item name: (_) @name parameters: (_) @params return_type: (_)? @type) @def.function

(closure_expression) @scope (#set! function)
(closure_parameters (identifier) @name) @def.param
(function_type) @scope (#set! function)
; what a method of an iterator or Option hands to a closure
((call_expression function: (field_expression value: (_) @value field: (field_identifier) @m) arguments: (arguments (closure_expression
    parameters: (closure_parameters . [(identifier) @name (reference_pattern (identifier) @name)] .)) @body)) @def.local
  (#any-of? @m "map" "filter" "for_each" "any" "all" "find" "position" "rposition" "and_then" "map_or" "map_or_else" "filter_map" "flat_map"
    "take_while" "skip_while" "map_while" "inspect" "retain" "is_some_and" "is_ok_and" "partition" "max_by_key" "min_by_key" "sort_by_key"
    "then" "find_map")) (#set! element)
((call_expression function: (field_expression value: (_) @value field: (field_identifier) @m) arguments: (arguments (closure_expression
    parameters: (closure_parameters . [(tuple_pattern (identifier) @name) (reference_pattern (tuple_pattern (identifier) @name))] .)) @body)) @def.local
  (#any-of? @m "map" "filter" "for_each" "any" "all" "find" "position" "filter_map" "flat_map" "and_then" "take_while" "skip_while")) (#set! element) (#set! item)
[(parameter) (self_parameter)] @def.param (#set! followed)
(self_parameter (self) @name) @def.param
(parameter pattern: (self) @name type: (_) @type) @def.param
(parameter pattern: (identifier) @name type: (_) @type) @def.param
(parameter pattern: (_ . (identifier) @name .) type: (_) @type) @def.param
(type_parameter name: (_) @name bounds: (trait_bounds . [(type_identifier) (scoped_type_identifier) (generic_type)] @type)) @def.typeparam
(type_parameter name: (_) @name) @def.typeparam
(where_predicate left: (type_identifier) @name bounds: (trait_bounds . [(type_identifier) (scoped_type_identifier) (generic_type)] @type)) @def.typeparam
(const_parameter name: (_) @name type: (_) @type) @def.param

; -- types

(struct_item name: (_) @name body: (ordered_field_declaration_list) @type) @def.struct
(struct_item name: (_) @name) @def.struct
(union_item name: (_) @name) @def.union
(enum_item name: (_) @name) @def.enum
(enum_variant name: (_) @name body: (ordered_field_declaration_list) @type) @def.enum_member
(enum_variant name: (_) @name value: (_)? @value) @def.enum_member (#set! members)
(field_declaration name: (_) @name type: (_) @type) @def.field
(trait_item name: (_) @name) @def.trait
(trait_item bounds: (trait_bounds [(type_identifier) (scoped_type_identifier) (generic_type)] @target)) @role.extends
(type_item name: (_) @name type: (_) @type) @def.type_alias
(associated_type name: (_) @name bounds: (trait_bounds . [(type_identifier) (scoped_type_identifier) (generic_type)] @type)) @def.type_alias (#set! flag abstract)
(associated_type name: (_) @name) @def.type_alias (#set! flag abstract)
(impl_item trait: (_) @implements type: (reference_type type: (_) @name) @type) @def.impl (#set! flag extension) (#set! shared)
(impl_item trait: (_) @implements type: (_) @name @type) @def.impl (#set! flag extension) (#set! shared)
(impl_item !trait type: (_) @name @type) @def.impl (#set! flag extension) (#set! shared)

; -- values

((const_item name: (_) @name) @def.local (#eq? @name "_"))
(const_item name: (_) @name type: (_) @type value: (_)? @value) @def.constant
(static_item name: (_) @name type: (_) @type value: (_)? @value) @def.variable

(for_expression) @scope
(let_declaration pattern: (identifier) @name type: (_)? @type value: (_)? @value) @def.local
(let_condition pattern: (identifier) @name value: (_) @value) @def.local
(let_declaration pattern: (tuple_pattern (identifier) @name) value: (_) @value) @def.local (#set! item)
(let_declaration pattern: (tuple_pattern [(mut_pattern (identifier) @name) (ref_pattern (identifier) @name)] @item) value: (_) @value)
  @def.local (#set! item)
((let_declaration pattern: (tuple_struct_pattern type: (identifier) @t [(identifier) @name (ref_pattern (identifier) @name)
    (mut_pattern (identifier) @name)]) value: (_) @value) @def.local
  (#any-of? @t "Some" "Ok")) (#set! unwrap)
((let_condition pattern: (tuple_struct_pattern type: (identifier) @t [(identifier) @name (ref_pattern (identifier) @name)
    (mut_pattern (identifier) @name) (reference_pattern (identifier) @name)]) value: (_) @value) @def.local
  (#any-of? @t "Some" "Ok") (#not-capital? @name)) (#set! unwrap)
((match_expression value: (_) @value body: (match_block (match_arm
    pattern: (match_pattern (tuple_struct_pattern type: (identifier) @t [(identifier) @name (ref_pattern (identifier) @name)
      (mut_pattern (identifier) @name) (reference_pattern (identifier) @name)]))) @body)) @def.local
  (#any-of? @t "Some" "Ok") (#not-capital? @name)) (#set! unwrap)
((match_expression value: (_) @value body: (match_block (match_arm pattern: (match_pattern . (identifier) @name)) @body)) @def.local
  (#not-capital? @name))
(for_expression pattern: (identifier) @name value: (_) @value) @def.local (#set! element)
(for_expression pattern: (tuple_pattern (identifier) @name) value: (_) @value) @def.local (#set! element) (#set! item)
(for_expression pattern: (tuple_pattern (mut_pattern (identifier) @name) @item) value: (_) @value) @def.local (#set! element) (#set! item)
(for_expression pattern: (reference_pattern (identifier) @name) value: (_) @value) @def.local (#set! element)

((tuple_struct_pattern type: (_) @value (identifier) @name) @def.local (#not-capital? @name)) (#set! item)
((tuple_struct_pattern type: (_) @value [(ref_pattern [(identifier) @name (mut_pattern (identifier) @name)]) (mut_pattern (identifier) @name)
    (reference_pattern (identifier) @name)] @item) @def.local (#not-capital? @name)) (#set! item)
[(tuple_pattern "_" @name) (tuple_struct_pattern "_" @name)] @def.local  ; not a name, but a part that is counted
([(tuple_pattern (identifier) @name) (slice_pattern (identifier) @name) (ref_pattern (identifier) @name) (mut_pattern (identifier) @name)
  (reference_pattern (identifier) @name) (or_pattern (identifier) @name)] @def.local (#not-capital? @name))
(captured_pattern . (identifier) @name) @def.local
((field_pattern name: (shorthand_field_identifier) @name) @def.local (#ancestor! @value struct_pattern)) (#set! member)
((field_pattern name: (field_identifier) @key pattern: (identifier) @name) @def.local (#ancestor! @value struct_pattern)
  (#not-capital? @name)) (#set! member)

(block) @scope
(match_arm) @scope
(if_expression) @scope
(while_expression) @scope

; -- macros

(macro_definition name: (_) @name) @def.macro (#set! flag function_like)
(token_tree_pattern) @ignore
((token_tree) @tokens (#has-parent? @tokens macro_invocation macro_rule))
(token_tree) @ignore
(macro_invocation macro: (_) @target) @role.expands

; -- uses

(crate) @role.silent
(super) @role.silent
(type_binding name: (_) @target) @role.silent
(assignment_expression left: (_) @target) @role.write
(compound_assignment_expr left: (_) @target) @role.write
(reference_expression (mutable_specifier) value: (_) @target) @role.address
(struct_expression name: (_) @target) @role.new
(field_initializer) @role.write
(shorthand_field_initializer) @role.write

; -- operators: calls of what the tree defines for them

(binary_expression left: (_) @base right: (_) @arg) @operator
  (#set! names "+ add - sub * mul / div % rem & bitand | bitor ^ bitxor << shl >> shr == eq != eq < partial_cmp > partial_cmp <= partial_cmp >= partial_cmp")
(compound_assignment_expr left: (_) @base right: (_) @arg) @operator
  (#set! names "+= add_assign -= sub_assign *= mul_assign /= div_assign %= rem_assign &= bitand_assign |= bitor_assign ^= bitxor_assign")
[(assignment_expression left: (index_expression . (_) @base . (_) @arg .)) (compound_assignment_expr left: (index_expression . (_) @base . (_) @arg .))
 (reference_expression (mutable_specifier) value: (index_expression . (_) @base . (_) @arg .))] @operator (#set! name "index_mut")
(index_expression . (_) @base . (_) @arg .) @operator (#set! name "index")
(unary_expression (_) @base) @operator (#set! names "- neg ! not")

; -- expressions

(binary_expression) @expr.call (#set! operator)

; In front of :: stands no variable: `fn visit(ast: &ast::Node)`.
((identifier) @expr.name (#has-parent? @expr.name scoped_identifier scoped_type_identifier)) (#set! type) (#set! tag)
(identifier) @expr.name
(type_identifier) @expr.name (#set! type)
(self) @expr.self
(crate) @expr.name
(super) @expr.name
(primitive_type) @expr.literal (#set! type "*")
[(scoped_identifier path: (_)? @base name: (_) @name) (scoped_type_identifier path: (_)? @base name: (_) @name)] @expr.member (#set! static)
(field_expression value: (_) @base field: (field_identifier) @name) @expr.member
(field_expression value: (_) @base field: (integer_literal) @name) @expr.item
(field_expression value: (_) @base) @expr.unwrap
(call_expression function: (_) @callee arguments: (_) @args) @expr.call
(generic_function function: (_) @base type_arguments: (type_arguments [(type_identifier) (generic_type) (scoped_type_identifier) (primitive_type)
  (reference_type) (tuple_type) (array_type)]* @arg)) @expr.generic
[(generic_type type: (_) @base type_arguments: (type_arguments [(type_identifier) (generic_type) (scoped_type_identifier) (primitive_type)
   (reference_type) (tuple_type) (array_type) (dynamic_type) (unit_type) (pointer_type) (function_type) (type_binding) (bounded_type) (abstract_type)]* @arg))
 (generic_type_with_turbofish type: (_) @base type_arguments: (type_arguments [(type_identifier) (generic_type) (scoped_type_identifier)
   (primitive_type) (reference_type) (tuple_type) (array_type)]* @arg))] @expr.generic
(qualified_type type: (_) @arg) @expr.union
(reference_type type: (_) @arg) @expr.union
(pointer_type type: (_) @arg) @expr.union
(dynamic_type trait: (_) @arg) @expr.union
(abstract_type trait: (_) @arg) @expr.union
(bounded_type . (_) @arg) @expr.union
(tuple_type (_)* @arg) @expr.generic (#set! type "tuple")
(ordered_field_declaration_list type: (_)* @arg) @expr.generic (#set! type "tuple")
(type_binding type: (_) @arg) @expr.union
(tuple_expression (_)* @arg) @expr.generic (#set! type "tuple")
(array_type element: (_) @arg) @expr.generic (#set! type "array")
(function_type) @expr.unknown
(type_cast_expression type: (_) @type) @expr.instance
(struct_expression name: (_) @type) @expr.instance
(struct_pattern type: (_) @type) @expr.instance
((field_initializer field: (field_identifier) @name) @expr.member (#ancestor! @base struct_expression))
((shorthand_field_initializer (identifier) @name) @expr.member (#ancestor! @base struct_expression)) (#set! shorthand)
((field_pattern name: (field_identifier) @name) @expr.member (#ancestor! @base struct_pattern))
(try_expression (_) @base) @expr.unwrap
(await_expression (_) @base "await" @name) @expr.unwrap
(reference_expression value: (_) @arg) @expr.union
(index_expression . (_) @base) @expr.index
(closure_expression body: (_) @returns) @expr.function
(if_expression consequence: (_) @arg alternative: (_)? @arg) @expr.union
(match_expression body: (match_block (match_arm value: (_) @arg)*)) @expr.union
(block [(call_expression) (identifier) (field_expression) (struct_expression) (reference_expression) (scoped_identifier) (try_expression)
        (await_expression) (match_expression) (if_expression) (self) (string_literal) (type_cast_expression)] @arg .) @expr.union
(block) @expr.unknown
((macro_invocation macro: (identifier) @m) @expr.literal (#eq? @m "format")) (#set! type "String")
((macro_invocation macro: (identifier) @m) @expr.literal (#eq? @m "vec")) (#set! type "Vec")
(macro_invocation) @expr.unknown
[(string_literal) (raw_string_literal)] @expr.literal (#set! type "str")
(char_literal) @expr.literal (#set! type "char")
(integer_literal) @expr.literal (#set! type "i32")
(float_literal) @expr.literal (#set! type "f64")
(boolean_literal) @expr.literal (#set! type "bool")
