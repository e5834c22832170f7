#include "libcg/search/context_pack.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/error.h"
#include "libcg/base/utf8.h"
#include "libcg/cli/output.h"
#include "libcg/cli/questions.h"
#include "libcg/cli/terminal.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct ContextOptions {
  std::vector<std::string> names;
  std::size_t budget = 4000;
};

class Packer {
 public:
  Packer(Session& session, const ContextOptions& context) : session_(session), context_(context) {}

  /// The pack of all that the name means. A declaration is worth less than what it declares.
  search::ContextPack pack(std::string_view question) {
    graph::IndexReader& reader = session_.reader();
    const auto resolution = session_.resolve(question);
    if (resolution.symbols.empty()) session_.report_unknown(question, resolution);
    std::vector<search::ContextSeed> seeds;
    for (const SymbolRef ref : resolution.symbols) {
      if (ref.ordinal == 0) {
        seeds.push_back({ref.file, {}, 1, reader.file(ref.file).lines, 1});
        continue;
      }
      const graph::SymbolRow& row = reader.symbol(ref);
      constexpr float kDeclaration = 0.4F;
      const bool declaration = (row.flags & graph::kDeclarationFlag) != 0;
      seeds.push_back({ref.file, ref, row.start_line, row.end_line, declaration ? kDeclaration : 1.0F});
    }
    return search::pack_context(reader, session_.texts(), session_.place(), seeds, context_.budget);
  }

 private:
  Session& session_;
  const ContextOptions& context_;
};

int run_markdown(Session& session, const ContextOptions& context) {
  const cli::CommonOptions& common = session.options().common;
  if (common.header) throw Error(ErrorKind::kUsage, "context: --header names columns, and Markdown has none; add --null");
  const cli::Questions questions(context.names);
  Packer packer(session, context);
  const bool escapes = cli::is_terminal(1);
  cli::Output output;
  cli::RecordCount count;
  const auto write = [&](const std::string& text) { output.write(escapes ? printable_lines(text) : text); };
  questions.for_each([&] { output.flush(); },
                     [&](std::string_view question) {
                       const search::ContextPack pack = packer.pack(question);
                       if (questions.many()) write(fmt::format("# {}\n\n", printable(question)));
                       for (const search::ContextPiece& piece : pack.pieces) {
                         if (common.limit && count.total++ >= *common.limit) continue;
                         if (!common.limit) ++count.total;
                         ++count.shown;
                         write(search::to_markdown(piece, session.place()));
                         (void)session.stale(piece.file);  // it remembers, and the end tells of it
                       }
                       write(search::left_out_line(pack));
                     });
  output.flush();
  return session.finish(count);
}

int run_records(Session& session, const ContextOptions& context) {
  const cli::Questions questions(context.names);
  Answers answers(session, {{"path"}, {"start_line"}, {"end_line"}, {"symbol"}, {"kind"}, {"why"}, {"tokens"}, {"text"}}, questions.many());
  Packer packer(session, context);
  answers.ask(questions, [&](std::string_view question) {
    const search::ContextPack pack = packer.pack(question);
    for (const search::ContextPiece& piece : pack.pieces) {
      answers.write(piece.file, {session.place().shown(piece.path), piece.start_line, piece.end_line, piece.symbol, piece.kind, piece.why,
                                 piece.tokens, piece.text});
    }
    if (!pack.left_out.empty()) {
      session.messages().warning(std::string(question), fmt::format("{} pieces did not fit the budget", pack.left_out.size()));
    }
  });
  return answers.finish();
}

int run_context(const QueryOptions& options, const ContextOptions& context) {
  Session session(options);
  return options.common.json || options.common.null_ended ? run_records(session, context) : run_markdown(session, context);
}

}  // namespace

Verb add_context(CLI::App& tool, QueryOptions& options) {
  auto context = std::make_shared<ContextOptions>();
  CLI::App* verb = add_record_verb(tool, options, "context", "Source for a model: a definition and what hangs together with it");
  add_names(*verb, context->names, "NAME", "Names, or - to read them from standard input");
  verb->add_option("--budget", context->budget, "Tokens that the source may take, for each name")
      ->type_name("N")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000'000));
  return {verb, [&options, context] { return run_context(options, *context); }};
}

}  // namespace cg::tools
