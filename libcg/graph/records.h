#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"
#include "libcg/base/ids.h"
#include "libcg/base/kinds.h"

// The records of the index and their bytes. Rows of one kind are written column by column: neighbours in a column are
// alike, which is what the page compression lives on. All decoders take bytes that nobody vouches for and throw
// Error{kFormat}.

namespace cg::graph {

/// Bits of SymbolRow::flags that readers ask for; the whole list is parse::SymbolFlag, whose values these are.
inline constexpr std::uint32_t kDeclarationFlag = 1U << 0;
inline constexpr std::uint32_t kFileLocalFlag = 1U << 1;
inline constexpr std::uint32_t kExportedFlag = 1U << 2;
inline constexpr std::uint32_t kDefaultExportFlag = 1U << 3;
inline constexpr std::uint32_t kAbstractFlag = 1U << 4;  ///< also of an overload signature of TypeScript
inline constexpr std::uint32_t kAnonymousFlag = 1U << 6;
inline constexpr std::uint32_t kExtensionFlag = 1U << 7;
inline constexpr std::uint32_t kOverrideFlag = 1U << 9;
inline constexpr std::uint32_t kConditionalFlag = 1U << 10;
inline constexpr std::uint32_t kTestCodeFlag = 1U << 16;
inline constexpr std::uint32_t kUnlikelyFlag = 1U << 17;

struct FileRow {
  std::string path;
  Hash128 hash;             ///< of the bytes, XXH3
  FileStamp stamp;          ///< when they were read
  std::string language;     ///< as in the policy: "cpp"
  std::string separator;    ///< of its qualified names: "." or "::"
  std::uint32_t lines = 0;
  std::uint32_t symbols = 0;  ///< the file's own included: ordinals are below this
  std::uint32_t sites = 0;
  std::uint32_t error_bytes = 0;  ///< bytes that the grammar did not understand
  bool bounded = false;           ///< a limit was hit: something was left out
};

/// A symbol without its text. `owner` is the qualifier of a member written outside its type: "Foo" of `Foo::bar`.
struct SymbolRow {
  SymbolKind kind = SymbolKind::kFile;
  std::uint32_t flags = 0;  ///< parse::SymbolFlag
  std::string name;
  std::string owner;
  std::uint32_t container = kNone;  ///< ordinal in the same file
  Position at;
  std::uint32_t start_line = 0, end_line = 0;
  std::uint32_t start_byte = 0, end_byte = 0;
};

struct TextRow {
  std::string signature;
  std::string doc;
};

/// The same for writing: what a build has at hand already is not copied to be encoded.
struct SymbolView {
  SymbolKind kind = SymbolKind::kFile;
  std::uint32_t flags = 0;
  std::string_view name;
  std::string_view owner;
  std::uint32_t container = kNone;
  Position at;
  std::uint32_t start_line = 0, end_line = 0;
  std::uint32_t start_byte = 0, end_byte = 0;
};
struct TextView {
  std::string_view signature;
  std::string_view doc;
};

/// Whether a symbol has no name at all: "<lambda>". A default export has no name of its own either, but one for all who import it.
[[nodiscard]] inline bool is_nameless(const SymbolRow& row) { return (row.flags & kAnonymousFlag) != 0 && row.name.starts_with('<'); }

/// A site with what it may mean. No targets: unbound; one: an edge; several: candidates, `confidence` being that each is meant.
struct SiteRow {
  EdgeKind kind = EdgeKind::kReads;
  How how = How::kUnresolved;
  std::uint8_t confidence = 0;  ///< percent
  std::uint32_t owner = 0;      ///< ordinal of the symbol around it
  Position at;
  std::string name;             ///< as written; empty when it is the (first) target's own name
  std::vector<SymbolRef> targets;
};

struct SiteView {
  EdgeKind kind = EdgeKind::kReads;
  How how = How::kUnresolved;
  std::uint8_t confidence = 0;
  std::uint32_t owner = 0;
  Position at;
  std::string_view name;
  std::span<const SymbolRef> targets;
};

/// The same edge seen from its target.
struct IncomingRow {
  SymbolRef source;  ///< the symbol around the site
  EdgeKind kind = EdgeKind::kReads;
  How how = How::kUnresolved;
  std::uint8_t confidence = 0;
  Position at;
};

/// All edges into one symbol, by source and position.
struct IncomingList {
  std::uint32_t ordinal = 0;
  std::vector<IncomingRow> rows;
};

/// Where a name is defined.
struct DefinitionRow {
  SymbolRef symbol;
  SymbolKind kind = SymbolKind::kFile;
  bool declaration = false;
};

std::string encode_file(const FileRow& row);
FileRow decode_file(std::string_view bytes);

std::string encode_symbols(std::span<const SymbolRow> rows);
std::string encode_symbols(std::span<const SymbolView> rows);
std::vector<SymbolRow> decode_symbols(std::string_view bytes);

std::string encode_texts(std::span<const TextRow> rows);
std::string encode_texts(std::span<const TextView> rows);
std::vector<TextRow> decode_texts(std::string_view bytes);

/// `file`: the file the sites are in; targets near to it take fewer bytes.
std::string encode_sites(FileId file, std::span<const SiteRow> rows);
std::string encode_sites(FileId file, std::span<const SiteView> rows);
std::vector<SiteRow> decode_sites(FileId file, std::string_view bytes);

/// The lists of one chunk of symbols, by ordinal; symbols without incoming edges have none.
std::string encode_incoming(std::span<const IncomingList> lists);
std::vector<IncomingList> decode_incoming(std::string_view bytes);
/// The same lists with their rows still as encode_rows wrote them: to change one, the others need not be read.
struct IncomingBytes {
  std::uint32_t ordinal = 0;
  std::string_view rows;
};
std::string join_incoming(std::span<const IncomingBytes> lists);
std::vector<IncomingBytes> split_incoming(std::string_view bytes);
/// Only the list of one symbol; the others are stepped over.
std::vector<IncomingRow> decode_incoming(std::string_view bytes, std::uint32_t ordinal);

/// A list alone: what the table `unbound` holds for a name.
std::string encode_rows(std::span<const IncomingRow> rows);
std::vector<IncomingRow> decode_rows(std::string_view bytes);

std::string encode_definitions(std::span<const DefinitionRow> rows);
std::vector<DefinitionRow> decode_definitions(std::string_view bytes);

}  // namespace cg::graph
