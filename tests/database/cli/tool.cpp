#include "tool.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "support/child.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSchema = R"(// What a library lends, and to whom.
#pragma once
#include <schemac/schema.hpp>

namespace library::schema {
using namespace schemac;

/// How a book is bound.
enum class Binding { hardback, paperback };

/// Who wrote.
struct Author : Entity {
  BigInt id{primary_key};
  Text name;
  Nullable<Text> born_in{column_name("Born In")};

  static constexpr Table table{};
};

/// A work; a later edition points to the one before it.
struct Book : Entity {
  BigInt id{primary_key};
  BelongsTo<Author> author{on_delete(cascade)};
  Nullable<BelongsTo<Book>> earlier_edition;
  Varchar<200> title;
  Enum<Binding> binding{default_to(Binding::paperback)};
  Integer user{default_to(0)};

  static constexpr Table table{
      unique(&Book::author, &Book::title),
  };
};

/// One book, one borrower, one stretch of time.
struct Loan : Entity {
  Uuid id{primary_key, default_random};
  BelongsTo<Book> book{on_delete(cascade)};
  Text reader;
  DateRange during;

  static constexpr Table table{
      table_name("Order"),
      exclude(gist, with(&Loan::book, "="), with(&Loan::during, "&&")),
  };
};

}  // namespace library::schema
)";

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

bool is_closed_to(uid_t user) {
  Child other([&](const Child::Say&) {
    const bool reaches = ::setgid(user) == 0 && ::setuid(user) == 0 && ::access(SCHEMAC_TOOL, X_OK) == 0;
    return reaches ? 0 : 1;
  });
  if (other.wait() == 0) return false;
  std::cout << "SKIPPED: the checkout is closed to other users\n";
  return true;
}

namespace {

[[noreturn]] void become_tool(const fs::path& folder, const fs::path& outputs, const Words& words,
                              const Variables& variables, std::optional<uid_t> user) {
  ::setpgid(0, 0);
  for (const int number : {SIGHUP, SIGINT, SIGTERM, SIGSEGV}) ::signal(number, SIG_DFL);  // Catch2 has its own
  const auto redirect = [](const fs::path& path, int flags, int descriptor) {
    const int opened = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
    if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(97);
  };
  redirect("/dev/null", O_RDONLY, STDIN_FILENO);
  redirect(outputs / "out", O_WRONLY | O_CREAT, STDOUT_FILENO);
  redirect(outputs / "err", O_WRONLY | O_CREAT, STDERR_FILENO);
  if (::chdir(folder.c_str()) != 0) ::_exit(97);
  for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
  if (user && (::setgid(*user) != 0 || ::setuid(*user) != 0)) ::_exit(97);
  std::vector<char*> arguments{const_cast<char*>(SCHEMAC_TOOL)};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(SCHEMAC_TOOL, arguments.data());
  ::_exit(97);
}

}  // namespace

Running::Running(const fs::path& folder, const Words& words, const Variables& variables, std::optional<uid_t> user) {
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("no process");
  if (pid_ == 0) become_tool(folder, outputs_.path(), words, variables, user);
  ::setpgid(pid_, pid_);  // here too: a signal must not come before the group is there
}

Running::~Running() {
  if (pid_ <= 0) return;
  signal(SIGKILL);
  wait();
}

void Running::signal(int number) const { ::kill(-pid_, number); }

Outcome Running::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return {WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status), text_of(outputs_.path() / "out"),
          text_of(outputs_.path() / "err")};
}

void Folder::write(const std::string& file, const std::string& text) const {
  fs::create_directories((path() / file).parent_path());
  std::ofstream(path() / file, std::ios::binary) << text;
}

std::string Folder::read(const std::string& file) const {
  if (!exists(file)) throw std::runtime_error("there is no " + file);
  return text_of(path() / file);
}

void Folder::replace(const std::string& file, const std::string& what, const std::string& with) const {
  std::string text = read(file);
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error(file + " has no " + what);
  write(file, text.replace(at, what.size(), with));
}

bool Folder::exists(const std::string& file) const { return fs::exists(path() / file); }

std::map<std::string, std::string> Folder::files() const {
  std::map<std::string, std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(path())) {
    const std::string name = entry.path().lexically_relative(path()).string();
    if (entry.is_regular_file() && !name.starts_with(".schemac")) found[name] = text_of(entry.path());
  }
  return found;
}

Outcome Folder::run(const Words& words, const Variables& variables) const {
  return Running(path(), words, variables).wait();
}

Outcome Folder::succeed(const Words& words, const Variables& variables) const {
  Outcome outcome = run(words, variables);
  INFO(Catch::rangeToString(words) << "\n" << outcome.err);
  REQUIRE(outcome.status == 0);
  return outcome;
}

std::string Folder::fail(int status, const Words& words, const Variables& variables) const {
  const Outcome outcome = run(words, variables);
  INFO(Catch::rangeToString(words) << "\n" << outcome.out << outcome.err);
  CHECK(outcome.status == status);
  return outcome.err;
}

Library::Library() : url_(fresh_database("library")) {
  write("schema/library.hpp", kSchema);
  write("schemac.toml", "name = \"library\"\n\n[environments.development]\nurl = \"" + url_ + "\"\n");
}

std::string Library::sql(const std::string& text) const { return run_sql(url_, text); }

void Library::add_column(const std::string& line) const {
  replace("schema/library.hpp", "  Text name;\n", "  Text name;\n  " + line + "\n");
}

std::vector<std::string> migrations_of(const Folder& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.path() / "schema/migrations"))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace schemac::tests
