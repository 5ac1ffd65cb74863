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
include(${CMAKE_CURRENT_LIST_DIR}/SchemacSources.cmake)

function(schemac_embed_migrations)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;CONFIG;NAMESPACE;OUTPUT" "")
  schemac_check_arguments(schemac_embed_migrations)
  set(namespace "")
  if(arg_NAMESPACE)
    set(namespace --namespace "${arg_NAMESPACE}")
  endif()

  set(files "${arg_OUTPUT}/schemac_migrations.hpp" "${arg_OUTPUT}/schemac_migrations.cpp")
  schemac_sources(${arg_TARGET} schemac_migrations
    COMMENT "Embedding the migrations of ${arg_TARGET}"
    CONFIG "${arg_CONFIG}" OUTPUT "${arg_OUTPUT}" FILES ${files}
    COMMAND migrate embed ${namespace}
    LINKS schemac::runtime)
endfunction()
