; Ruby. A bare name that no variable takes is a call; modules hold methods as classes do; much is declared by calls.

(comment) @comment

; -- imports

(call !receiver method: (identifier) @m arguments: (argument_list . (string . (string_content) @module .))) @import
  (#any-of? @m "require" "load") (#set! wildcard)
(call !receiver method: (identifier) @m arguments: (argument_list . (string . (string_content) @module .))) @import
  (#eq? @m "require_relative") (#set! wildcard) (#set! static)
(call method: (identifier) @m arguments: (argument_list . (simple_symbol) . (string . (string_content) @module .))) @import
  (#eq? @m "autoload") (#set! wildcard)

; -- modules and classes

(module name: (_) @name) @def.module (#set! members)
(class name: (_) @name superclass: (superclass (_) @extends)?) @def.class
(assignment left: (constant) @name right: (call receiver: (constant) @c method: (identifier) @m
    arguments: (argument_list . [(constant) (scope_resolution)] @extends) block: (_) @body)) @def.class (#eq? @c "Class") (#eq? @m "new")
(assignment left: (constant) @name right: (call receiver: (constant) @c method: (identifier) @m
    arguments: (argument_list . [(constant) (scope_resolution)] @extends)) @body) @def.class (#eq? @c "Class") (#eq? @m "new")
(assignment left: (constant) @name right: (call receiver: (constant) @c method: (identifier) @m block: (_) @body)) @def.class
  (#any-of? @c "Struct" "Data" "Class") (#any-of? @m "new" "define")
(assignment left: (constant) @name right: (call receiver: (constant) @c method: (identifier) @m) @body) @def.class
  (#any-of? @c "Struct" "Data" "Class") (#any-of? @m "new" "define")
(assignment left: (constant) @name right: (call receiver: (constant) @c method: (identifier) @m) @body) @def.module
  (#eq? @c "Module") (#eq? @m "new") (#set! members)
(singleton_class) @scope (#set! members)
(call !receiver method: (identifier) @m arguments: (argument_list [(constant) (scope_resolution)] @target)) @role.implements
  (#any-of? @m "include" "extend" "prepend")

; -- methods

(method) @m @flag.static (#has-ancestor? @m singleton_class)
(singleton_method) @flag.static
(method name: (setter)) @flag.property
(method name: (setter name: (_) @name) parameters: (_)? @params) @def.function
(method name: (_) @name parameters: (_)? @params body: (body_statement (_) @returns . [(rescue) (ensure)])) @def.function
(method name: (_) @name parameters: (_)? @params body: (body_statement (_) @returns .)) @def.function
(method name: (_) @name parameters: (_)? @params) @def.function
(singleton_method object: (self) name: [(identifier) (constant) (operator)] @name parameters: (_)? @params
  body: (body_statement (_) @returns .)) @def.function
(singleton_method object: (self) name: [(identifier) (constant) (operator)] @name parameters: (_)? @params) @def.function
(singleton_method object: (_) @owner name: [(identifier) (constant) (operator)] @name parameters: (_)? @params) @def.method
(call !receiver method: (identifier) @m arguments: (argument_list . [(simple_symbol) (string (string_content))] @name)
  block: (_) @body) @def.method (#any-of? @m "define_method" "define_singleton_method")
(alias name: (_) @name alias: (_)) @def.method
(call !receiver method: (identifier) @m arguments: (argument_list . (simple_symbol) @name . (simple_symbol))) @def.method
  (#eq? @m "alias_method") (#set! member_only)
(call !receiver method: (identifier) @m arguments: (argument_list . (simple_symbol) . (simple_symbol) @target)) @role.mention
  (#eq? @m "alias_method")
(return (argument_list . (_) @value)) @returns

(method_parameters (identifier) @name) @def.param
(block_parameters (identifier) @name) @def.param
(lambda_parameters (identifier) @name) @def.param
(destructured_parameter (identifier) @name) @def.param
(block_parameters locals: (identifier) @name) @def.local
[(optional_parameter name: (identifier) @name value: (_) @value) (keyword_parameter name: (identifier) @name value: (_) @value)] @def.param
[(keyword_parameter name: (identifier) @name) (splat_parameter name: (identifier) @name)
 (hash_splat_parameter name: (identifier) @name) (block_parameter name: (identifier) @name)] @def.param
[(block) (do_block)] @scope (#set! members)

; -- members that calls declare

(call !receiver method: (identifier) @m arguments: (argument_list (simple_symbol) @name @extent)) @def.field
  (#any-of? @m "attr_accessor" "attr_reader" "attr_writer" "attr" "mattr_accessor" "cattr_accessor" "class_attribute"
    "thread_mattr_accessor" "mattr_reader" "cattr_reader") (#set! member_only) (#set! merge)
(assignment left: (constant) @owner right: (call receiver: (constant) @c method: (identifier) @m
    arguments: (argument_list (simple_symbol) @name @extent))) @def.field
  (#any-of? @c "Struct" "Data") (#any-of? @m "new" "define")

; -- values

(assignment left: (constant) @name right: (_) @value) @def.constant (#set! symbol) (#set! merge)
(assignment left: (scope_resolution name: (constant)) @name right: (_) @value) @def.constant (#set! symbol) (#set! merge)
(assignment left: (identifier) @name right: (_) @value) @def.local
(assignment left: (left_assignment_list (identifier) @name) right: (right_assignment_list) @value) @def.local (#set! paired)
(assignment left: (left_assignment_list (identifier) @name) right: (_) @value) @def.local (#set! item)
(assignment left: (left_assignment_list [(rest_assignment (identifier) @name) (destructured_left_assignment (identifier) @name)])) @def.local
(operator_assignment left: (identifier) @name right: (_) @value) @def.local
(assignment left: (instance_variable) @name right: (_) @value) @def.field (#set! self)
(operator_assignment left: [(instance_variable) (class_variable)] @name right: (_) @value) @def.field (#set! self)
(assignment left: (left_assignment_list (instance_variable) @name)) @def.field (#set! self)
(assignment left: (class_variable) @name right: (_) @value) @def.field (#set! self) (#set! flag static)
(assignment left: (global_variable) @name right: (_) @value) @def.variable (#set! global)
(assignment left: [(call method: (_) @target) (element_reference) @target (global_variable) @target]) @role.write
(assignment left: (left_assignment_list [(call method: (_) @target) (element_reference) @target])) @role.write
(operator_assignment left: [(call method: (_) @target) (element_reference) @target (instance_variable) @target
  (class_variable) @target]) @role.write
(for pattern: (identifier) @name value: (in (_) @value)) @def.local (#set! element)
(for pattern: (left_assignment_list (identifier) @name)) @def.local
(rescue exceptions: (exceptions . (_) @type .) variable: (exception_variable (identifier) @name)) @def.local
(rescue variable: (exception_variable (identifier) @name)) @def.local
(exceptions (_) @target) @role.type
(as_pattern value: (_) @type name: (identifier) @name) @def.local
(array_pattern (identifier) @name) @def.local
(find_pattern (identifier) @name) @def.local
(in_clause pattern: (identifier) @name) @def.local
(keyword_pattern key: (hash_key_symbol) @name !value) @def.local
(keyword_pattern value: (identifier) @name) @def.local

; -- symbols that name methods

(block_argument) @role.call
(super) @role.call
(call receiver: [(constant) (scope_resolution)] method: (identifier) @target) @role.silent (#eq? @target "new")

; -- operators: calls of what the tree defines for them

(binary left: (_) @base right: (_) @arg) @operator (#set! prefix "")
(assignment left: (element_reference object: (_) @base . (_) @arg .) right: (_) @arg) @operator (#set! name "[]=")
(element_reference object: (_) @base . (_) @arg .) @operator (#set! name "[]")
(unary operand: (_) @base) @operator (#set! names "- -@ + +@ ! ! ~ ~")

; -- expressions

(identifier) @i @expr.unknown (#any-of? @i "private" "protected" "public" "module_function" "private_class_method")
(identifier) @expr.name (#set! called)
(constant) @expr.name
(instance_variable) @name @expr.member (#set! of_self)
(class_variable) @name @expr.member (#set! of_self)
(global_variable) @expr.name
(block_argument (simple_symbol) @name) @expr.member
(self) @expr.self
(super) @expr.super
(scope_resolution scope: (_) @base name: (_) @name) @expr.member (#set! static)
(scope_resolution name: (_) @name) @expr.member
(call receiver: [(constant) (scope_resolution)] @callee method: (identifier) @m arguments: (_)? @args) @expr.new (#eq? @m "new")
(call method: (super) @callee arguments: (_)? @args) @expr.call
(call receiver: (_) @base method: (_) @m @name arguments: (_)? @args) @expr.call
(call method: (_) @name arguments: (_)? @args) @expr.call
(element_reference object: (_) @base) @expr.index
(conditional consequence: (_) @arg alternative: (_) @arg) @expr.union
(binary left: (_) @arg operator: ["||" "or"] right: (_) @arg) @expr.union
(binary) @expr.unknown
(unary) @expr.unknown
(assignment right: (_) @arg) @expr.union
(operator_assignment right: (_) @arg) @expr.union
(pair) @expr.unknown
(if) @expr.unknown
(while) @expr.unknown
(case) @expr.unknown
(string) @expr.literal (#set! type "String")
(simple_symbol) @expr.literal (#set! type "Symbol")
(integer) @expr.literal (#set! type "Integer")
(float) @expr.literal (#set! type "Float")
(array) @expr.literal (#set! type "Array")
(string_array) @expr.literal (#set! type "Array")
(symbol_array) @expr.literal (#set! type "Array")
(hash) @expr.literal (#set! type "Hash")
(regex) @expr.literal (#set! type "Regexp")
(range) @expr.literal (#set! type "Range")
(true) @expr.literal (#set! type "true")
(false) @expr.literal (#set! type "false")
(nil) @expr.literal (#set! type "nil")
(lambda) @expr.literal (#set! type "Proc")
