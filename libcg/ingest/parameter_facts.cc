#include "libcg/ingest/parameter_facts.h"

#include "libcg/base/error.h"

namespace cg::ingest {
namespace {

std::uint32_t below(std::uint32_t id, std::size_t size) {
  if (id >= size) throw Error(ErrorKind::kFormat, "damaged facts of a file: a parameter");
  return id;
}

void write_after(ByteWriter& out, std::uint32_t& before, std::uint32_t value) {
  out.signed_varint(static_cast<std::int32_t>(value - before));
  before = value;
}

std::uint32_t read_after(ByteReader& in, std::uint32_t& before) { return before += static_cast<std::uint32_t>(in.signed_varint()); }

}  // namespace

void write_parameters(ByteWriter& out, const parse::Facts& facts) {
  std::uint32_t owner = 0, line = 0, parameter = 0;
  out.varint(facts.parameters.size());
  for (const parse::Parameter& p : facts.parameters) {
    write_after(out, owner, p.owner);
    out.varint(p.name);
    write_after(out, line, p.at.line);
    out.varint(p.at.column);
  }
  out.varint(facts.parameter_uses.size());
  for (const parse::ParameterUse& use : facts.parameter_uses) {
    write_after(out, parameter, use.parameter);
    out.u8(static_cast<std::uint8_t>(use.kind));
    write_after(out, line, use.at.line);
    out.varint(use.at.column);
  }
}

void read_parameters(ByteReader& in, parse::Facts& facts) {
  std::uint32_t owner = 0, line = 0, parameter = 0;
  facts.parameters.resize(in.count(4));
  for (parse::Parameter& p : facts.parameters) {
    p.owner = below(read_after(in, owner), facts.symbols.size());
    p.name = below(in.varint32(), facts.names.size());
    p.at.line = read_after(in, line);
    p.at.column = in.varint32();
  }
  facts.parameter_uses.resize(in.count(4));
  for (parse::ParameterUse& use : facts.parameter_uses) {
    use.parameter = below(read_after(in, parameter), facts.parameters.size());
    use.kind = static_cast<EdgeKind>(below(in.u8(), kEdgeKinds));
    use.at.line = read_after(in, line);
    use.at.column = in.varint32();
  }
}

}  // namespace cg::ingest
