# How this project declares its own targets. A room is a folder, a namespace and a static library `schemac_<room>`;
# its tests are `tests/unit/<room>/*.cpp` and become one Catch2 program, `unit_<room>`.

set(SCHEMAC_SANITIZE "" CACHE STRING "Sanitizers for everything built here, as in -fsanitize=…")

add_library(schemac_warnings INTERFACE)
target_compile_options(schemac_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# Two warnings of g++ 12 are wrong about its own library once it optimises: overlapping copies in `"text" + std::string`
# (https://gcc.gnu.org/PR105329), and the empty state of std::optional (https://gcc.gnu.org/PR80635). clang-tidy and the
# sanitizers look for the real thing.
if(SCHEMAC_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(schemac_warnings INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>)
endif()

# Code that libFuzzer is to find its way through counts where it comes by.
option(SCHEMAC_FUZZ "Build the fuzzers of tests/fuzz, which need clang" OFF)
if(SCHEMAC_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(SCHEMAC_SANITIZE)
  add_compile_options(-fsanitize=${SCHEMAC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SCHEMAC_SANITIZE})
endif()

find_program(SCHEMAC_CCACHE ccache)
if(SCHEMAC_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SCHEMAC_CCACHE})
endif()

# schemac_room(<room> [USES <target>...] [PRIVATE <target>...])
function(schemac_room room)
  cmake_parse_arguments(ROOM "" "" "USES;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${room}/*.cpp)
  if(sources)
    add_library(schemac_${room} STATIC ${sources})
    target_include_directories(schemac_${room} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(schemac_${room} PUBLIC ${ROOM_USES} PRIVATE schemac_warnings ${ROOM_PRIVATE})
  else()
    add_library(schemac_${room} INTERFACE)
    target_include_directories(schemac_${room} INTERFACE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(schemac_${room} INTERFACE ${ROOM_USES})
  endif()
endfunction()

# schemac_test(<name> <folder below tests/> <target>...): every .cpp of the folder, one program, one entry of ctest.
function(schemac_test name folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE SCHEMAC_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             SCHEMAC_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE schemac_warnings schemac_catch_main ${ARGN})
  add_test(NAME ${name} COMMAND ${name})
  set(seconds 900)
  if(SCHEMAC_SANITIZE)
    set(seconds 2700)  # the programs that tests start are instrumented, too
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${seconds})
endfunction()
