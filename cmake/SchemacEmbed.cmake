# Text files as constants of the program, so that an installed schemac needs no files beside it. They are embedded when
# they are built, not when CMake configures: editing one rebuilds one object.

# schemac_embed(<target> NAMESPACE <a::b> HEADER <header> FILES <file>...)
# Adds to <target> a source that defines, for each file `some_name.ext`, `const std::string_view kSomeName` in the
# namespace. <header> declares them, as `extern`; it is included as written.
function(schemac_embed target)
  cmake_parse_arguments(EMBED "" "NAMESPACE;HEADER" "FILES" ${ARGN})
  string(MAKE_C_IDENTIFIER "${target}_${EMBED_NAMESPACE}" stem)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded/${stem}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DNAMESPACE=${EMBED_NAMESPACE}" "-DHEADER=${EMBED_HEADER}"
            "-DFILES=${EMBED_FILES}" -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${EMBED_FILES} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    COMMENT "Embedding the texts of ${EMBED_NAMESPACE}"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
