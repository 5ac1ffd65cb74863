# C++ from schema headers as a part of the build: needs no PostgreSQL and never touches the schema's folder.
#
#   schemac_generate(TARGET <target> SCHEMA <header>... [QUERIES <file.sql>...] [CONFIG <schemac.toml>] [OUTPUT <folder>])
#
# TARGET   gets the generated sources, the folder above OUTPUT to include them from (`#include "generated/booking.hpp"`),
#          and schemac::runtime.
# SCHEMA   the schema headers, all that schemac.toml has: two files of C++ come of each. A build that leaves one out, or
#          has one besides, stops and says which.
# QUERIES  the files of queries, all that schemac.toml has: two files of C++ come of each. What PostgreSQL said of them is
#          read from where `schemac generate` wrote it; where that is stale the build stops and says so.
# CONFIG   default: schemac.toml in the current source folder.
# OUTPUT   default: `generated` in the current binary folder.
#
# The tool runs again when a header or file of queries that it read, schemac.toml, a template or the tool itself is
# newer than its last run. It leaves files alone that would not change, so that what includes them is not compiled again:
# the stamp is the OUTPUT of the command, the C++ are BYPRODUCTS, and what was read comes from a DEPFILE.
include(${CMAKE_CURRENT_LIST_DIR}/SchemacSources.cmake)

# The files that come of schema headers and files of queries, absolute: `schema/sales/order.hpp` gives `sales/order.hpp`
# and `.cpp` below OUTPUT, one outside the folder `schema` beside schemac.toml goes by its file name, and one pair holds them
# together. As compiler/emit/output_names.hpp.
function(schemac_generated_files result config output)
  cmake_path(GET config PARENT_PATH root)
  set(schema "${root}/schema")
  set(files "${output}/schemac_contract.hpp" "${output}/schemac_contract.cpp"
            "${output}/schemac_manifest.json")
  foreach(header IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH header BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    cmake_path(IS_PREFIX schema "${header}" NORMALIZE inside)
    if(inside)
      cmake_path(RELATIVE_PATH header BASE_DIRECTORY "${schema}")
    else()
      cmake_path(GET header FILENAME header)
    endif()
    cmake_path(REMOVE_EXTENSION header LAST_ONLY)
    list(APPEND files "${output}/${header}.hpp" "${output}/${header}.cpp")
  endforeach()
  set(${result} "${files}" PARENT_SCOPE)
endfunction()

function(schemac_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;CONFIG;OUTPUT" "SCHEMA;QUERIES")
  schemac_check_arguments(schemac_generate)
  if(NOT arg_SCHEMA)
    message(FATAL_ERROR "schemac_generate: SCHEMA names no header")
  endif()

  # The tool compares what the build has with what schemac.toml has.
  set(sources "")
  foreach(file IN LISTS arg_SCHEMA arg_QUERIES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    string(APPEND sources "${file}\n")
  endforeach()
  set(list "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${arg_TARGET}_schemac/sources")
  file(CONFIGURE OUTPUT "${list}" CONTENT "${sources}" @ONLY)

  schemac_generated_files(generated "${arg_CONFIG}" "${arg_OUTPUT}" ${arg_SCHEMA} ${arg_QUERIES})
  schemac_sources(${arg_TARGET} schemac
    COMMENT "Generating C++ of the schema of ${arg_TARGET}"
    CONFIG "${arg_CONFIG}" OUTPUT "${arg_OUTPUT}" FILES ${generated}
    COMMAND generate --code --sources "${list}"
    DEPENDS "${list}"
    LINKS schemac::runtime)
endfunction()

# Factories of the entities, for tests: needs no PostgreSQL either.
#
#   schemac_generate_factories(TARGET <target> [CONFIG <schemac.toml>] [HEADERS <folder>] [OUTPUT <folder>])
#
# TARGET   of the tests; gets the factories, the folder above OUTPUT to include them from
#          (`#include "generated/schemac_factories.hpp"`), and schemac::testing. It links what has the generated code.
# CONFIG   default: schemac.toml in the current source folder.
# HEADERS  the folder in front of generated headers where factories include them; default: the name of the folder that
#          schemac.toml has them in, `generated`.
# OUTPUT   default: `generated` in the current binary folder.
function(schemac_generate_factories)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;CONFIG;HEADERS;OUTPUT" "")
  schemac_check_arguments(schemac_generate_factories)
  if(NOT TARGET schemac::testing)
    message(FATAL_ERROR "schemac_generate_factories: there is no schemac::testing; "
                        "find_package(schemac REQUIRED COMPONENTS testing) says what is missing")
  endif()
  set(headers "")
  if(DEFINED arg_HEADERS)
    set(headers --headers "${arg_HEADERS}")
  endif()

  set(files "${arg_OUTPUT}/schemac_factories.hpp" "${arg_OUTPUT}/schemac_factories.cpp")
  schemac_sources(${arg_TARGET} schemac_factories
    COMMENT "Generating factories of ${arg_TARGET}"
    CONFIG "${arg_CONFIG}" OUTPUT "${arg_OUTPUT}" FILES ${files}
    COMMAND generate --factories ${headers}
    LINKS schemac::testing)
endfunction()
