#pragma once
#include <cstddef>

// Every number that ranking goes by, in one place. Where the reason says "study": found on one half of a public set of
// questions (62 repositories, 19 languages), held on the other half, and on a plateau: changing any one of them by a third
// moves NDCG@10 by .005 at most.

namespace cg::search::ranking {

/// Word number k of a question weighs 1 / (1 + kWordDecay * k): people put what they look for first. (study)
inline constexpr float kWordDecay = 0.35F;
/// What is left of that for a light word (stop_words.h), behind all others. By words alone +.003 and +.003 (NDCG@10 with the source
/// folder indexed and with the whole repository), with meaning, where its vector is short anyway, .000 and +.001; .3 to .7 are the same to .001.
/// By words alone what the tree is called is one, too: +.003 and +.006. With meaning it is not (-.002 and -.003).
inline constexpr float kLightWord = 0.4F;
/// A many-part identifier found whole is worth more than its parts' sum says: rarity times this. (study)
inline constexpr float kCompound = 1.5F;
/// Two words beside each other, glued: "parse json" asks for parseJson, perhaps. (study)
inline constexpr float kGlued = 0.6F;

/// BM25F of a whole file: weight and length normalisation of each field. The weights make up for sizes: a file has a
/// thousand words and one name. (study)
struct Field {
  float weight, b;
};
inline constexpr Field kFileBody{0.3F, 0.35F};
inline constexpr Field kFileComments{2.0F, 0.2F};
inline constexpr Field kFileNames{2.0F, 0.9F};
inline constexpr Field kFileStem{80.0F, 0.9F};
inline constexpr Field kFileDirectories{20.0F, 0.3F};
/// Saturation. A file is long: ten times says more than once. The textbook's 1.2 loses .02 to .07. (study, with 60; 45 to 60 are the same to .001)
inline constexpr float kFileSaturation = 50.0F;

/// BM25F of a chunk. A chunk is as short as the texts BM25 was made for. (study)
inline constexpr Field kChunkBody{1.0F, 0.5F};
inline constexpr Field kChunkComments{1.0F, 0.5F};
inline constexpr Field kChunkNames{3.0F, 0.5F};
inline constexpr float kChunkSaturation = 2.0F;
/// Several good chunks make a good file: the best five, each half as much as the one before. (study)
inline constexpr int kGatheredChunks = 5;
inline constexpr float kGatherDecay = 0.5F;

/// Of so many files the chunks are looked at: those that are first by what lists, names and paths say of files, with the score of the
/// file in place of those of its chunks (word_scores.h). With 1024, 512 or all files of every tree of the development questions, NDCG@10
/// is the same to .0001 with the source folder indexed, and to .0004 with the whole repository.
inline constexpr std::size_t kOpenedFiles = 256;
/// Up to so many chunks, all vectors are compared for every question: 8 MB, less than a millisecond. In larger trees only those of the
/// files that words put first, so many of them: with 64, for every tree of the development questions, NDCG@10 loses .0002 at most, and
/// to read a kernel's 60 MB of vectors alone takes longer than a question may.
inline constexpr std::size_t kScannedChunks = 1U << 16U;
inline constexpr std::size_t kMeantFiles = 128;
/// The median cosine is taken over so many chunks, evenly spread; exact in small trees.
inline constexpr std::size_t kSampledChunks = 1U << 13U;
/// In large trees over runs of neighbours: each chunk by itself would bring in sixteen pages of the mapped file.
inline constexpr std::size_t kSampledRuns = 64;
inline constexpr std::size_t kSampledRun = 16;

/// Weights of the signals of a file. (study)
inline constexpr float kFile = 1.0F;
inline constexpr float kBestChunk = 0.5F;
inline constexpr float kGathered = 0.5F;
inline constexpr float kStem = 0.3F;
inline constexpr float kStemFirst = 0.5F;
/// A word of the question counts for this by its rarity to the power of that: what is met everywhere, as the name of the project, says little
/// when a file has it in its name. By words alone +.001 and +.001, with meaning the same.
inline constexpr float kStemRarity = 0.25F;
inline constexpr float kSoleDefinition = 2.0F;
inline constexpr float kDefinition = 0.2F;
inline constexpr float kFuzzyStem = 2.0F;
inline constexpr float kMeaning = 1.5F;

/// What a definition of the very name asked for is worth by its kind: one looks for types first. (study)
inline constexpr float kTypeDefinition = 1.0F;
inline constexpr float kFunctionDefinition = 0.7F;
inline constexpr float kOtherDefinition = 0.4F;
/// Who types a bare identifier wants what is called just so, wherever it lies: added for each definition of the name as it was written, so
/// that no file comes first that has its words in its path, and no test that defines it stands back. Of 300 names drawn at random from
/// each of nine trees 226 did not find their definition first, and with this 76 of 2,700, all but two of them single words, of which only
/// those in a capital have it, and only outside of tests (FileRanker::is_meant): with it for all words, symbol questions about whole
/// repositories lost .035. As it is they gain .007 in folders and lose nothing.
inline constexpr float kExactDefinition = 3.0F;
/// Another case than asked for.
inline constexpr float kOtherCase = 0.7F;
/// A declaration of what is defined elsewhere; not in the study, which had no way to tell.
inline constexpr float kDeclaration = 0.35F;
/// The sum over the identifiers in a sentence is capped. (study)
inline constexpr float kMostDefinitions = 2.0F;

/// Likeness of a word asked for to a word of a file's name. (study)
inline constexpr float kAbbreviation = 0.7F;
inline constexpr float kSubstring = 0.8F;
inline constexpr float kInitials = 0.6F;
inline constexpr float kShortInitials = 0.3F;

/// A word asked for in a name that a file defines, shortened: "context" as ctx. Only what the tree shortens in names of its files, too, is
/// tried. +.001 and .000 by words, +.001 and .000 with meaning; the same in the text of files hurts (study).
inline constexpr float kShortened = 2.0F;
/// A short form with more postings than this among the first 4096 files is a word of its own, and takes long to read.
inline constexpr std::size_t kShortenedPostings = 1'000;

/// Priors by path. (study)
/// The study has -.075, and -.3 for a dot inside the name; what it put down to long names and variants, users and siblings say since. With
/// the saturation above and kShownByTests .001 and .003. A third of the dot's is left: .000 and .000, by words alone .000 and -.001, and the
/// language with most such names, TypeScript, has .751 for .749 with whole repositories.
inline constexpr float kDotted = -0.1F;
inline constexpr float kPerStemPart = -0.05F;
inline constexpr float kPerDirectory = -0.5F / 5;
/// For a system or a processor that the question does not name, and that is not the host of nearly all reading, Linux on x86: of
/// files that do the same for different systems (libuv's src/unix and src/win, a kernel's arch) the one built here is meant. Not in the
/// study. +.005 and +.002.
inline constexpr float kForeign = -1.0F;
inline constexpr float kTest = -0.75F;
inline constexpr float kExample = -0.75F;

/// One more that meaning wants: tests speak as plainly of a thing as the thing itself. (study)
inline constexpr float kTestBesideMeaning = -0.5F;
/// Short files are like many questions by accident; times the logarithm of the words. (study, for meaning; by words alone +.001 and +.002)
inline constexpr float kLength = 0.02F;

/// What only the files around a file know: see neighbours.cc. The gains are in NDCG@10 on 480 development questions to 24
/// repositories, one after the other in the order home, users, siblings, tests, with the source folder indexed and with the whole
/// repository (tests/bench/runs/search_ladder-2026-11-22.txt).
/// Times ln(1 + other files that use it): one asks for what is used. +.006 and +.010.
inline constexpr float kUsers = 0.1F;
/// Times what tests and examples that answer use, each test worth its best chunk divided by the root of how many files
/// it uses. .000 and +.003, without users +.004 and +.011; not by meaning alone, where tests are near to everything (-.010).
inline constexpr float kShownByTests = 0.05F;
/// Times the scores of the best three others of its directory, each half as much as the one before. +.006 and +.005.
inline constexpr float kSiblings = 0.066F;
/// In the package called like the tree: one asks about what a project is, and not about what lies beside it. -.001 and +.012.
inline constexpr float kHome = 0.6F;
/// These are asked about the best files only: what is below does not come up by them; who uses a file about fewer. With twice or four times as many, NDCG@10 is the same to .001.
inline constexpr std::size_t kNeighbourFiles = 64;
inline constexpr std::size_t kUsedFiles = 32;
inline constexpr std::size_t kMostSiblings = 3;
inline constexpr std::size_t kTestFiles = 16;
inline constexpr std::size_t kTestChunks = 3;

/// What is shown for a file (definition_choice.cc). The best chunk that a definition touches counts for its words and this much for its
/// meaning, each by the largest of the file.
inline constexpr float kShownMeaning = 0.5F;
/// Times the share of the question that its name says, and once more that by the share of the name that is asked for.
inline constexpr float kNamed = 2.0F;
/// Times the share of the question that only the type or namespace around it is called by.
inline constexpr float kAround = 2.0F;
/// Times the cosine of its name to the question, of so many that are best without.
inline constexpr float kNameMeaning = 1.0F;
inline constexpr std::size_t kMeantNames = 8;
/// What declares something defined elsewhere, and macros, of which most are constants, are seldom asked for.
inline constexpr float kShownDeclaration = 0.5F;
inline constexpr float kShownMacro = 0.4F;
/// A question that is one name asks for what is called so: more than anything above comes to.
inline constexpr float kCalled = 20.0F;
inline constexpr float kCalledDeclaration = 10.0F;
/// Definitions are looked for in so many chunks of a file, its best.
inline constexpr std::size_t kShownChunks = 16;

/// Likeness of code to a fragment (similar_code.h), a sum of at most 1. Shape leads: a copy with other names shares little else, while
/// code about the same thing shares words and meaning, and a fifth of its shapes at most (redis, flask, tokio).
inline constexpr float kLikeShape = 0.5F;
inline constexpr float kLikeText = 0.2F;
inline constexpr float kLikeWords = 0.15F;
inline constexpr float kLikeMeaning = 0.15F;
/// A chunk gives way to a definition in it that is alike to nine tenths as much: it has the same code and a neighbour's last lines.
inline constexpr float kLikeChunk = 0.9F;
/// So many chunks are read and compared, by words and by meaning: some 2 KB each, 10 ms in all.
inline constexpr std::size_t kLikeByWords = 192;
inline constexpr std::size_t kLikeByMeaning = 96;
/// Up to so many chunks, all are: no copy is missed, whatever was renamed.
inline constexpr std::size_t kLikeAll = 512;
/// A fragment is looked up by its rarest words: so many, and of those whose lists together are longer than this only the first few.
inline constexpr std::size_t kLikeTokens = 48;
inline constexpr std::size_t kLikePostings = 200'000;
inline constexpr std::size_t kLikeLeastTokens = 8;

}  // namespace cg::search::ranking
