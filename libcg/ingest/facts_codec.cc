// Facts are kept for every version of every file that an index has seen, so their bytes are most of its cache. They are
// written column by column, in terms of what is likely: names are numbered by first use, so that a name is usually the next new
// one; arguments follow each other; an expression's base stands right before it. What is not likely costs a byte more.
// 11.6 MB of redis' sources are 7.4 MB of facts, and 2.7 in compressed packs; 12,859 files of the Linux kernel 149 MB and 52.
#include "libcg/ingest/facts_codec.h"

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/ingest/parameter_facts.h"

namespace cg::ingest {
namespace {

using namespace parse;

std::uint32_t up(std::uint32_t id) { return id + 1; }  // kNone, all ones, becomes 0: one byte
std::uint32_t down(std::uint32_t value) { return value - 1; }

[[noreturn]] void refuse(const char* what) {
  throw Error(ErrorKind::kFormat, std::string("damaged facts of a file: ") + what);
}

std::uint32_t below(std::uint32_t id, std::size_t size, const char* what) {
  if (id >= size) refuse(what);
  return id;
}

std::uint32_t below_or_none(std::uint32_t id, std::size_t size, const char* what) {
  return id == kNone ? id : below(id, size, what);
}

/// Numbers that are given out in the order of first use: 0 says "the next new one", n that it is n behind that.
class FirstUse {
 public:
  void write(ByteWriter& out, std::uint32_t id) {
    out.varint(id <= next_ ? next_ - id : std::uint64_t{id} + 1);  // ahead of its turn: above all that is behind
    if (id >= next_) next_ = id + 1;
  }
  std::uint32_t read(ByteReader& in) {
    const std::uint32_t code = in.varint32();
    const std::uint32_t id = code <= next_ ? next_ - code : code - 1;
    if (id >= next_) next_ = id + 1;
    return id;
  }

 private:
  std::uint32_t next_ = 0;
};

/// A column of numbers that are near to the one before.
class Near {
 public:
  explicit Near(std::uint32_t before = 0) : before_(before) {}
  void write(ByteWriter& out, std::uint32_t value) {
    out.signed_varint(static_cast<std::int32_t>(value - before_));
    before_ = value;
  }
  std::uint32_t read(ByteReader& in) { return before_ += static_cast<std::uint32_t>(in.signed_varint()); }

 private:
  std::uint32_t before_;
};

/// Writes or reads one field of every row.
template <typename Rows, typename Visit>
void column(Rows& rows, Visit&& visit) {
  for (std::size_t i = 0; i < rows.size(); ++i) visit(rows[i], static_cast<std::uint32_t>(i));
}

void write_symbols(ByteWriter& out, const std::vector<Symbol>& symbols) {
  out.varint(symbols.size());
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.u8(static_cast<std::uint8_t>(s.kind)); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.varint(s.flags); });
  column(symbols, [&, used = FirstUse()](const Symbol& s, std::uint32_t) mutable { used.write(out, s.name); });
  column(symbols, [&](const Symbol& s, std::uint32_t i) { out.varint(s.container == kNone ? 0 : i - s.container); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.varint(up(s.owner)); });
  for (const auto field : {&Symbol::type, &Symbol::value}) {
    column(symbols, [&, near = Near()](const Symbol& s, std::uint32_t) mutable {
      out.u8(s.*field == kNone ? 0 : 1);
      if (s.*field != kNone) near.write(out, s.*field);
    });
  }
  column(symbols, [&, next = Near()](const Symbol& s, std::uint32_t) mutable {
    out.varint(std::uint64_t{s.params} << 2U | (s.labels != 0 ? 2U : 0U) | (s.variadic ? 1U : 0U));
    if (s.labels != 0) out.varint(s.labels);
    if (s.params == 0) return;
    next.write(out, s.first_param);
    out.varint(s.required);
  });
  // Without parameters first_param means nothing, and required is 0.
}

