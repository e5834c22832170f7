#include "libcg/ingest/facts_codec.h"

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

namespace cg::ingest {
namespace {

using namespace parse;

std::uint32_t up(std::uint32_t id) { return id + 1; }  // kNone, all ones, becomes 0: one byte
std::uint32_t down(std::uint32_t value) { return value - 1; }

void write_symbol(ByteWriter& out, const Symbol& s) {
  out.u8(static_cast<std::uint8_t>(s.kind));
  out.varint(s.flags);
  out.varint(s.name);
  out.varint(up(s.container));
  out.varint(s.start_byte);
  out.varint(s.end_byte);
  out.varint(s.start_line);
  out.varint(s.end_line);
  out.varint(s.at.line);
  out.varint(s.at.column);
  out.varint(up(s.owner));
  out.varint(up(s.type));
  out.varint(up(s.value));
  out.varint(s.first_param);
  out.varint(s.params);
  out.varint(s.required);
  out.u8(s.variadic ? 1 : 0);
  out.string(s.signature);
  out.string(s.doc);
}

Symbol read_symbol(ByteReader& in) {
  Symbol s;
  s.kind = static_cast<SymbolKind>(in.u8());
  s.flags = in.varint32();
  s.name = in.varint32();
  s.container = down(in.varint32());
  s.start_byte = in.varint32();
  s.end_byte = in.varint32();
  s.start_line = in.varint32();
  s.end_line = in.varint32();
  s.at.line = in.varint32();
  s.at.column = in.varint32();
  s.owner = down(in.varint32());
  s.type = down(in.varint32());
  s.value = down(in.varint32());
  s.first_param = in.varint32();
  s.params = static_cast<std::uint16_t>(in.varint32());
  s.required = static_cast<std::uint16_t>(in.varint32());
  s.variadic = in.u8() != 0;
  s.signature = in.string();
  s.doc = in.string();
  return s;
}

void write_expr(ByteWriter& out, const Expr& e) {
  out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(e.op) << 2 | (e.is_type ? 2U : 0U) | (e.is_static ? 1U : 0U)));
  out.varint(e.scope);
  out.varint(e.name);
  out.varint(up(e.base));
  out.varint(e.first_arg);
  out.varint(e.args);
}

Expr read_expr(ByteReader& in) {
  Expr e;
  const std::uint8_t head = in.u8();
  e.op = static_cast<Op>(head >> 2U);
  e.is_type = (head & 2U) != 0;
  e.is_static = (head & 1U) != 0;
  e.scope = in.varint32();
  e.name = in.varint32();
  e.base = down(in.varint32());
  e.first_arg = in.varint32();
  e.args = in.varint32();
  return e;
}

void write_site(ByteWriter& out, const Site& s, std::uint32_t& line) {
  out.u8(static_cast<std::uint8_t>(s.kind));
  out.varint(s.owner);
  out.varint(s.name);
  out.varint(up(s.expr));
  out.varint(up(s.call));
  out.varint(s.at.line - line);
  out.varint(s.at.column);
  line = s.at.line;
}

Site read_site(ByteReader& in, std::uint32_t& line) {
  Site s;
  s.kind = static_cast<EdgeKind>(in.u8());
  s.owner = in.varint32();
  s.name = in.varint32();
  s.expr = down(in.varint32());
  s.call = down(in.varint32());
  line += in.varint32();
  s.at = {line, in.varint32()};
  return s;
}

}  // namespace

std::string encode_facts(const Facts& f) {
  ByteWriter out;
  out.varint(f.lines);
  out.varint(f.bytes);
  out.varint(f.error_bytes);
  out.u8(f.bounded ? 1 : 0);
  out.varint(f.names.size());
  for (const std::string& name : f.names) out.string(name);
  out.varint(f.symbols.size());
  for (const Symbol& s : f.symbols) write_symbol(out, s);
  out.varint(f.params.size());
  for (const Param& p : f.params) out.varint(up(p.type));
  out.varint(f.exprs.size());
  for (const Expr& e : f.exprs) write_expr(out, e);
  out.varint(f.args.size());
  for (const ExprId a : f.args) out.varint(up(a));
  out.varint(f.sites.size());
  std::uint32_t line = 0;
  for (const Site& s : f.sites) write_site(out, s, line);
  out.varint(f.imports.size());
  for (const Import& i : f.imports) {
    for (const std::uint32_t v : {i.module, i.name, i.alias, i.flags, i.scope, i.at.line, i.at.column}) out.varint(v);
  }
  out.varint(f.comments.size());
  std::uint32_t at = 0;
  for (const TextSpan& c : f.comments) {
    out.varint(c.start - at);
    out.varint(c.end - c.start);
    at = c.end;
  }
  return out.take();
}

Facts decode_facts(std::string_view bytes) {
  ByteReader in(bytes);
  Facts f;
  f.lines = in.varint32();
  f.bytes = in.varint32();
  f.error_bytes = in.varint32();
  f.bounded = in.u8() != 0;
  f.names.resize(in.count());
  for (std::string& name : f.names) name = in.string();
  f.symbols.resize(in.count(18));
  for (Symbol& s : f.symbols) s = read_symbol(in);
  f.params.resize(in.count());
  for (Param& p : f.params) p.type = down(in.varint32());
  f.exprs.resize(in.count(6));
  for (Expr& e : f.exprs) e = read_expr(in);
  f.args.resize(in.count());
  for (ExprId& a : f.args) a = down(in.varint32());
  f.sites.resize(in.count(7));
  std::uint32_t line = 0;
  for (Site& s : f.sites) s = read_site(in, line);
  f.imports.resize(in.count(7));
  for (Import& i : f.imports) {
    for (std::uint32_t* v : {&i.module, &i.name, &i.alias, &i.flags, &i.scope, &i.at.line, &i.at.column}) *v = in.varint32();
  }
  f.comments.resize(in.count(2));
  std::uint32_t at = 0;
  for (TextSpan& c : f.comments) {
    c.start = at + in.varint32();
    c.end = c.start + in.varint32();
    at = c.end;
  }
  return f;
}

}  // namespace cg::ingest
