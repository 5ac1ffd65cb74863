# What schemac_generate, schemac_generate_factories and schemac_embed_migrations have in common: sources that schemac
# writes while a project is built, and writes again when what it read has changed.
#
#   schemac_sources(<target> <kind> COMMENT <text> CONFIG <schemac.toml> OUTPUT <folder> FILES <file>...
#                   COMMAND <argument>... LINKS <target>...)
#
# They become sources of the target, with the folder above OUTPUT to include them from. `<target>_<kind>` is the target
# that makes them.
function(schemac_sources target kind)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "COMMENT;CONFIG;OUTPUT" "FILES;COMMAND;LINKS")
  set(state "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}_${kind}")
  file(MAKE_DIRECTORY "${state}")
  add_custom_command(
    OUTPUT "${state}/stamp"
    BYPRODUCTS ${arg_FILES}
    COMMAND schemac::schemac --quiet --config "${arg_CONFIG}" ${arg_COMMAND} --output "${arg_OUTPUT}"
            --depfile "${state}/depfile" --stamp "${state}/stamp"
    DEPENDS schemac::schemac "${arg_CONFIG}"
    DEPFILE "${state}/depfile"
    COMMENT "${arg_COMMENT}"
    VERBATIM)
  add_custom_target(${target}_${kind} DEPENDS "${state}/stamp")
  add_dependencies(${target} ${target}_${kind})

  cmake_path(GET arg_OUTPUT PARENT_PATH parent)
  set_source_files_properties(${arg_FILES} PROPERTIES GENERATED ON)
  target_sources(${target} PRIVATE ${arg_FILES})
  target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${parent}>")
  target_link_libraries(${target} PUBLIC ${arg_LINKS})
endfunction()
