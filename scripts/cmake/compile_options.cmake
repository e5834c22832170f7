# How our own code is compiled: an interface target that every target of ours links, so that nothing is global and
# foreign code (the grammars) keeps its own rules.

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CG_CCACHE ccache)
  if(CG_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER "${CG_CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CG_CCACHE}")
  endif()
endif()

add_library(cg_warnings INTERFACE)
target_compile_options(cg_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<BOOL:${CG_WERROR}>:-Werror>)

add_library(cg_sanitizers INTERFACE)
if(CG_SANITIZE)
  set(flags "-fsanitize=${CG_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(cg_sanitizers INTERFACE ${flags})
  target_link_options(cg_sanitizers INTERFACE ${flags})
endif()
if(CG_FUZZ)
  # Coverage for the fuzzer in every floor; the fuzzer's own main comes with the fuzz targets (tests/fuzz).
  target_compile_options(cg_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(cg_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(cg_code INTERFACE)
target_compile_features(cg_code INTERFACE cxx_std_20)
target_include_directories(cg_code INTERFACE "${PROJECT_SOURCE_DIR}")
target_link_libraries(cg_code INTERFACE cg_warnings cg_sanitizers)
