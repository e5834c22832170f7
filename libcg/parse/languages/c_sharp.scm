; C#. The grammar leaves many children without a field, so that order and anchors tell them apart; types and names are one node type.
; Properties with code are methods that are read like fields; automatic ones are fields.

(comment) @comment
(attribute_list) @attribute

; -- the file

(namespace_declaration name: (_) @name) @def.namespace (#set! whole)
(file_scoped_namespace_declaration name: (_) @name) @def.namespace (#set! whole) (#set! flat)
(using_directive "static" (_) @module) @import (#set! wildcard) (#set! static)
(using_directive name: (_) @alias (_) @module) @import (#set! namespace)
((using_directive !name "global" (_) @module) @import (#set! wildcard) (#set! reexport) (#not-has-child? @import "static"))
((using_directive !name (_) @module) @import (#set! wildcard) (#not-has-child? @import "static" "global"))
(extern_alias_directive) @ignore

; -- modifiers

[(class_declaration (modifier) @m) (struct_declaration (modifier) @m) (record_declaration (modifier) @m)
 (interface_declaration (modifier) @m) (enum_declaration (modifier) @m) (delegate_declaration (modifier) @m)
 (method_declaration (modifier) @m) (constructor_declaration (modifier) @m) (operator_declaration (modifier) @m)
 (property_declaration (modifier) @m) (indexer_declaration (modifier) @m) (event_declaration (modifier) @m)
 (field_declaration (modifier) @m) (event_field_declaration (modifier) @m)] @flag.exported (#eq? @m "public")
[(class_declaration (modifier) @m) (struct_declaration (modifier) @m) (record_declaration (modifier) @m)
 (method_declaration (modifier) @m) (property_declaration (modifier) @m)
 (field_declaration (modifier) @m)] @flag.file_local (#any-of? @m "private" "file")
[(class_declaration (modifier) @m) (method_declaration (modifier) @m) (property_declaration (modifier) @m) (operator_declaration (modifier) @m)
 (constructor_declaration (modifier) @m) (field_declaration (modifier) @m) (event_field_declaration (modifier) @m)] @flag.static (#any-of? @m "static" "const")
[(class_declaration (modifier) @m) (record_declaration (modifier) @m) (method_declaration (modifier) @m)
 (property_declaration (modifier) @m)] @flag.abstract (#eq? @m "abstract")
(interface_declaration) @flag.abstract
((method_declaration !body) @flag.abstract (#has-ancestor? @flag.abstract interface_declaration))
[(method_declaration (modifier) @m) (property_declaration (modifier) @m)] @flag.override (#eq? @m "override")
[(class_declaration (modifier) @m) (struct_declaration (modifier) @m) (record_declaration (modifier) @m)
 (interface_declaration (modifier) @m)] @flag.extension (#eq? @m "partial")
(method_declaration parameters: (parameter_list . (parameter (modifier) @m))) @flag.extension (#eq? @m "this")
([(class_declaration) (struct_declaration) (method_declaration) (property_declaration) (field_declaration)] @flag.conditional
  (#has-ancestor? @flag.conditional preproc_if preproc_else preproc_elif))

; -- types. A base called IName is an interface; what else it is, only its definition tells.

[(class_declaration (base_list [(identifier) (generic_name) (qualified_name)] @target))
 (record_declaration (base_list [(identifier) (generic_name) (qualified_name)] @target))] @role.implements
  (#prefix? @target "IA" "IB" "IC" "ID" "IE" "IF" "IG" "IH" "II" "IJ" "IK" "IL" "IM" "IN" "IO" "IP" "IQ" "IR" "IS" "IT" "IU" "IV" "IW" "IX" "IY" "IZ")
(class_declaration name: (_) @name (parameter_list)? @params
  (base_list [(identifier) (generic_name) (qualified_name)]* @extends)?) @def.class
(primary_constructor_base_type type: (_) @target) @role.extends
(struct_declaration name: (_) @name (parameter_list)? @params (base_list (_)* @implements)?) @def.struct
(record_declaration "struct" name: (_) @name (parameter_list)? @params (base_list (_)* @implements)?) @def.struct
(record_declaration name: (_) @name (parameter_list)? @params
  (base_list [(identifier) (generic_name) (qualified_name)]* @extends)?) @def.class
(interface_declaration name: (_) @name (base_list (_)* @extends)?) @def.interface
(enum_declaration name: (_) @name) @def.enum
(enum_member_declaration name: (_) @name value: (_)? @value) @def.enum_member
(delegate_declaration) @scope (#set! function)
(delegate_declaration type: (_) @type name: (_) @name parameters: (_) @params) @def.type_alias
[(class_declaration (type_parameter_constraints_clause . (identifier) @name . (type_parameter_constraint type: (_) @type)))
 (struct_declaration (type_parameter_constraints_clause . (identifier) @name . (type_parameter_constraint type: (_) @type)))
 (record_declaration (type_parameter_constraints_clause . (identifier) @name . (type_parameter_constraint type: (_) @type)))
 (interface_declaration (type_parameter_constraints_clause . (identifier) @name . (type_parameter_constraint type: (_) @type)))
] @def.typeparam
(type_parameter_constraints_clause . (identifier) @target) @role.silent
(type_parameter_constraint type: (_) @target) @role.type
(type_parameter name: (_) @name) @def.typeparam

; -- members

(method_declaration (attribute_list (attribute name: (identifier) @a)) returns: (_) @type name: (_) @name parameters: (_) @params) @def.test
  (#any-of? @a "Fact" "Theory" "Test" "TestCase" "TestMethod" "DataTestMethod" "TestCaseSource")
((method_declaration returns: (_) @type name: (_) @name parameters: (parameter_list . (parameter (modifier) @m type: (_) @owner)) @params) @def.method (#eq? @m "this"))
(method_declaration returns: (_) @type name: (_) @name parameters: (_) @params) @def.method
(method_declaration (type_parameter_constraints_clause . (identifier) @name . (type_parameter_constraint type: (_) @type))) @def.typeparam
(constructor_declaration name: (_) @name parameters: (_) @params) @def.constructor
(destructor_declaration name: (_) @target) @role.silent
(destructor_declaration) @def.method (#set! name "Finalize")
(operator_declaration type: (_) @type operator: ["+" "-" "*" "/" "%" "==" "!=" "<" ">" "<=" ">=" "!" "~" "++" "--" "&" "|" "^" "<<" ">>" "true" "false"] @name
  parameters: (_) @params) @def.method
(conversion_operator_declaration type: (_) @type parameters: (_) @params) @def.method (#set! name "operator")
(property_declaration type: (_) @type name: (_) @name value: (arrow_expression_clause)) @def.method (#set! flag property)
(property_declaration type: (_) @type name: (_) @name accessors: (accessor_list (accessor_declaration body: (_)))) @def.method (#set! flag property)
(property_declaration type: (_) @type name: (_) @name value: (_)? @value) @def.field (#set! flag property)
(indexer_declaration type: (_) @type parameters: (_) @params) @def.method (#set! name "this[]") (#set! flag property)
(event_declaration type: (_) @type name: (_) @name) @def.method (#set! flag property)
(event_field_declaration (variable_declaration type: (_) @type (variable_declarator name: (_) @name))) @def.field
(field_declaration (modifier) @m (variable_declaration type: (_) @type (variable_declarator name: (_) @name (_)? @value))) @def.constant (#eq? @m "const")
(field_declaration (variable_declaration type: (_) @type (variable_declarator name: (_) @name (_)? @value))) @def.field
(explicit_interface_specifier (_) @target) @role.type
[(accessor_declaration "set") (accessor_declaration "init") (accessor_declaration "add") (accessor_declaration "remove")] @scope (#set! function)
[(accessor_declaration "set") (accessor_declaration "init") (accessor_declaration "add") (accessor_declaration "remove")] @def.param (#set! name "value")

; -- locals; parameters of a type itself are its members

(local_function_statement type: (_) @type name: (_) @name parameters: (_) @params) @def.function
(parameter type: (_)? @type name: (_) @name) @def.variable
(parameter_list type: (_) @type name: (_) @name) @def.variable
[(block) (for_statement) (foreach_statement) (using_statement) (fixed_statement) (catch_clause) (switch_section) (switch_expression_arm)
 (query_expression)] @scope
[(lambda_expression) (anonymous_method_expression) (accessor_declaration)] @scope (#set! function)
(lambda_expression parameters: (implicit_parameter) @name) @def.param (#set! given)
(lambda_expression parameters: (parameter_list (parameter !type name: (_) @name) @item)) @def.param (#set! given)
(variable_declaration type: (_) @type (variable_declarator name: (_) @name (_)? @value)) @def.local
(variable_declarator (tuple_pattern name: (_) @name) (_) @value) @def.local (#set! item)
(foreach_statement type: (_) @type left: (identifier) @name right: (_) @value) @def.local (#set! element)
(foreach_statement left: (tuple_pattern name: (_) @name) right: (_) @value) @def.local (#set! element) (#set! item)
(declaration_expression type: (_) @type name: (_) @name) @def.local
(declaration_pattern type: (_) @type name: (_) @name) @def.local
(recursive_pattern type: (_)? @type name: (_) @name) @def.local
(var_pattern name: (_) @name) @def.local
(list_pattern name: (_) @name) @def.local
(parenthesized_variable_designation name: (_) @name) @def.local
(catch_declaration type: (_) @type name: (_) @name) @def.local
(from_clause type: (_)? @type name: (_) @name (_) @value) @def.local (#set! element)
(join_clause type: (_)? @type (identifier) @name . (_) @value) @def.local (#set! element)
(join_into_clause (identifier) @name) @def.local
(let_clause . (identifier) @name (_) @value) @def.local
(query_expression (identifier) @name) @def.local

; -- what is no reference, and what is another kind

[(argument name: (_) @target) (attribute_argument name: (_) @target) (tuple_element name: (_) @target)
 (labeled_statement . (identifier) @target) (goto_statement (identifier) @target)
 (preproc_if condition: (_) @target) (preproc_elif condition: (_) @target)] @role.silent
[(preproc_region) (preproc_pragma) (preproc_define) (preproc_undef)] @ignore
(invocation_expression function: (identifier) @target) @role.silent (#eq? @target "nameof")
(attribute name: (_) @target) @role.type
[(recursive_pattern type: (_) @target) (declaration_pattern type: (_) @target) (type_pattern type: (_) @target) (is_expression right: (_) @target)
 (typeof_expression type: (_) @target) (default_expression type: (_) @target) (catch_declaration type: (_) @target)] @role.type
((assignment_expression left: (identifier) @n) @role.write (#has-parent? @role.write initializer_expression))
(assignment_expression left: (_) @target) @role.write
(with_initializer . (identifier) @target (_)) @role.write
(postfix_unary_expression (_) @target ["++" "--"]) @role.write
(prefix_unary_expression ["++" "--"] (_) @target) @role.write

; -- operators: calls of what the tree defines for them

(binary_expression left: (_) @base right: (_) @arg) @operator (#set! prefix "") (#set! static)
(assignment_expression left: (_) @base right: (_) @arg) @operator (#set! static) (#set! names "+= + -= - *= * /= / %= % &= & |= | ^= ^")
(prefix_unary_expression (_) @base) @operator (#set! prefix "") (#set! static)
(element_access_expression expression: (_) @base subscript: (bracketed_argument_list . (argument (_) @arg .) .)) @operator (#set! name "this[]")

; -- expressions

(identifier) @expr.name
"this" @expr.self
"base" @expr.super
(member_access_expression expression: (_) @base name: (_) @name) @expr.member
(conditional_access_expression condition: (_) @base (member_binding_expression name: (_) @name)) @expr.member
(conditional_access_expression condition: (_) @base) @expr.index
((subpattern . (identifier) @name (_)) @expr.member (#ancestor! @base recursive_pattern))
(recursive_pattern type: (_) @type) @expr.instance
(qualified_name qualifier: (_) @base name: (_) @name) @expr.member (#set! type)
(alias_qualified_name name: (_) @arg) @expr.union
(alias_qualified_name alias: (_) @target) @role.silent
(generic_name (identifier) @base (type_argument_list (_)* @arg)) @expr.generic
(array_type type: (_) @arg) @expr.generic (#set! type "array")
(primary_constructor_base_type type: (_) @base) @expr.unwrap
(invocation_expression function: (_) @callee arguments: (_) @args) @expr.call
(constructor_initializer ["base" "this"] @callee (argument_list) @args) @expr.call
(object_creation_expression type: (_) @type arguments: (_)? @args) @expr.new
(argument name: (_) (_) @arg) @expr.union
(element_access_expression expression: (_) @base) @expr.index
((assignment_expression left: (identifier) @name) @expr.member (#has-parent? @expr.member initializer_expression)
  (#ancestor! @base object_creation_expression implicit_object_creation_expression))
(assignment_expression right: (_) @arg) @expr.union
(await_expression (_) @base) @expr.unwrap
[(cast_expression type: (_) @type) (as_expression right: (_) @type) (default_expression type: (_) @type)] @expr.instance
(conditional_expression consequence: (_) @arg alternative: (_) @arg) @expr.union
(binary_expression operator: ["==" "!=" "<" ">" "<=" ">=" "&&" "||"]) @expr.literal (#set! type "bool")
(binary_expression left: (_) @arg right: (_) @arg) @expr.union
[(is_expression) (is_pattern_expression) (boolean_literal)] @expr.literal (#set! type "bool")
(lambda_expression body: (block)) @expr.unknown
(lambda_expression body: (_) @returns) @expr.function
(typeof_expression) @expr.literal (#set! type "Type")
[(array_creation_expression) (implicit_array_creation_expression)] @expr.literal (#set! type "array")
[(implicit_object_creation_expression) (query_expression) (anonymous_object_creation_expression) (initializer_expression)] @expr.unknown
(predefined_type) @expr.literal (#set! type "*")
[(string_literal) (verbatim_string_literal) (raw_string_literal) (interpolated_string_expression)] @expr.literal (#set! type "string")
(character_literal) @expr.literal (#set! type "char")
(integer_literal) @expr.literal (#set! type "int")
(real_literal) @expr.literal (#set! type "double")