void read_symbols(ByteReader& in, Facts& f) {
  f.symbols.resize(in.count(8));
  column(f.symbols, [&](Symbol& s, std::uint32_t) { s.kind = static_cast<SymbolKind>(below(in.u8(), kSymbolKinds, "a kind")); });
  column(f.symbols, [&](Symbol& s, std::uint32_t) { s.flags = in.varint32(); });
  column(f.symbols, [&, used = FirstUse()](Symbol& s, std::uint32_t) mutable { s.name = below(used.read(in), f.names.size(), "a name"); });
  column(f.symbols, [&](Symbol& s, std::uint32_t i) {
    const std::uint32_t back = in.varint32();
    s.container = back == 0 ? kNone : i - below(back, std::size_t{i} + 1, "a container");
  });
  column(f.symbols, [&](Symbol& s, std::uint32_t) { s.owner = down(in.varint32()); });
  for (const auto field : {&Symbol::type, &Symbol::value}) {
    column(f.symbols, [&, near = Near()](Symbol& s, std::uint32_t) mutable { s.*field = in.u8() == 0 ? kNone : near.read(in); });
  }
  column(f.symbols, [&, next = Near()](Symbol& s, std::uint32_t) mutable {
    const std::uint32_t head = in.varint32();
    s.variadic = (head & 1U) != 0;
    s.params = static_cast<std::uint16_t>(head >> 2U);
    if ((head & 2U) != 0) s.labels = below(in.varint32(), f.names.size(), "a name");
    if (s.params == 0) return;
    s.first_param = next.read(in);
    s.required = static_cast<std::uint16_t>(in.varint32());
  });
}

void write_exprs(ByteWriter& out, const std::vector<Expr>& exprs) {
  out.varint(exprs.size());
  column(exprs, [&](const Expr& e, std::uint32_t) {
    out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(e.op) << 2U | (e.is_type ? 2U : 0U) | (e.is_static ? 1U : 0U)));
  });
  column(exprs, [&, near = Near()](const Expr& e, std::uint32_t) mutable { near.write(out, e.scope); });
  column(exprs, [&, used = FirstUse()](const Expr& e, std::uint32_t) mutable { used.write(out, e.name); });
  column(exprs, [&](const Expr& e, std::uint32_t i) {
    if (e.op == Op::kSymbol) return out.varint(up(e.base));
    out.signed_varint(e.base == kNone ? 0 : std::int64_t{i} - e.base);
  });
  column(exprs, [&, next = std::uint32_t{0}](const Expr& e, std::uint32_t) mutable {
    out.varint(e.args);
    if (e.args == 0) return;
    out.signed_varint(static_cast<std::int32_t>(e.first_arg - next));
    next = e.first_arg + e.args;
  });
}

void read_exprs(ByteReader& in, Facts& f) {
  f.exprs.resize(in.count(5));
  column(f.exprs, [&](Expr& e, std::uint32_t) {
    const std::uint8_t head = in.u8();
    e.op = static_cast<Op>(below(head >> 2U, kOps, "an expression"));
    e.is_type = (head & 2U) != 0;
    e.is_static = (head & 1U) != 0;
  });
  column(f.exprs, [&, near = Near()](Expr& e, std::uint32_t) mutable { e.scope = below(near.read(in), f.symbols.size(), "a scope"); });
  column(f.exprs, [&, used = FirstUse()](Expr& e, std::uint32_t) mutable {
    e.name = used.read(in);
    if (!has_number(e.op)) below(e.name, f.names.size(), "a name");
  });
  column(f.exprs, [&](Expr& e, std::uint32_t i) {
    if (e.op == Op::kSymbol) {
      e.base = below_or_none(down(in.varint32()), f.symbols.size(), "a symbol");
      return;
    }
    const auto back = static_cast<std::uint32_t>(in.signed_varint());
    e.base = back == 0 ? kNone : below(i - back, f.exprs.size(), "an expression");
  });
  column(f.exprs, [&, next = std::uint32_t{0}](Expr& e, std::uint32_t) mutable {
    e.args = in.varint32();
    if (e.args == 0) return;
    e.first_arg = next + static_cast<std::uint32_t>(in.signed_varint());
    next = e.first_arg + e.args;
  });
}

void write_bases(ByteWriter& out, const std::vector<Site>& sites) {
  std::uint64_t count = 0;
  for (const Site& s : sites) count += names_base(s) ? 1 : 0;
  out.varint(count);
  for (const Site& s : sites) {
    if (!names_base(s)) continue;
    out.u8(static_cast<std::uint8_t>(s.kind));
    out.varint(s.owner);
    out.varint(up(s.expr));
    out.varint(up(s.call));  // with its arguments: extends Repository<String, Item>
  }
}

std::vector<Site> read_bases(ByteReader& in, const Facts& f) {
  std::vector<Site> sites(in.count(4));
  for (Site& s : sites) {
    s.kind = static_cast<EdgeKind>(below(in.u8(), kEdgeKinds, "a base class"));
    s.owner = below(in.varint32(), f.symbols.size(), "an owner");
    s.expr = below_or_none(down(in.varint32()), f.exprs.size(), "an expression");
    s.call = below_or_none(down(in.varint32()), f.exprs.size(), "an expression");
  }
  return sites;
}

