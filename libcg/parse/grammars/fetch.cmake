# Where the packages are: sets CG_GRAMMARS_ROOT to a node_modules folder. CG_GRAMMARS_DIR (cache variable, or in the
# environment) names one that is there already, for builds without a network. Otherwise `npm ci` fills one under
# CG_GRAMMARS_FETCH_DIR, once for each state of the lock file; several build folders may share it.

set(CG_GRAMMARS_DIR "$ENV{CG_GRAMMARS_DIR}" CACHE PATH "A node_modules folder with the grammars; empty: fetch them")
set(CG_GRAMMARS_FETCH_DIR "${PROJECT_BINARY_DIR}/grammars" CACHE PATH "Where npm puts the grammars")

function(cg_fetch_grammars folder)
  set(pins package.json package-lock.json .npmrc)
  set(state "")
  foreach(pin IN LISTS pins)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${pin}")
    file(SHA256 "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${pin}" hash)
    string(APPEND state "${hash} ${pin}\n")
  endforeach()

  file(LOCK "${folder}" DIRECTORY GUARD FUNCTION TIMEOUT 600)
  set(stamp "${folder}/fetched")
  if(EXISTS "${stamp}")
    file(READ "${stamp}" fetched)
    if(fetched STREQUAL state)
      return()
    endif()
  endif()

  find_program(CG_NPM npm)
  if(NOT CG_NPM)
    message(FATAL_ERROR "npm is not installed, and it fetches the grammars: run scripts/setup, or set "
      "CG_GRAMMARS_DIR to a node_modules folder that has them.")
  endif()
  message(STATUS "Fetching the grammars into ${folder}")
  foreach(pin IN LISTS pins)
    file(COPY "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${pin}" DESTINATION "${folder}")
  endforeach()
  execute_process(
    COMMAND "${CG_NPM}" ci --ignore-scripts --no-progress
    WORKING_DIRECTORY "${folder}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "npm ci could not fetch the grammars (${result}). Check the network and the registry that npm "
      "is set to, or set CG_GRAMMARS_DIR to a node_modules folder that has them.\n${output}")
  endif()
  file(WRITE "${stamp}" "${state}")
endfunction()

if(CG_GRAMMARS_DIR)
  cmake_path(ABSOLUTE_PATH CG_GRAMMARS_DIR BASE_DIRECTORY "${CMAKE_BINARY_DIR}" NORMALIZE
    OUTPUT_VARIABLE CG_GRAMMARS_ROOT)
else()
  cg_fetch_grammars("${CG_GRAMMARS_FETCH_DIR}")
  set(CG_GRAMMARS_ROOT "${CG_GRAMMARS_FETCH_DIR}/node_modules")
endif()
if(NOT EXISTS "${CG_GRAMMARS_ROOT}/tree-sitter/vendor/tree-sitter/lib/src/lib.c")
  message(FATAL_ERROR "${CG_GRAMMARS_ROOT} holds no tree-sitter package: CG_GRAMMARS_DIR must be the node_modules "
    "folder of `npm ci` in libcg/parse/grammars; leave it empty to have them fetched.")
endif()
