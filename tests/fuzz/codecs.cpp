// libFuzzer's target: what a server or a stranger may send, to every codec and to all that reads text. The checks are
// those of the unit tests; what one of them throws ends the fuzzer with the bytes that did it.
// https://llvm.org/docs/LibFuzzer.html
#include <cstddef>
#include <cstdint>
#include <string>

#include "unit/runtime/codec_checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  schemac::tests::AllCodecs::try_out_all(bytes);
  schemac::tests::try_out_text(bytes);
  return 0;
}
