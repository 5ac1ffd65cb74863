#include "frontend/libclang.hpp"

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace schemac::frontend::clang {
namespace {

/// By its name where the system has it, or from where it was when schemac was built.
void* load() {
  for (const char* file : {"libclang-14.so.13", SCHEMAC_LIBCLANG}) {
    if (void* const library = ::dlopen(file, RTLD_NOW | RTLD_LOCAL)) return library;
  }
  throw std::runtime_error(std::string("libclang 14, which reads headers, cannot be loaded (Debian: libclang1-14): ") +
                           ::dlerror());
}

void* find(void* library, const char* name) {
  if (void* const function = ::dlsym(library, name)) return function;
  throw std::runtime_error(std::string("libclang has no function ") + name);
}

Functions find_all() {
  void* const library = load();  // for as long as the process lives
  Functions functions;
#define SCHEMAC_FIND(name) functions.name = reinterpret_cast<decltype(&::clang_##name)>(find(library, "clang_" #name));
  SCHEMAC_LIBCLANG_FUNCTIONS(SCHEMAC_FIND)
#undef SCHEMAC_FIND
  return functions;
}

}  // namespace

const Functions& libclang() {
  static const Functions functions = find_all();
  return functions;
}

}  // namespace schemac::frontend::clang
