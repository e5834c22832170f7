#include <algorithm>

#include "libcg/parse/extraction.h"

// Labels of arguments where they are part of a function's name: in Swift, validate(contentType:) and validate(statusCode:) are two
// functions. Both sides are kept as text, "contentType:" or "_:" for each, and compared where calls are linked
// (ingest/argument_labels.h).

namespace cg::parse {

/// What a caller writes in front of the argument, "at:"; "_:" for nothing. `rest`: it takes any number of them, "at...:".
std::string Extraction::parameter_label(std::uint32_t parameter, bool rest) const {
  if (language_.label_symbol() == 0) return {};
  std::uint32_t name = child_in_field(parameter, language_.external_name_field());
  if (name == kNone) name = child_in_field(parameter, language_.name_field());
  std::string label(name == kNone ? std::string_view("_") : syntax_.text(name));
  label.erase(std::remove(label.begin(), label.end(), '`'), label.end());  // `in`, a keyword, is a label like others
  return label + (rest ? "...:" : ":");
}

/// The same of the arguments in `list`, and of `closures` that stand behind it: these have no label.
NameId Extraction::argument_labels(std::uint32_t list, std::size_t closures) {
  if (language_.label_symbol() == 0) return 0;
  std::string labels;
  for (std::uint32_t at = list == kNone ? kNone : list + 1; at != kNone && at < syntax_.nodes[list].next; at = syntax_.nodes[at].next) {
    if (language_.passes_over(syntax_.nodes[at].symbol)) continue;
    const std::uint32_t first = first_child(at);
    const bool labelled = first != kNone && syntax_.nodes[first].symbol == language_.label_symbol();
    labels += labelled ? syntax_.text(first) : std::string_view("_");
    labels += ':';
  }
  labels.erase(std::remove(labels.begin(), labels.end(), '`'), labels.end());
  for (std::size_t i = 0; i < closures; ++i) labels += ">:";
  return names_.intern(labels);
}

}  // namespace cg::parse
