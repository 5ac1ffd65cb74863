// The one translation unit that holds Catch2's main; every test program links it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "support/run_end.hpp"

namespace {

class CallsRunEnds : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void sectionStarting(const Catch::SectionInfo& section) override {
    TestEventListenerBase::sectionStarting(section);
    ++depth_;
  }
  void sectionEnded(const Catch::SectionStats& section) override {
    TestEventListenerBase::sectionEnded(section);
    if (--depth_ != 0) return;  // the outermost section is a run of the test case
    for (const schemac::tests::RunEnd end : schemac::tests::run_ends()) end();
  }

 private:
  int depth_ = 0;
};
CATCH_REGISTER_LISTENER(CallsRunEnds)

}  // namespace
