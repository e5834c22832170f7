// Types in doc comments. PHP's, JavaScript's and Ruby's users write the types of parameters, results and properties there, because
// the language has no place for them or got one late; their editors read them, and so does this. What is declared in code goes before,
// unless it says no more than "array". No use of a type is reported from a comment.
//
//   PHP         @param Type $name   @return Type   @var Type                  phpDocumentor, PSR-5
//   JavaScript  @param {Type} name  @returns {Type}  @type {Type}             JSDoc 3
//   Ruby        @param name [Type]  @param [Type] name  @return [Type]        YARD
//
// Of a type are read: names and their qualifiers, alternatives between bars, arguments in <>, T[], ?T and brackets. Anything else ends
// the reading, and then nothing is known. A template parameter (@template T of Bound) is its bound. A type that names no class is left
// out, for what a function returns says more than "mixed". Lua's annotations are not read: they name classes (---@class) that no code does,
// and 27 calls of lazy.nvim that its code tells were lost for that.
#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <optional>

#include "libcg/parse/extraction.h"

namespace cg::parse {
namespace {

enum class Style { kPhp, kJsDoc, kYard };

std::optional<Style> style_of(std::string_view language) {
  if (language == "php") return Style::kPhp;
  if (language == "javascript") return Style::kJsDoc;
  if (language == "ruby") return Style::kYard;
  return std::nullopt;
}

/// What no tree defines, in any of the three languages.
bool is_built_in_type(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "string", "int", "integer", "float", "double", "bool", "boolean", "array", "object", "mixed", "void", "null", "nil", "callable",
      "iterable", "resource", "number", "any", "unknown", "function", "true", "false", "never", "undefined", "symbol", "bigint", "list",
      "scalar", "numeric", "Object", "Function", "String", "Number", "Boolean", "Array", "Hash", "Integer", "Float", "Symbol", "Proc",
      "NilClass", "TrueClass", "FalseClass", "RegExp", "Date", "Promise", "Map", "Set", "Closure"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

bool has_value(SymbolKind kind) { return kind == SymbolKind::kField || kind == SymbolKind::kVariable || kind == SymbolKind::kConstant; }

bool is_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0; }

/// What template parameters are at least, as text; empty where nothing is said.
using Templates = std::map<std::string, std::string, std::less<>>;
const Templates kNoTemplates;

std::string_view first_word(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  text.remove_prefix(from);
  return text.substr(0, text.find_first_of(" \t"));
}

}  // namespace

class DocTypeReader {
 public:
  /// `scope`: the symbol in which the type's names are looked up; `templates`: bounds by name, empty for none.
  DocTypeReader(Extraction& extraction, std::string_view text, std::uint32_t scope, const Templates& templates)
      : x_(extraction), text_(text), scope_(scope), templates_(templates) {}

  /// The type, if it names a class.
  ExprId read() {
    const ExprId type = alternatives();
    return names_class_ ? type : kNone;
  }
  /// What stands behind the type.
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

 private:
  static constexpr int kMaxNesting = 16;

  ExprId alternatives() {
    std::vector<ExprId> found;
    do {
      const ExprId one = single();
      if (one != kNone) found.push_back(one);
    } while (take('|') || take('&'));
    return x_.union_of(found);
  }