void write_imports(ByteWriter& out, const std::vector<Import>& imports) {
  out.varint(imports.size());
  FirstUse used;
  std::uint32_t line = 0;
  for (const Import& i : imports) {
    for (const NameId name : {i.module, i.name, i.alias}) used.write(out, name);
    out.varint(i.flags);
    out.varint(i.scope);
    out.signed_varint(static_cast<std::int32_t>(i.at.line - line));
    out.varint(i.at.column);
    line = i.at.line;
  }
}

void read_imports(ByteReader& in, Facts& f) {
  f.imports.resize(in.count(7));
  FirstUse used;
  std::uint32_t line = 0;
  for (Import& i : f.imports) {
    for (NameId* name : {&i.module, &i.name, &i.alias}) *name = below(used.read(in), f.names.size(), "a name");
    i.flags = in.varint32();
    i.scope = below(in.varint32(), f.symbols.size(), "a scope");
    line += static_cast<std::uint32_t>(in.signed_varint());
    i.at = {line, in.varint32()};
  }
}

void write_places(ByteWriter& out, const std::vector<Symbol>& symbols) {
  column(symbols, [&, near = Near()](const Symbol& s, std::uint32_t) mutable { near.write(out, s.start_byte); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.varint(s.end_byte - s.start_byte); });
  column(symbols, [&, near = Near()](const Symbol& s, std::uint32_t) mutable { near.write(out, s.start_line); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.varint(s.end_line - s.start_line); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.signed_varint(static_cast<std::int32_t>(s.at.line - s.start_line)); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.varint(s.at.column); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.string(s.signature); });
  column(symbols, [&](const Symbol& s, std::uint32_t) { out.string(s.doc); });
}

void read_places(ByteReader& in, std::vector<Symbol>& symbols) {
  column(symbols, [&, near = Near()](Symbol& s, std::uint32_t) mutable { s.start_byte = near.read(in); });
  column(symbols, [&](Symbol& s, std::uint32_t) { s.end_byte = s.start_byte + in.varint32(); });
  column(symbols, [&, near = Near()](Symbol& s, std::uint32_t) mutable { s.start_line = near.read(in); });
  column(symbols, [&](Symbol& s, std::uint32_t) { s.end_line = s.start_line + in.varint32(); });
  column(symbols, [&](Symbol& s, std::uint32_t) { s.at.line = s.start_line + static_cast<std::uint32_t>(in.signed_varint()); });
  column(symbols, [&](Symbol& s, std::uint32_t) { s.at.column = in.varint32(); });
  column(symbols, [&](Symbol& s, std::uint32_t) { s.signature = in.string(); });
  column(symbols, [&](Symbol& s, std::uint32_t) { s.doc = in.string(); });
}

void write_sites(ByteWriter& out, const Facts& f) {
  const std::vector<Site>& sites = f.sites;
  out.varint(sites.size());
  column(sites, [&](const Site& s, std::uint32_t) { out.u8(static_cast<std::uint8_t>(s.kind)); });
  column(sites, [&, near = Near()](const Site& s, std::uint32_t) mutable { near.write(out, s.owner); });
  column(sites, [&, near = Near()](const Site& s, std::uint32_t) mutable { near.write(out, s.expr); });
  column(sites, [&](const Site& s, std::uint32_t) {  // nearly always that of the expression
    const bool same = s.expr != kNone && !has_number(f.exprs[s.expr].op) && f.exprs[s.expr].name == s.name;
    out.varint(same ? 0 : std::uint64_t{s.name} + 1);
  });
  column(sites, [&](const Site& s, std::uint32_t) {  // an import's number; else the call, next to what is called
    out.u8(s.call == kNone ? 0 : 1);
    if (s.call != kNone) out.signed_varint(static_cast<std::int32_t>(s.call - s.expr));
  });
  column(sites, [&, near = Near()](const Site& s, std::uint32_t) mutable { near.write(out, s.at.line); });
  column(sites, [&, line = std::uint32_t{0}, near = Near()](const Site& s, std::uint32_t) mutable {  // each line begins anew
    if (s.at.line != line) near = Near();
    line = s.at.line;
    near.write(out, s.at.column);
  });
}

