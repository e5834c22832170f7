#include "libcg/ingest/file_uses.h"

#include <algorithm>

#include "libcg/base/bytes.h"

namespace cg::ingest {
namespace {

std::uint32_t up(std::uint32_t id) { return id + 1; }  // kNone, all ones, becomes 0: one byte
std::uint32_t down(std::uint32_t value) { return value - 1; }

// Least bytes of each row: what count() may believe.
constexpr std::size_t kExprBytes = 6;
constexpr std::size_t kSiteBytes = 7;
constexpr std::size_t kDefinitionBytes = 3;

}  // namespace

std::vector<FileUses::Definition> definitions_of(const parse::Facts& facts) {
  const auto may = [&](const parse::Symbol& s) {
    if (s.kind == SymbolKind::kField) return (s.flags & parse::kOverride) != 0;
    if (s.kind == SymbolKind::kInterface) return s.container != kNone && facts.symbols[s.container].kind == SymbolKind::kModule;
    return s.kind == SymbolKind::kMethod || s.kind == SymbolKind::kStruct || s.kind == SymbolKind::kTypeAlias;
  };
  std::vector<FileUses::Definition> out;
  for (std::uint32_t ordinal = 0; ordinal < facts.symbols.size(); ++ordinal) {
    if (may(facts.symbols[ordinal])) out.push_back({ordinal, facts.symbols[ordinal].at});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return out;
}

void encode_uses(const parse::Facts& facts, std::string& to) {
  ByteWriter out;
  out.varint(facts.names.size());
  for (const std::string& name : facts.names) out.string(name);
  out.varint(facts.exprs.size());
  for (const parse::Expr& e : facts.exprs) {
    out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(e.op) << 2 | (e.is_type ? 2U : 0U) | (e.is_static ? 1U : 0U)));
    out.varint(e.scope);
    out.varint(e.name);
    out.varint(up(e.base));
    out.varint(e.first_arg);
    out.varint(e.args);
  }
  out.varint(facts.args.size());
  for (const parse::ExprId arg : facts.args) out.varint(up(arg));
  out.varint(facts.sites.size());
  std::uint32_t line = 0;
  for (const parse::Site& s : facts.sites) {
    out.u8(static_cast<std::uint8_t>(s.kind));
    out.varint(s.owner);
    out.varint(s.name);
    out.varint(up(s.expr));
    out.varint(up(s.call));
    out.varint(s.at.line - line);
    out.varint(s.at.column);
    line = s.at.line;
  }
  const std::vector<FileUses::Definition> definitions = definitions_of(facts);
  out.varint(definitions.size());
  line = 0;
  for (const FileUses::Definition& d : definitions) {
    out.varint(d.ordinal);
    out.varint(d.at.line - line);
    out.varint(d.at.column);
    line = d.at.line;
  }
  to += out.view();
}

void decode_uses(FileUses& uses) {
  ByteReader in(uses.bytes);
  uses.names.resize(in.count());
  for (std::string_view& name : uses.names) name = in.string();
  uses.exprs.resize(in.count(kExprBytes));
  for (parse::Expr& e : uses.exprs) {
    const std::uint8_t head = in.u8();
    e.op = static_cast<parse::Op>(head >> 2U);
    e.is_type = (head & 2U) != 0;
    e.is_static = (head & 1U) != 0;
    e.scope = in.varint32();
    e.name = in.varint32();
    e.base = down(in.varint32());
    e.first_arg = in.varint32();
    e.args = in.varint32();
  }
  uses.args.resize(in.count());
  for (parse::ExprId& arg : uses.args) arg = down(in.varint32());
  uses.sites.resize(in.count(kSiteBytes));
  std::uint32_t line = 0;
  for (parse::Site& s : uses.sites) {
    s.kind = static_cast<EdgeKind>(in.u8());
    s.owner = in.varint32();
    s.name = in.varint32();
    s.expr = down(in.varint32());
    s.call = down(in.varint32());
    line += in.varint32();
    s.at = {line, in.varint32()};
  }
  uses.definitions.resize(in.count(kDefinitionBytes));
  line = 0;
  for (FileUses::Definition& d : uses.definitions) {
    d.ordinal = in.varint32();
    line += in.varint32();
    d.at = {line, in.varint32()};
  }
}

}  // namespace cg::ingest