  /// Only inside brackets may there be spaces.
  char peek() {
    while (nesting_ > 0 && at_ < text_.size() && text_[at_] == ' ') ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  ExprId single() {
    while (take('?') || take('!')) {
    }
    ExprId type = kNone;
    if (nesting_ < kMaxNesting && take('(')) {
      ++nesting_;
      type = alternatives();
      --nesting_;
      if (!take(')')) return kNone;
    } else {
      type = name();
    }
    if (type != kNone && peek() == '<') type = applied(type);
    while (at_ + 1 < text_.size() && text_.substr(at_, 2) == "[]") {
      at_ += 2;
      if (type != kNone) type = applied_to(literal("array"), {type});
    }
    return type;
  }

  ExprId applied(ExprId type) {
    std::vector<ExprId> args;
    if (nesting_ >= kMaxNesting || !take('<')) return type;
    ++nesting_;
    do {
      args.push_back(alternatives());
    } while (take(','));
    const bool closed = take('>');
    --nesting_;
    return closed ? applied_to(type, args) : kNone;
  }

  ExprId applied_to(ExprId base, const std::vector<ExprId>& args) {
    if (x_.out_.exprs[base].op == Op::kSelf) return base;
    Expr e;
    e.op = Op::kGeneric;
    e.base = base;
    return x_.make_args(e, args);
  }

  ExprId literal(std::string_view text) {
    Expr e;
    e.op = Op::kLiteral;
    e.name = x_.names_.intern(text);
    return x_.add_expr(e);
  }

  ExprId instance_around() {
    Expr e;
    names_class_ = true;
    e.op = Op::kSelf;
    e.scope = x_.lookup_scope(scope_);
    return x_.add_expr(e);
  }

  /// A name with its qualifiers: \A\B\C, A\B\C, a.b.C, A::B::C.
  ExprId name() {
    const bool absolute = take('\\');
    if (take('$')) {
      const std::string_view self = word();
      return self == "this" ? instance_around() : kNone;
    }
    ExprId base = kNone;
    const std::size_t from = at_;
    while (true) {
      const std::size_t part_from = at_;
      const std::string_view part = word();
      if (part.empty()) return kNone;
      const bool php = at_ < text_.size() && text_[at_] == '\\';
      const bool colons = text_.substr(at_, 2) == "::";
      const bool dot = at_ + 1 < text_.size() && text_[at_] == '.' && is_part(text_[at_ + 1]);
      if (php || colons || dot) {
        at_ += colons ? 2 : 1;
        if (!php) base = joined(base, part);
        continue;
      }
      if (part_from == from && !absolute) return plain(part);
      if (part_from > from && text_[part_from - 1] == '\\') base = php_space(text_.substr(from, part_from - 1 - from), absolute);
      if (part_from == from) base = php_space({}, true);
      return joined(base, part);
    }
  }

  std::string_view word() {
    const std::size_t from = at_;
    if (from < text_.size() && std::isdigit(static_cast<unsigned char>(text_[from])) != 0) return {};
    while (at_ < text_.size() && is_part(text_[at_])) ++at_;
    return text_.substr(from, at_ - from);
  }

  ExprId plain(std::string_view text) {
    if (text == "self" || text == "static" || text == "this") return instance_around();
    if (const auto known = templates_.find(text); known != templates_.end()) {
      if (nesting_ >= kMaxNesting) return kNone;
      DocTypeReader bound(x_, known->second, scope_, kNoTemplates);
      const ExprId type = bound.read();
      names_class_ = names_class_ || type != kNone;
      return type;
    }
    return is_built_in_type(text) ? literal(text) : joined(kNone, text);
  }

  ExprId php_space(std::string_view path, bool absolute) {
    Expr e;
    e.op = absolute ? Op::kModule : Op::kName;
    e.name = x_.names_.intern(path);
    if (!absolute) e.scope = x_.lookup_scope(scope_);
    return x_.add_expr(e);
  }

  ExprId joined(ExprId base, std::string_view text) {
    Expr e;
    e.op = base == kNone ? Op::kName : Op::kMember;
    e.base = base;
    e.name = x_.names_.intern(text);
    e.is_static = base != kNone;
    names_class_ = true;
    if (base == kNone) e.scope = x_.lookup_scope(scope_);
    return x_.add_expr(e);
  }

  Extraction& x_;
  std::string_view text_;
  std::uint32_t scope_;
  const Templates& templates_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  bool names_class_ = false;
};

namespace {

/// What a tag says: @param User|null $owner The owner.
struct Tag {
  std::string_view word;  ///< "param"
  std::string_view type;  ///< begins with the type
  std::string_view name;  ///< of the parameter; empty if it stands behind the type
};

/// What is between two brackets that belong together.
std::string_view inside(std::string_view text, char open, char close) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == open ? 1 : text[i] == close ? -1 : 0;
    if (depth == 0) return text.substr(1, i - 1);
  }
  return {};
}

std::string_view skip_space(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text;
}

/// Of a word that may be an optional or rest parameter: [name=1], ...$name, &$name, *args.
std::string_view parameter_name(std::string_view word) {
  word.remove_prefix(std::min(word.find_first_not_of("[.&*"), word.size()));
  std::size_t end = word.starts_with('$') ? 1 : 0;
  while (end < word.size() && is_part(word[end])) ++end;
  return word.substr(0, end);
}

std::optional<Tag> tag_of(std::string_view line, Style style) {
  line = skip_space(line);
  if (!line.starts_with('@')) return std::nullopt;
  line.remove_prefix(1);
  Tag tag;
  tag.word = first_word(line);
  line = skip_space(line.substr(tag.word.size()));
  const bool param = tag.word == "param";
  if (style == Style::kJsDoc || style == Style::kYard) {
    const char open = style == Style::kJsDoc ? '{' : '[';
    const char close = style == Style::kJsDoc ? '}' : ']';
    if (param && style == Style::kYard && !line.starts_with(open)) {
      tag.name = parameter_name(first_word(line));
      line = skip_space(line.substr(std::min(line.find_first_of(" \t"), line.size())));
    }
    if (!line.starts_with(open)) return std::nullopt;
    tag.type = inside(line, open, close);
    if (param && tag.name.empty()) tag.name = parameter_name(first_word(line.substr(std::min(tag.type.size() + 2, line.size()))));
    if (tag.type.starts_with("...")) tag.type = {};  // all the rest: a list
    return tag;
  }
  tag.type = line;
  return tag;
}

}  // namespace

