; C. Declarators nest inside out (`int (*f[3])(int)`), so a @name here is any declarator, and the engine finds the name in it.

(comment) @comment
(attribute_specifier) @ignore

; -- functions

(function_definition type: (_) @type declarator: (_) @name) @def.function
(function_definition (storage_class_specifier "static")) @flag.file_local
(declaration (storage_class_specifier "static")) @flag.file_local
((declaration type: (_) @type declarator: (_) @name) @def.function
  (#declares? @name function_declarator)
  (#set! flag declaration))

((function_definition declarator: (_) @d) @flag.conditional
  (#has-ancestor? @d preproc_if preproc_ifdef preproc_else preproc_elif))

(parameter_declaration type: (_) @type declarator: (_) @name) @def.param
(function_declarator (parameter_list (identifier) @name)) @def.param

; -- values

(declaration (storage_class_specifier "extern")) @flag.declaration
(declaration type: (_) @type declarator: (init_declarator declarator: (_) @name value: (_) @value)) @def.variable
(declaration type: (_) @type declarator: (_) @name) @def.variable
(compound_statement) @scope
(for_statement) @scope

; -- types

(type_definition type: (struct_specifier !name body: (_)) @body declarator: (type_identifier) @name) @def.struct
(type_definition type: (union_specifier !name body: (_)) @body declarator: (type_identifier) @name) @def.union
(type_definition type: (enum_specifier !name body: (_)) @body declarator: (type_identifier) @name) @def.enum
(type_definition type: (_) @type declarator: (_) @name) @def.type_alias

(struct_specifier name: (type_identifier) @name body: (_)) @def.struct
(union_specifier name: (type_identifier) @name body: (_)) @def.union
(enum_specifier name: (type_identifier) @name body: (_)) @def.enum
(struct_specifier !name body: (_)) @def.struct (#set! name "<anonymous>") (#set! flag anonymous)
(union_specifier !name body: (_)) @def.union (#set! name "<anonymous>") (#set! flag anonymous)
(enum_specifier !name body: (_)) @def.enum (#set! name "<anonymous>") (#set! flag anonymous)
(enumerator name: (identifier) @name value: (_)? @value) @def.enum_member
(field_declaration type: (_) @type declarator: (_) @name) @def.field

; -- preprocessor

(preproc_include path: (string_literal) @module) @import (#set! wildcard)
(preproc_include path: (system_lib_string) @module) @import (#set! wildcard) (#set! system)
; a macro knows no scopes: one between the members of a struct is seen by all that follows
(preproc_def name: (identifier) @name value: (preproc_arg)? @tokens) @def.macro (#set! unscoped)
(preproc_function_def name: (identifier) @name parameters: (_) @params value: (preproc_arg)? @tokens) @def.macro
  (#set! flag function_like) (#set! unscoped)
(preproc_params (identifier) @name) @def.param

; -- expressions

(identifier) @expr.name
((type_identifier) @expr.name (#has-parent? @expr.name struct_specifier union_specifier enum_specifier) (#set! type) (#set! tag))
(type_identifier) @expr.name (#set! type)
(call_expression function: (_) @callee arguments: (_) @args) @expr.call
(field_expression argument: (_) @base field: (_) @name) @expr.member
; A designator names a member of what is initialised: of the variable's type, or of the member around it.
((initializer_pair designator: (field_designator (field_identifier) @name)) @expr.member
  (#ancestor! @base initializer_pair compound_literal_expression declaration))
(initializer_pair) @role.write
((offsetof_expression type: (_) @base member: (_) @name) @expr.member)
(declaration type: (_) @type) @expr.instance
(subscript_expression argument: (_) @base) @expr.index
(pointer_expression argument: (_) @base) @expr.unwrap
(pointer_expression) @role.address (#prefix? @role.address "&")
(cast_expression type: (_) @type) @expr.instance
(compound_literal_expression type: (_) @type) @expr.instance
(type_descriptor type: (_) @base) @expr.unwrap (#set! plain)
(primitive_type) @expr.literal (#set! type "*")
(sized_type_specifier) @expr.literal (#set! type "*")
(assignment_expression right: (_) @base) @expr.unwrap (#set! plain)
(conditional_expression consequence: (_) @arg alternative: (_) @arg) @expr.union
(assignment_expression left: (_) @target) @role.write
(update_expression argument: (_) @target) @role.write
