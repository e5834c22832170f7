#include <fmt/format.h>

#include <bit>
#include <string>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/external_embedder.h"
#include "libcg/embed/model.h"
#include "libcg/embed/npy_header.h"
#include "tools/embed_search/options.h"
#include "tools/embed_search/read_stdin.h"

namespace cg::tools {
namespace {

// Vectors of a few million lines fit; what is larger is a mistake (a device, an endless pipe).
constexpr std::size_t kMaxInputBytes = std::size_t{4} << 30U;

/// The lines, each a text or a chunk as JSON.
std::vector<embed::Chunk> read_chunks(bool json) {
  const std::string input = read_stdin(kMaxInputBytes, "embed it in pieces");
  std::vector<embed::Chunk> chunks;
  for (std::string_view rest = input; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!json) {
      chunks.push_back({std::string(line), "", {}});
      continue;
    }
    try {
      chunks.push_back(embed::parse_chunk(line));
    } catch (const Error& error) {
      throw Error(error.kind(), fmt::format("standard input: line {}: {}", chunks.size() + 1, error.what()));
    }
  }
  return chunks;
}

embed::Vectors by_model(const std::vector<embed::Chunk>& chunks, const EmbedSearchOptions& options) {
  const embed::Model model = embed::Model::open(embed::Model::find());
  embed::Encoder encoder(model);
  embed::Vectors vectors;
  vectors.dim = model.dim();
  vectors.numbers.resize(chunks.size() * model.dim());
  std::size_t unknown = 0;
  for (std::size_t n = 0; n < chunks.size(); ++n) {
    const std::span<float> out(vectors.numbers.data() + n * model.dim(), model.dim());
    const embed::Chunk& c = chunks[n];
    const std::vector<std::string_view> names(c.names.begin(), c.names.end());
    const bool known = options.embed.chunks ? encoder.chunk({c.text, c.path, names}, out) : encoder.query(c.text, out);
    if (!known) ++unknown;
  }
  if (unknown > 0 && !options.common.quiet) {
    fmt::print(stderr, "cg-embed-search: {} of {} lines have no word that the model knows; their vectors are zeros\n", unknown, chunks.size());
  }
  return vectors;
}

void append_row(std::string& out, std::span<const float> row, const std::string& format) {
  if (format == "tsv" || format == "jsonl") {
    const bool json = format == "jsonl";
    if (json) out += "{\"vector\":[";
    for (std::size_t i = 0; i < row.size(); ++i) fmt::format_to(std::back_inserter(out), "{}{}", i == 0 ? "" : (json ? "," : "\t"), row[i]);
    out += json ? "]}\n" : "\n";
    return;
  }
  ByteWriter bytes;
  if (format == "fvecs") bytes.u32(static_cast<std::uint32_t>(row.size()));
  for (const float x : row) bytes.u32(std::bit_cast<std::uint32_t>(x));
  out += bytes.view();
}

}  // namespace

int run_embed(const EmbedSearchOptions& options) {
  const EmbedOptions& embed = options.embed;
  const std::string format = options.common.json ? "jsonl" : embed.format;
  const std::vector<embed::Chunk> chunks = read_chunks(embed.chunks);
  const embed::Vectors vectors = embed.embedder.empty()
                                     ? by_model(chunks, options)
                                     : embed::embed_externally(embed.embedder, chunks, static_cast<int>(embed.silence_s * 1000));
  cli::Output output;
  if (format == "npy") output.write(embed::npy_header("<f4", chunks.size(), vectors.dim));
  for (std::size_t n = 0; n < chunks.size(); ++n) {
    append_row(output.buffer(), {vectors.numbers.data() + n * vectors.dim, vectors.dim}, format);
    output.end_record();
  }
  output.flush();
  return chunks.empty() ? cli::kExitNothing : cli::kExitFound;
}

}  // namespace cg::tools
