#include "libcg/bench/run_file.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "libcg/base/error.h"

namespace cg::bench {
namespace {

using Json = nlohmann::ordered_json;

std::string line_of(const Json& json) {
  // Paths may hold any bytes: what is not UTF-8 is replaced, for JSON has no other way.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// A tenth of a nanosecond is below what any clock resolves; the rest would only make files longer.
double rounded(double value) { return std::round(value * 10) / 10; }

Json json_of(const Side& side) {
  Json samples = Json::array();
  for (const double sample : side.samples) samples.push_back(std::max(rounded(sample), 0.1));
  Json json{{"what", side.what}, {"samples", std::move(samples)}};
  if (side.tail.max > 0) {
    json["p50"] = rounded(side.tail.p50);
    json["p95"] = rounded(side.tail.p95);
    json["p99"] = rounded(side.tail.p99);
    json["max"] = rounded(side.tail.max);
  }
  return json;
}

std::vector<double> samples_of(const Json& json) {
  std::vector<double> samples;
  for (const Json& sample : json) {
    if (!sample.is_number()) throw Error(ErrorKind::kFormat, "a sample is not a number");
    samples.push_back(sample.get<double>());
    if (!(std::isfinite(samples.back()) && samples.back() > 0)) throw Error(ErrorKind::kFormat, "a sample is not a positive number");
  }
  if (samples.empty()) throw Error(ErrorKind::kFormat, "there are no samples");
  return samples;
}

Side side_of(const Json& json) {
  Side side;
  side.what = json.at("what").get<std::string>();
  side.samples = samples_of(json.at("samples"));
  if (json.contains("p50")) {
    side.tail = {json.at("p50").get<double>(), json.at("p95").get<double>(), json.at("p99").get<double>(), json.at("max").get<double>()};
  }
  return side;
}

Json json_of(const Fingerprint& machine) {
  return {{"id", machine.id()},           {"cpu", machine.cpu_model},         {"simd", machine.simd},
          {"cores", machine.cores},       {"usable_cores", machine.usable_cores}, {"memory_bytes", machine.memory_bytes},
          {"governor", machine.governor}, {"virtualised", machine.virtualised}, {"kernel", machine.kernel}};
}

Fingerprint fingerprint_of(const Json& json) {
  Fingerprint machine;
  json.at("cpu").get_to(machine.cpu_model);
  json.at("simd").get_to(machine.simd);
  json.at("cores").get_to(machine.cores);
  json.at("usable_cores").get_to(machine.usable_cores);
  json.at("memory_bytes").get_to(machine.memory_bytes);
  json.at("governor").get_to(machine.governor);
  json.at("virtualised").get_to(machine.virtualised);
  json.at("kernel").get_to(machine.kernel);
  return machine;
}

RunHead head_of(const Json& json) {
  RunHead head;
  const int format = json.at("format").get<int>();
  if (format != kRunFormat) {
    throw Error(ErrorKind::kFormat, fmt::format("a run of format {}, and this cg-bench reads format {}; measure again with one version", format, kRunFormat));
  }
  json.at("version").get_to(head.version);
  json.at("build").get_to(head.build);
  json.at("started").get_to(head.started);
  json.at("suite").get_to(head.suite);
  json.at("seed").get_to(head.seed);
  json.at("confidence").get_to(head.confidence);
  head.machine = fingerprint_of(json.at("machine"));
  json.at("index").get_to(head.index);
  json.at("generation").get_to(head.generation);
  json.at("tree_commit").get_to(head.tree_commit);
  json.at("files").get_to(head.files);
  json.at("symbols").get_to(head.symbols);
  json.at("sites").get_to(head.sites);
  return head;
}

Result result_of(const Json& json) {
  Result result;
  json.at("name").get_to(result.name);
  json.at("metric").get_to(result.metric);
  const auto unit = unit_named(json.at("unit").get<std::string>());
  if (!unit) throw Error(ErrorKind::kFormat, "an unknown unit");
  result.unit = *unit;
  if (json.contains("before")) result.before = side_of(json.at("before"));
  result.after = side_of(json.at("after"));
  if (json.contains("yardstick")) {
    result.yardstick = samples_of(json.at("yardstick"));
    if (result.yardstick.size() != result.after.samples.size()) throw Error(ErrorKind::kFormat, "the yardstick has not a sample for each round");
  }
  json.at("same_answers").get_to(result.same_answers);
  json.at("narrow").get_to(result.narrow);
  for (const auto& [key, value] : json.at("facts").items()) result.facts[key] = value.get<double>();
  json.at("note").get_to(result.note);
  return result;
}

RunEnd end_of(const Json& json, std::size_t results) {
  RunEnd end;
  if (json.at("results").get<std::size_t>() != results) throw Error(ErrorKind::kFormat, "results are missing from the middle of the run");
  json.at("elapsed_s").get_to(end.elapsed_s);
  json.at("void").get_to(end.void_because);
  json.at("others_share").get_to(end.load.others_share);
  json.at("stolen_share").get_to(end.load.stolen_share);
  json.at("load_average").get_to(end.load.load_average);
  json.at("rss_bytes").get_to(end.memory.resident_bytes);
  json.at("pss_bytes").get_to(end.memory.proportional_bytes);
  json.at("private_bytes").get_to(end.memory.private_bytes);
  json.at("peak_rss_bytes").get_to(end.memory.peak_bytes);
  if (!end.void_because.empty()) throw Error(ErrorKind::kFormat, fmt::format("the run is void: {}; measure again", end.void_because));
  return end;
}

/// Takes the lines of one run in their order.
class RunParser {
 public:
  void line(std::string_view text) {
    const Json json = Json::parse(text);
    const auto record = json.at("record").get<std::string>();
    if (ended_) throw Error(ErrorKind::kFormat, "something follows the end of the run; a file holds one run");
    if ((record == "run") == begun_) throw Error(ErrorKind::kFormat, begun_ ? "a second run begins; a file holds one run" : "it is no run of cg-bench: its first line is not one");
    begun_ = true;
    if (record == "run") {
      run_.head = head_of(json);
    } else if (record == "result") {
      run_.results.push_back(result_of(json));
      for (std::size_t i = 0; i + 1 < run_.results.size(); ++i) {
        if (run_.results[i].name == run_.results.back().name) throw Error(ErrorKind::kFormat, fmt::format("{} occurs twice", run_.results[i].name));
      }
    } else if (record == "not_measured") {
      run_.not_measured.push_back({json.at("name").get<std::string>(), json.at("metric").get<std::string>(), json.at("reason").get<std::string>()});
    } else if (record == "end") {
      run_.end = end_of(json, run_.results.size());
      ended_ = true;
    } else {
      throw Error(ErrorKind::kFormat, fmt::format("an unknown record: {}", record));
    }
  }

  Run take() {
    if (!begun_) throw Error(ErrorKind::kFormat, "it is empty");
    if (!ended_) throw Error(ErrorKind::kFormat, "it is truncated: its last line is no end of a run; measure again");
    return std::move(run_);
  }

 private:
  Run run_;
  bool begun_ = false, ended_ = false;
};

}  // namespace

const Result* Run::find(std::string_view name) const noexcept {
  for (const Result& result : results) {
    if (result.name == name) return &result;
  }
  return nullptr;
}

std::string run_line(const RunHead& head) {
  return line_of({{"record", "run"},       {"format", kRunFormat},      {"version", head.version},
                  {"build", head.build},   {"started", head.started},   {"suite", head.suite},
                  {"seed", head.seed},     {"confidence", head.confidence}, {"machine", json_of(head.machine)},
                  {"index", head.index},   {"generation", head.generation}, {"tree_commit", head.tree_commit},
                  {"files", head.files},   {"symbols", head.symbols},   {"sites", head.sites}});
}

std::string run_line(const Result& result) {
  Json json{{"record", "result"}, {"name", result.name}, {"metric", result.metric}, {"unit", name_of(result.unit)}};
  if (result.before) json["before"] = json_of(*result.before);
  json["after"] = json_of(result.after);
  if (!result.yardstick.empty()) {
    Json samples = Json::array();
    for (const double sample : result.yardstick) samples.push_back(std::max(std::round(sample * 1e4) / 1e4, 1e-4));
    json["yardstick"] = std::move(samples);
  }
  json["same_answers"] = result.same_answers;
  json["narrow"] = result.narrow;
  json["facts"] = Json::object();
  for (const auto& [key, value] : result.facts) json["facts"][key] = value;
  json["note"] = result.note;
  return line_of(json);
}

std::string run_line(const NotMeasured& missing) {
  return line_of({{"record", "not_measured"}, {"name", missing.name}, {"metric", missing.metric}, {"reason", missing.reason}});
}

std::string run_line(const RunEnd& end, std::size_t results) {
  return line_of({{"record", "end"},
                  {"results", results},
                  {"elapsed_s", end.elapsed_s},
                  {"void", end.void_because},
                  {"others_share", end.load.others_share},
                  {"stolen_share", end.load.stolen_share},
                  {"load_average", end.load.load_average},
                  {"rss_bytes", end.memory.resident_bytes},
                  {"pss_bytes", end.memory.proportional_bytes},
                  {"private_bytes", end.memory.private_bytes},
                  {"peak_rss_bytes", end.memory.peak_bytes}});
}

Run parse_run(std::string_view text, const std::string& name) {
  RunParser parser;
  std::size_t number = 1;
  try {
    for (; !text.empty(); ++number) {
      const std::size_t end = text.find('\n');
      if (end == std::string_view::npos) throw Error(ErrorKind::kFormat, "it is truncated in the middle of a line; measure again");
      parser.line(text.substr(0, end));
      text.remove_prefix(end + 1);
    }
    return parser.take();
  } catch (const Json::exception&) {
    // The library's own words name an offset and a type, not what a user can do.
    throw Error(ErrorKind::kFormat, fmt::format("{}:{}: not a line of a run of cg-bench; measure again", name, number));
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, fmt::format("{}:{}: {}", name, number, error.what()));
  }
}

}  // namespace cg::bench
