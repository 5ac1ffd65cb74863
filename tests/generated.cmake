# Generated code under test: Eventide's, which is committed and compiled below schema/, and that of a second schema,
# unlike it, made in the build in a folder with a space. Both are compiled under the warnings of this project.
add_executable(generate_code support/generate_code.cpp support/project_queries.cpp)
target_include_directories(generate_code PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(generate_code PRIVATE SCHEMAC_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(generate_code PRIVATE schemac_frontend schemac_emit schemac_queries schemac_warnings)

# schemac_test_code(<name> <project> <header or file of queries>...): the target <name>_code makes the C++ of a schema in the folder
# <name>_OUTPUT, its factories in <name>_FACTORIES and its DDL in the file <name>_DDL, anew when a header, a template or the compiler changed.
# <name>_SOURCES are the sources in that folder.
function(schemac_test_code name project)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/generated code/${name}")
  set(factories "${CMAKE_CURRENT_BINARY_DIR}/generated code/${name} factories")
  set(ddl "${CMAKE_CURRENT_BINARY_DIR}/generated code/${name}.sql")
  set(sources "${output}/schemac_contract.cpp")
  set(inputs "${project}/schema/queries.json")
  foreach(header IN LISTS ARGN)
    string(REGEX REPLACE "^schema/(.*)\\.[a-z]+$" "\\1" stem "${header}")
    list(APPEND sources "${output}/${stem}.cpp")
    list(APPEND inputs "${project}/${header}")
  endforeach()
  file(GLOB templates CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/templates/*.mustache")
  add_custom_command(
    OUTPUT "${ddl}.stamp"
    BYPRODUCTS ${sources} "${output}/schemac_manifest.json" "${factories}/schemac_factories.cpp" "${ddl}"
    COMMAND generate_code "${project}" "${output}" "${factories}" "${ddl}" ${ARGN}
    COMMAND ${CMAKE_COMMAND} -E touch "${ddl}.stamp"
    DEPENDS generate_code ${inputs} ${templates}
    VERBATIM)
  add_custom_target(${name}_code DEPENDS "${ddl}.stamp")
  set(${name}_OUTPUT "${output}" PARENT_SCOPE)
  set(${name}_FACTORIES "${factories}" PARENT_SCOPE)
  set(${name}_DDL "${ddl}" PARENT_SCOPE)
  set(${name}_SOURCES ${sources} PARENT_SCOPE)
endfunction()

schemac_test_code(eventide "${PROJECT_SOURCE_DIR}" schema/audit_log.hpp schema/availability.hpp schema/booking.hpp
                  schema/mixins.hpp schema/session.hpp schema/user.hpp schema/queries/bookings.sql)
schemac_test_code(second "${CMAKE_CURRENT_SOURCE_DIR}/support/second_schema/a project" schema/everything.hpp schema/guarded.hpp
                  schema/kinds.hpp schema/parts/oddities.hpp schema/queries/everything.sql)

add_library(second_generated STATIC ${second_SOURCES})
add_dependencies(second_generated second_code)
target_include_directories(second_generated PUBLIC "${second_OUTPUT}")
target_link_libraries(second_generated PUBLIC schemac_runtime PRIVATE schemac_warnings)

foreach(name eventide second)
  add_library(${name}_factories STATIC "${${name}_FACTORIES}/schemac_factories.cpp")
  add_dependencies(${name}_factories ${name}_code)
  target_include_directories(${name}_factories PUBLIC "${CMAKE_CURRENT_BINARY_DIR}/generated code")
  target_link_libraries(${name}_factories PUBLIC ${name}_generated schemac_testing PRIVATE schemac_warnings)
endforeach()

schemac_test(database_generated database/generated schemac_runtime schemac_test_support)
if(TARGET database_generated)
  add_dependencies(database_generated eventide_code second_code eventide)
  target_compile_definitions(database_generated PRIVATE SCHEMAC_EVENTIDE_DDL="${eventide_DDL}"
                                                        SCHEMAC_SECOND_DDL="${second_DDL}"
                                                        SCHEMAC_EXAMPLE="$<TARGET_FILE:eventide>")
  target_link_libraries(database_generated PRIVATE eventide_generated second_generated eventide_factories
                                                   second_factories)
endif()
# What compilers say to generated code, and whether the committed files are what would be generated now.
schemac_test(generated_code generated schemac_frontend schemac_emit schemac_queries schemac_test_support)
if(TARGET generated_code)
  target_sources(generated_code PRIVATE support/project_queries.cpp)
endif()
