# What schemac_generate, schemac_generate_factories and schemac_embed_migrations have in common: sources that schemac
# writes while a project is built, and writes again when what it read has changed.
#
# A macro for what they all take, TARGET, CONFIG and OUTPUT, behind cmake_parse_arguments with the prefix `arg`: it fills
# in what was left out, makes paths absolute, and stops with what is wrong.
#
#   schemac_check_arguments(<function>)
#
#   schemac_sources(<target> <kind> COMMENT <text> CONFIG <schemac.toml> OUTPUT <folder> FILES <file>...
#                   COMMAND <argument>... [DEPENDS <file>...] LINKS <target>...)
#
# They become sources of the target, with the folder above OUTPUT to include them from. `<target>_<kind>` is the target
# that makes them.
macro(schemac_check_arguments function)
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${function}: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET "${arg_TARGET}")
    message(FATAL_ERROR "${function}: TARGET `${arg_TARGET}` is no target")
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
    message(FATAL_ERROR "${function}: there is no `${arg_CONFIG}`; `schemac init` writes one")
  endif()
endmacro()

function(schemac_sources target kind)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "COMMENT;CONFIG;OUTPUT" "FILES;COMMAND;DEPENDS;LINKS")
  set(state "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}_${kind}")
  file(MAKE_DIRECTORY "${state}")
  add_custom_command(
    OUTPUT "${state}/stamp"
    BYPRODUCTS ${arg_FILES}
    COMMAND schemac::schemac --quiet --config "${arg_CONFIG}" ${arg_COMMAND} --output "${arg_OUTPUT}"
            --depfile "${state}/depfile" --stamp "${state}/stamp"
    DEPENDS schemac::schemac "${arg_CONFIG}" ${arg_DEPENDS}
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
