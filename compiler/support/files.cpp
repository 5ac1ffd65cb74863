#include "support/files.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <sys/stat.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace schemac {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string_view doing, const fs::path& path, int error) {
  throw FileError(fmt::format("cannot {} `{}`: {}", doing, path.string(), std::strerror(error)));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

void write_all(int fd, std::string_view content, const fs::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path, errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Removes the temporary files that were not renamed.
class Temporaries {
 public:
  Temporaries() = default;
  Temporaries(const Temporaries&) = delete;
  Temporaries& operator=(const Temporaries&) = delete;
  ~Temporaries() {
    for (const fs::path& path : paths_) ::unlink(path.c_str());
  }
  /// Writes `content` to a new file beside `target` and returns its path.
  fs::path write(const fs::path& target, std::string_view content) {
    std::string name = fmt::format("{}.schemac-XXXXXX", target.string());
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (file.get() < 0) fail("write", target, errno);
    paths_.emplace_back(name);
    write_all(file.get(), content, target);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(file.get(), 0666 & ~mask) != 0) fail("write", target, errno);
    if (::close(file.release()) != 0) fail("write", target, errno);
    return name;
  }
  void renamed(const fs::path& path) { std::erase(paths_, path); }

 private:
  std::vector<fs::path> paths_;
};

/// While it lives, Ctrl-C and its like wait: they end the process before or after a commit, never in the middle.
class SignalsWait {
 public:
  SignalsWait() {
    sigset_t waiting;
    sigemptyset(&waiting);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&waiting, signal);
    ::pthread_sigmask(SIG_BLOCK, &waiting, &before_);
  }
  ~SignalsWait() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsWait(const SignalsWait&) = delete;
  SignalsWait& operator=(const SignalsWait&) = delete;

 private:
  sigset_t before_{};
};

void create_parents(const fs::path& path) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (error) fail("create the folder", path.parent_path(), error.value());
}

}  // namespace

std::optional<std::string> read_file(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (file.get() < 0) fail("read", path, errno);
  std::string content;
  char buffer[65536];
  while (true) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path, errno);
    if (got == 0) return content;
    content.append(buffer, static_cast<std::size_t>(got));
  }
}

std::optional<std::string> read_text(const fs::path& path) {
  std::optional<std::string> text = read_file(path);
  if (text && text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
  return text;
}

void touch(const fs::path& path) {
  create_parents(path);
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  if (file.get() < 0 || ::futimens(file.get(), nullptr) != 0) fail("write", path, errno);
}

void StagedFiles::write(const fs::path& path, std::string content) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.path == path; });
  entries_.push_back({path, std::move(content)});
}

void StagedFiles::remove(const fs::path& path) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.path == path; });
  entries_.push_back({path, std::nullopt});
}

void StagedFiles::append(StagedFiles more) {
  for (Entry& entry : more.entries_) {
    if (entry.content) {
      write(entry.path, std::move(*entry.content));
    } else {
      remove(entry.path);
    }
  }
}

std::vector<fs::path> StagedFiles::changed() const {
  std::vector<fs::path> paths;
  for (const Entry& entry : entries_)
    if (read_file(entry.path) != entry.content) paths.push_back(entry.path);
  return paths;
}

std::optional<std::string> StagedFiles::content(const fs::path& path) const {
  const auto entry =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& staged) { return staged.path == path; });
  return entry == entries_.end() ? std::nullopt : entry->content;
}

std::vector<fs::path> StagedFiles::commit() {
  const SignalsWait wait;
  std::vector<fs::path> paths = changed();
  Temporaries temporaries;
  std::vector<std::pair<fs::path, fs::path>> renames;
  for (const Entry& entry : entries_) {
    if (!entry.content || std::find(paths.begin(), paths.end(), entry.path) == paths.end()) continue;
    create_parents(entry.path);
    renames.emplace_back(temporaries.write(entry.path, *entry.content), entry.path);
  }
  for (const auto& [temporary, target] : renames) {
    if (::rename(temporary.c_str(), target.c_str()) != 0) fail("write", target, errno);
    temporaries.renamed(temporary);
  }
  for (const Entry& entry : entries_)
    if (!entry.content && ::unlink(entry.path.c_str()) != 0 && errno != ENOENT) fail("remove", entry.path, errno);
  return paths;
}

}  // namespace schemac
