# The migrations of a project inside a program, as a part of its build: needs no PostgreSQL.
#
#   schemac_embed_migrations(TARGET <target> [CONFIG <schemac.toml>] [NAMESPACE <a::b>] [OUTPUT <folder>])
#
# TARGET     gets a source with the migrations, the folder above OUTPUT to include its header from
#            (`#include "generated/schemac_migrations.hpp"`), and schemac::runtime, whose
#            schemac::runtime::migration::deploy() carries them out.
# CONFIG     default: schemac.toml in the current source folder.
# NAMESPACE  of the function `migrations()`; default: the project's name.
# OUTPUT     default: `generated` in the current binary folder.
#
# The tool runs again when a migration, schemac.toml or the tool itself is newer than its last run.
function(schemac_embed_migrations)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;CONFIG;NAMESPACE;OUTPUT" "")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "schemac_embed_migrations: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET "${arg_TARGET}")
    message(FATAL_ERROR "schemac_embed_migrations: TARGET `${arg_TARGET}` is no target")
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
    message(FATAL_ERROR "schemac_embed_migrations: there is no `${arg_CONFIG}`; `schemac init` writes one")
  endif()
  set(namespace "")
  if(arg_NAMESPACE)
    set(namespace --namespace "${arg_NAMESPACE}")
  endif()

  set(files "${arg_OUTPUT}/schemac_migrations.hpp" "${arg_OUTPUT}/schemac_migrations.cpp")
  set(state "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${arg_TARGET}_schemac_migrations")
  file(MAKE_DIRECTORY "${state}")
  add_custom_command(
    OUTPUT "${state}/stamp"
    BYPRODUCTS ${files}
    COMMAND schemac::schemac --quiet --config "${arg_CONFIG}" migrate embed --output "${arg_OUTPUT}" ${namespace}
            --depfile "${state}/depfile" --stamp "${state}/stamp"
    DEPENDS schemac::schemac "${arg_CONFIG}"
    DEPFILE "${state}/depfile"
    COMMENT "Embedding the migrations of ${arg_TARGET}"
    VERBATIM)
  add_custom_target(${arg_TARGET}_schemac_migrations DEPENDS "${state}/stamp")
  add_dependencies(${arg_TARGET} ${arg_TARGET}_schemac_migrations)

  cmake_path(GET arg_OUTPUT PARENT_PATH parent)
  set_source_files_properties(${files} PROPERTIES GENERATED ON)
  target_sources(${arg_TARGET} PRIVATE ${files})
  target_include_directories(${arg_TARGET} PUBLIC "$<BUILD_INTERFACE:${parent}>")
  target_link_libraries(${arg_TARGET} PUBLIC schemac::runtime)
endfunction()
