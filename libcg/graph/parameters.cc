#include "libcg/graph/parameters.h"

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

namespace cg::graph {
namespace {

[[noreturn]] void damaged() {
  throw Error(ErrorKind::kFormat, "the index is damaged (a parameter that is none); run cg-index to rebuild it");
}

/// Lines from the one before, columns as they are.
void write_at(ByteWriter& out, std::uint32_t& line, Position at) {
  out.signed_varint(static_cast<std::int64_t>(at.line) - line);
  out.varint(at.column);
  line = at.line;
}

Position read_at(ByteReader& in, std::uint32_t& line) {
  const std::int64_t next = line + in.signed_varint();
  if (next < 0 || next > 0xffffffffLL) damaged();
  line = static_cast<std::uint32_t>(next);
  return {line, in.varint32()};
}

EdgeKind checked_kind(std::uint8_t kind) {
  if (kind >= kEdgeKinds) damaged();
  return static_cast<EdgeKind>(kind);
}

}  // namespace

std::string encode_parameters(std::span<const Parameter> parameters) {
  if (parameters.empty()) return {};
  ByteWriter out;
  out.varint(parameters.size());
  std::uint32_t owner = 0;
  std::uint32_t line = 0;
  for (const Parameter& p : parameters) {
    out.varint(p.owner - owner);
    owner = p.owner;
    write_at(out, line, p.at);
    out.varint(p.uses.size());
  }
  for (const Parameter& p : parameters) out.string(p.name);
  for (const Parameter& p : parameters) {
    for (const ParameterUse& use : p.uses) out.u8(static_cast<std::uint8_t>(use.kind));
  }
  for (const Parameter& p : parameters) {
    line = p.at.line;
    for (const ParameterUse& use : p.uses) write_at(out, line, use.at);
  }
  return out.take();
}

std::vector<Parameter> decode_parameters(std::string_view texts) {
  ByteReader in(texts);
  const std::size_t rows = in.count(2);
  for (std::size_t text = 0; text < 2 * rows; ++text) static_cast<void>(in.string());
  if (in.done()) return {};
  std::vector<Parameter> parameters(in.count(5));
  std::uint32_t owner = 0;
  std::uint32_t line = 0;
  std::size_t uses = 0;
  for (Parameter& p : parameters) {
    p.owner = owner += in.varint32();
    if (owner >= rows) damaged();
    p.at = read_at(in, line);
    const std::size_t its = in.count(3);
    uses += its;
    if (uses > in.left() / 3) damaged();  // all of them are still to come
    p.uses.resize(its);
  }
  for (Parameter& p : parameters) p.name = in.string();
  for (Parameter& p : parameters) {
    for (ParameterUse& use : p.uses) use.kind = checked_kind(in.u8());
  }
  for (Parameter& p : parameters) {
    line = p.at.line;
    for (ParameterUse& use : p.uses) use.at = read_at(in, line);
  }
  return parameters;
}

}  // namespace cg::graph
