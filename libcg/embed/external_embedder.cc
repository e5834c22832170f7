#include "libcg/embed/external_embedder.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "libcg/base/error.h"
#include "libcg/base/subprocess.h"
#include "libcg/base/utf8.h"

namespace cg::embed {
namespace {

using Json = nlohmann::json;

[[noreturn]] void fail(const std::string& command, std::size_t record, const std::string& what) {
  throw Error(ErrorKind::kFormat, fmt::format("the embedder '{}': record {}: {}", command, record, what));
}

/// What is not UTF-8 becomes U+FFFD: source files may hold anything, JSON may not.
std::string json_line(const Chunk& chunk, std::size_t id) {
  const Json line{{"id", id}, {"text", chunk.text}, {"path", chunk.path}, {"names", chunk.names}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The last line that it wrote to standard error, for the message.
std::string last_words(std::string_view errors) {
  while (errors.ends_with('\n')) errors.remove_suffix(1);
  const std::string_view line = errors.substr(errors.rfind('\n') == std::string_view::npos ? 0 : errors.rfind('\n') + 1);
  return line.empty() ? "" : fmt::format(" ({})", printable(line.substr(0, 200)));
}

void append_vector(const std::string& command, std::size_t record, std::string_view line, Vectors& vectors) {
  Json json = Json::parse(line, nullptr, false);
  if (json.is_object() && json.contains("vector")) json = Json(json["vector"]);
  if (!json.is_array()) fail(command, record, fmt::format("no array of numbers: {}", printable(line.substr(0, 60))));
  if (json.empty()) fail(command, record, "an array without numbers");
  if (record == 0) vectors.dim = json.size();
  if (json.size() != vectors.dim) fail(command, record, fmt::format("{} numbers, where record 0 has {}", json.size(), vectors.dim));
  for (const Json& element : json) {
    if (!element.is_number()) fail(command, record, "something other than a number in its array");
    const auto number = element.get<float>();
    if (!std::isfinite(number)) fail(command, record, "a number that float32 cannot hold");
    vectors.numbers.push_back(number);
  }
}

}  // namespace

Chunk parse_chunk(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) throw Error(ErrorKind::kFormat, "not a JSON object");
  Chunk chunk;
  const auto text = [&](const char* key, bool needed) -> std::string {
    const auto it = json.find(key);
    if (it == json.end() && !needed) return "";
    if (it == json.end() || !it->is_string()) throw Error(ErrorKind::kFormat, fmt::format("no string under \"{}\"", key));
    return it->get<std::string>();
  };
  chunk.text = text("text", true);
  chunk.path = text("path", false);
  if (const auto names = json.find("names"); names != json.end()) {
    if (!names->is_array()) throw Error(ErrorKind::kFormat, "no array under \"names\"");
    for (const Json& name : *names) {
      if (!name.is_string()) throw Error(ErrorKind::kFormat, "a name under \"names\" is no string");
      chunk.names.push_back(name.get<std::string>());
    }
  }
  return chunk;
}

Vectors embed_externally(const std::string& command, const std::vector<Chunk>& chunks, int silence_ms) {
  Vectors vectors;
  if (chunks.empty()) return vectors;
  std::string input;
  for (std::size_t id = 0; id < chunks.size(); ++id) input += json_line(chunks[id], id);
  CommandOptions options;
  options.input = input;
  options.silence_ms = silence_ms;
  const CommandResult result = run_command({"/bin/sh", "-c", command}, options);
  std::size_t record = 0;
  std::string_view rest = result.output;
  // What a program printed before it died, or fell silent, tells at which record.
  const auto died = [&] {
    if (result.silent) {
      throw Error(ErrorKind::kLimit, fmt::format("the embedder '{}' was silent for {} s at record {} of {} and was ended", command,
                                                 silence_ms / 1000.0, record, chunks.size()));
    }
    if (result.exit_status == 0) return;
    throw Error(ErrorKind::kIo, fmt::format("the embedder '{}' ended with status {} at record {} of {}{}", command, result.exit_status, record,
                                            chunks.size(), last_words(result.errors)));
  };
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) died();  // cut off in this line
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (record == chunks.size()) fail(command, record, fmt::format("a line more than the {} records it was given", chunks.size()));
    append_vector(command, record++, line, vectors);
  }
  died();
  if (record < chunks.size()) fail(command, record, fmt::format("no vector: it printed {} lines for {} records", record, chunks.size()));
  return vectors;
}

}  // namespace cg::embed
