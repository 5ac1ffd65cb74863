# What `cmake --install` puts where, and the build folder in the same shape, so that the tool finds what comes with it
# in one way (compiler/cli/installation.hpp): bin/schemac, include/schemac, share/schemac/templates.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/schemac)

# From the tool's folder to its data, whatever GNUInstallDirs was told. The build folder copies that relation.
file(RELATIVE_PATH bin_to_include ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
file(RELATIVE_PATH bin_to_templates ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_DATADIR}/schemac/templates)

set(build_bin ${PROJECT_BINARY_DIR}/bin)
function(schemac_link source link)
  cmake_path(NORMAL_PATH link)
  cmake_path(GET link PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  file(CREATE_LINK ${source} ${link} SYMBOLIC)
endfunction()
schemac_link(${PROJECT_SOURCE_DIR}/compiler/dsl/schemac ${build_bin}/${bin_to_include}/schemac)
schemac_link(${PROJECT_SOURCE_DIR}/templates ${build_bin}/${bin_to_templates})

target_compile_definitions(schemac_cli PRIVATE SCHEMAC_BIN_TO_INCLUDE="${bin_to_include}"
                                               SCHEMAC_BIN_TO_TEMPLATES="${bin_to_templates}")
set_target_properties(schemac PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${build_bin})
set_target_properties(schemac_runtime PROPERTIES EXPORT_NAME runtime)
set_target_properties(schemac_testing PROPERTIES EXPORT_NAME testing)

# Under the names that find_package(schemac) gives, so that schemac_generate works in this build too.
add_executable(schemac::schemac ALIAS schemac)
add_library(schemac::runtime ALIAS schemac_runtime)
add_library(schemac::testing ALIAS schemac_testing)

install(TARGETS schemac schemac_runtime EXPORT schemac
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
# By itself: it needs packages that programs do not.
install(TARGETS schemac_testing EXPORT schemac_testing ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY compiler/dsl/schemac runtime/include/schemac testing/include/schemac
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY templates/ DESTINATION ${CMAKE_INSTALL_DATADIR}/schemac/templates)

configure_package_config_file(cmake/SchemacConfig.cmake.in ${PROJECT_BINARY_DIR}/schemacConfig.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/schemacConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT schemac NAMESPACE schemac:: FILE schemacTargets.cmake DESTINATION ${package_folder})
install(EXPORT schemac_testing NAMESPACE schemac:: FILE schemacTestingTargets.cmake DESTINATION ${package_folder})
install(FILES ${PROJECT_BINARY_DIR}/schemacConfig.cmake ${PROJECT_BINARY_DIR}/schemacConfigVersion.cmake
              cmake/SchemacGenerate.cmake cmake/SchemacEmbedMigrations.cmake cmake/SchemacSources.cmake
              cmake/FindLibpqxx.cmake cmake/FindSodium.cmake cmake/FindPgQuery.cmake
  DESTINATION ${package_folder})