/// The type nodes that say no more than that there are several.
bool Extraction::declares_no_more_than_array(std::uint32_t type_node) const {
  const std::string_view text = syntax_.text(type_node);
  return text == "array" || text == "?array" || text == "iterable";
}

void Extraction::read_documented_types() {
  const std::optional<Style> style = style_of(language_.policy().name);
  if (!style) return;
  Templates templates;  // of the whole file: two classes in one seldom call theirs alike and mean different bounds
  const auto for_each_tag = [&](std::uint32_t symbol, auto&& visit) {
    const std::string doc = out_.symbols[symbol].doc;
    for (std::size_t at = doc.find('@'); at < doc.size();) {
      const std::size_t end = std::min(doc.find('\n', at), doc.size());
      const std::size_t line = doc.rfind('\n', at) + 1;  // 0 behind npos
      if (const auto tag = tag_of(std::string_view(doc).substr(line, end - line), *style); tag && !tag->type.empty()) visit(*tag);
      at = doc.find('@', end);
    }
  };
  for (std::uint32_t i = 1; i < out_.symbols.size(); ++i) {
    if (!attach_doc(i) || *style != Style::kPhp) continue;
    for_each_tag(i, [&](const Tag& tag) {
      if (!tag.word.starts_with("template")) return;
      const std::string_view name = first_word(tag.type);
      const std::string_view of = skip_space(tag.type.substr(name.size()));
      templates.try_emplace(std::string(name), of.starts_with("of ") ? skip_space(of.substr(3)) : std::string_view());
    });
  }
  for (std::uint32_t i = 1; i < out_.symbols.size(); ++i) {
    const bool function = is_function_like(out_.symbols[i].kind);
    if (!function && !has_value(out_.symbols[i].kind)) continue;
    for_each_tag(i, [&](const Tag& tag) {
      const bool param = tag.word == "param";
      const bool wanted = function ? param || tag.word == "return" || tag.word == "returns" : tag.word == "var" || tag.word == "type";
      if (!wanted) return;
      DocTypeReader reader(*this, tag.type, i, templates);
      const ExprId type = reader.read();
      if (type == kNone) return;
      Pending& pending = pending_[i];
      if (param) {
        document_parameter(pending.scope, tag.name.empty() ? parameter_name(first_word(reader.rest())) : tag.name, type);
      } else if (pending.documented == kNone && (pending.type == kNone || declares_no_more_than_array(pending.type))) {
        pending.documented = type;
      }
    });
  }
}

/// A parameter is what its function's scope binds first.
void Extraction::document_parameter(std::uint32_t scope, std::string_view name, ExprId type) {
  if (name.empty() || scope == kNone) return;
  std::uint32_t bound = scopes_.lookup(intern_name(name), scope, static_cast<std::uint32_t>(syntax_.source.size()), true);
  if (bound == kNone) return;
  while (scopes_.binding(bound).older != kNone) bound = scopes_.binding(bound).older;
  Binding& b = scopes_.binding(bound);
  if (b.scope != scope || b.symbol != kNone || b.asked) return;
  if (b.type_node != kNone && !declares_no_more_than_array(b.type_node)) return;
  b.expr = wrap(Op::kInstance, type);
  b.asked = true;
}

}  // namespace cg::parse
