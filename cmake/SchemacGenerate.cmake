# C++ from schema headers as a part of the build: needs no PostgreSQL and never touches the schema's folder.
#
#   schemac_generate(TARGET <target> SCHEMA <header>... [QUERIES <file.sql>...] [CONFIG <schemac.toml>] [OUTPUT <folder>])
#
# TARGET   gets the generated sources, the folder above OUTPUT to include them from (`#include "generated/booking.hpp"`),
#          and schemac::runtime.
# SCHEMA   the schema headers, as schemac.toml names them: two files of C++ come of each.
# QUERIES  the files of queries, as schemac.toml names them: two files of C++ come of each. What PostgreSQL said of them is
#          read from where `schemac generate` wrote it; where that is stale the build stops and says so.
# CONFIG   default: schemac.toml in the current source folder.
# OUTPUT   default: `generated` in the current binary folder.
#
# The tool runs again when a header or file of queries that it read, schemac.toml, a template or the tool itself is
# newer than its last run. It leaves files alone that would not change, so that what includes them is not compiled again:
# the stamp is the OUTPUT of the command, the C++ are BYPRODUCTS, and what was read comes from a DEPFILE.

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
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "schemac_generate: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET "${arg_TARGET}")
    message(FATAL_ERROR "schemac_generate: TARGET `${arg_TARGET}` is no target")
  endif()
  if(NOT arg_SCHEMA)
    message(FATAL_ERROR "schemac_generate: SCHEMA names no header")
  endif()
  if(NOT arg_CONFIG)
    set(arg_CONFIG schemac.toml)
  endif()
  if(NOT arg_OUTPUT)
    set(arg_OUTPUT generated)
  endif()
  cmake_path(ABSOLUTE_PATH arg_CONFIG BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
  cmake_path(ABSOLUTE_PATH arg_OUTPUT BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} NORMALIZE)
  if(NOT EXISTS "${arg_CONFIG}")
    message(FATAL_ERROR "schemac_generate: there is no `${arg_CONFIG}`; `schemac init` writes one")
  endif()

  schemac_generated_files(generated "${arg_CONFIG}" "${arg_OUTPUT}" ${arg_SCHEMA} ${arg_QUERIES})
  set(state "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${arg_TARGET}_schemac")
  file(MAKE_DIRECTORY "${state}")
  add_custom_command(
    OUTPUT "${state}/stamp"
    BYPRODUCTS ${generated}
    COMMAND schemac::schemac --quiet --config "${arg_CONFIG}" generate --code --output "${arg_OUTPUT}"
            --depfile "${state}/depfile" --stamp "${state}/stamp"
    DEPENDS schemac::schemac "${arg_CONFIG}"
    DEPFILE "${state}/depfile"
    COMMENT "Generating C++ of the schema of ${arg_TARGET}"
    VERBATIM)
  add_custom_target(${arg_TARGET}_schemac DEPENDS "${state}/stamp")
  add_dependencies(${arg_TARGET} ${arg_TARGET}_schemac)

  cmake_path(GET arg_OUTPUT PARENT_PATH parent)
  set_source_files_properties(${generated} PROPERTIES GENERATED ON)
  target_sources(${arg_TARGET} PRIVATE ${generated})
  target_include_directories(${arg_TARGET} PUBLIC "$<BUILD_INTERFACE:${parent}>")
  target_link_libraries(${arg_TARGET} PUBLIC schemac::runtime)
endfunction()
