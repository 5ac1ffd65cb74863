# Finds libpqxx, which Debian ships without a CMake package, and defines Libpqxx::Libpqxx. Installed with schemac,
# because the runtime is a static library and its users link what it links.
find_path(Libpqxx_INCLUDE_DIR pqxx/connection)
find_library(Libpqxx_LIBRARY pqxx)
find_package(PostgreSQL QUIET)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libpqxx REQUIRED_VARS Libpqxx_LIBRARY Libpqxx_INCLUDE_DIR PostgreSQL_FOUND)
mark_as_advanced(Libpqxx_INCLUDE_DIR Libpqxx_LIBRARY)

if(Libpqxx_FOUND AND NOT TARGET Libpqxx::Libpqxx)
  add_library(Libpqxx::Libpqxx UNKNOWN IMPORTED)
  set_target_properties(Libpqxx::Libpqxx PROPERTIES
    IMPORTED_LOCATION ${Libpqxx_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${Libpqxx_INCLUDE_DIR}
    INTERFACE_LINK_LIBRARIES PostgreSQL::PostgreSQL)
endif()