void read_sites(ByteReader& in, Facts& f) {
  f.sites.resize(in.count(7));
  column(f.sites, [&](Site& s, std::uint32_t) { s.kind = static_cast<EdgeKind>(below(in.u8(), kEdgeKinds, "an edge")); });
  column(f.sites, [&, near = Near()](Site& s, std::uint32_t) mutable { s.owner = below(near.read(in), f.symbols.size(), "an owner"); });
  column(f.sites, [&, near = Near()](Site& s, std::uint32_t) mutable { s.expr = below_or_none(near.read(in), f.exprs.size(), "an expression"); });
  column(f.sites, [&](Site& s, std::uint32_t) {
    const std::uint32_t code = in.varint32();
    if (code == 0 && s.expr == kNone) refuse("a name");
    s.name = below(code == 0 ? f.exprs[s.expr].name : code - 1, f.names.size(), "a name");
  });
  column(f.sites, [&](Site& s, std::uint32_t) {
    s.call = in.u8() == 0 ? kNone : s.expr + static_cast<std::uint32_t>(in.signed_varint());
    const bool import = s.kind == EdgeKind::kImports;
    below_or_none(s.call, import ? f.imports.size() : f.exprs.size(), "a call");
  });
  column(f.sites, [&, near = Near()](Site& s, std::uint32_t) mutable { s.at.line = near.read(in); });
  column(f.sites, [&, line = std::uint32_t{0}, near = Near()](Site& s, std::uint32_t) mutable {
    if (s.at.line != line) near = Near();
    line = s.at.line;
    s.at.column = near.read(in);
  });
}

void write_comments(ByteWriter& out, const std::vector<TextSpan>& comments) {
  out.varint(comments.size());
  std::uint32_t at = 0;
  for (const TextSpan& c : comments) {
    out.varint(c.start - at);
    out.varint(c.end - c.start);
    at = c.end;
  }
}

void read_comments(ByteReader& in, Facts& f) {
  f.comments.resize(in.count(2));
  std::uint32_t at = 0;
  for (TextSpan& c : f.comments) {
    c.start = at + in.varint32();
    c.end = at = c.start + in.varint32();
    if (c.end > f.bytes || c.end < c.start) refuse("a comment");
  }
}

void check_ids(const Facts& f) {
  for (const Symbol& s : f.symbols) {
    for (const ExprId e : {s.owner, s.type, s.value}) below_or_none(e, f.exprs.size(), "an expression");
    if (s.params > 0) below(s.first_param + s.params - 1U, f.params.size(), "a parameter");
  }
  for (const Param& p : f.params) below_or_none(p.type, f.exprs.size(), "an expression");
  for (const Expr& e : f.exprs) {
    if (e.args > 0 && std::uint64_t{e.first_arg} + e.args > f.args.size()) refuse("an argument");
  }
  for (const ExprId a : f.args) below_or_none(a, f.exprs.size(), "an expression");
}

void read_head(ByteReader& in, Facts& f) {
  f.lines = in.varint32();
  f.bytes = in.varint32();
  f.error_bytes = in.varint32();
  f.bounded = in.u8() != 0;
  f.names.resize(in.count());
  for (std::string& name : f.names) name = in.string();
  read_symbols(in, f);
  f.params.resize(in.count());
  for (Param& p : f.params) p.type = down(in.varint32());
  read_exprs(in, f);
  f.args.resize(in.count());
  column(f.args, [&](ExprId& a, std::uint32_t) { a = down(in.varint32()); });
  read_imports(in, f);
  if (f.symbols.empty() || f.names.empty()) refuse("it has no symbol");
  check_ids(f);
}

}  // namespace

EncodedFacts encode_facts(const Facts& f) {
  ByteWriter head;
  head.varint(f.lines);
  head.varint(f.bytes);
  head.varint(f.error_bytes);
  head.u8(f.bounded ? 1 : 0);
  head.varint(f.names.size());
  for (const std::string& name : f.names) head.string(name);
  write_symbols(head, f.symbols);
  head.varint(f.params.size());
  for (const Param& p : f.params) head.varint(up(p.type));
  write_exprs(head, f.exprs);
  head.varint(f.args.size());
  column(f.args, [&](const ExprId& a, std::uint32_t) { head.varint(up(a)); });
  write_imports(head, f.imports);
  write_bases(head, f.sites);
  ByteWriter tail;
  write_places(tail, f.symbols);
  write_sites(tail, f);
  write_comments(tail, f.comments);
  write_parameters(tail, f);
  return {head.take(), tail.take()};
}

Facts decode_facts(std::string_view head, std::string_view tail) {
  ByteReader in(head);
  Facts f;
  read_head(in, f);
  ByteReader rest(tail);
  read_places(rest, f.symbols);
  read_sites(rest, f);
  read_comments(rest, f);
  read_parameters(rest, f);
  return f;
}

Facts decode_head(std::string_view head) {
  ByteReader in(head);
  Facts f;
  read_head(in, f);
  f.sites = read_bases(in, f);
  return f;
}

}  // namespace cg::ingest
