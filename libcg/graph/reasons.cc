#include "libcg/graph/reasons.h"

#include <map>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

namespace cg::graph {
namespace {

[[noreturn]] void damaged() {
  throw Error(ErrorKind::kFormat, "the index is damaged (a reason that is none); run cg-index to rebuild it");
}

}  // namespace

std::string encode_reasons(std::span<const Reason> reasons) {
  std::map<std::string_view, std::size_t> numbers;
  std::vector<std::string_view> texts;
  const auto number = [&](std::string_view text) {
    const auto [known, fresh] = numbers.try_emplace(text, texts.size());
    if (fresh) texts.push_back(text);
    return known->second;
  };
  ByteWriter body;
  body.varint(reasons.size());
  std::uint32_t last = 0;
  for (const Reason& reason : reasons) {
    body.varint(reason.site - last);
    last = reason.site;
    body.varint(reason.steps.size());
    for (const ReasonStep& step : reason.steps) {
      body.varint(number(step.expression));
      body.varint(number(step.names));
      body.u8(static_cast<std::uint8_t>(step.how));
      body.varint(number(step.value));
    }
  }
  ByteWriter out;
  out.varint(texts.size());
  for (const std::string_view text : texts) out.string(text);
  out.raw(body.view());
  return out.take();
}

std::vector<Reason> decode_reasons(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<std::string_view> texts(in.count(1));
  for (std::string_view& text : texts) text = in.string();
  const auto text = [&]() -> std::string {
    const std::uint64_t number = in.varint();
    if (number >= texts.size()) damaged();
    return std::string(texts[number]);
  };
  std::vector<Reason> reasons(in.count(2));
  std::uint32_t site = 0;
  for (Reason& reason : reasons) {
    reason.site = site += in.varint32();
    reason.steps.resize(in.count(4));
    for (ReasonStep& step : reason.steps) {
      step.expression = text();
      step.names = text();
      const std::uint8_t how = in.u8();
      if (how >= kHows) damaged();
      step.how = static_cast<How>(how);
      step.value = text();
    }
  }
  return reasons;
}

}  // namespace cg::graph
