#include "support/proxy.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

bool send_all(int socket, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(socket, data, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

int listen_on_loopback(int& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, generic, size) != 0 || ::listen(listener, 16) != 0 ||
      ::getsockname(listener, generic, &size) != 0)
    throw std::runtime_error("no port for a proxy");
  port = ntohs(address.sin_port);
  return listener;
}

int reach(const std::string& path) {
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  if (::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return server;
  ::close(server);
  return -1;
}

}  // namespace

Proxy::Proxy(const std::string& url) {
  const std::string said =
      run_sql(url,
              "SELECT trim('\"' FROM current_setting('unix_socket_directories')) || '/.s.PGSQL.' || "
              "current_setting('port'), format('user=%s dbname=''%s''', current_user, "
              "current_database())");
  target_ = said.substr(0, said.find('|'));
  login_ = said.substr(target_.size() + 1, said.find('\n') - target_.size() - 1);
  listener_ = listen_on_loopback(port_);
  if (::pipe2(wake_, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for a proxy");
  thread_ = std::thread([this] { serve(); });
}

Proxy::~Proxy() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  wake();
  thread_.join();
  for (Link& link : links_) end(link);
  for (const int descriptor : {listener_, wake_[0], wake_[1]}) ::close(descriptor);
}

std::string Proxy::url(const std::string& more) const {
  return "host=127.0.0.1 port=" + std::to_string(port_) + " sslmode=disable gssencmode=disable " + login_ + " " + more;
}

void Proxy::cut_at(const std::string& words, Cut cut) {
  const std::lock_guard lock(mutex_);
  armed_ = true;
  words_ = words;
  cut_ = cut;
}

void Proxy::cut_all() {
  const std::lock_guard lock(mutex_);
  for (Link& link : links_) end(link);
  links_.clear();
}

void Proxy::forget_all() {
  {
    const std::lock_guard lock(mutex_);
    for (Link& link : links_) link.forgotten = true;
  }
  wake();
}

void Proxy::hold(bool answers) {
  {
    const std::lock_guard lock(mutex_);
    holding_ = answers;
    keeps_ = false;
  }
  wake();
}

void Proxy::wait_for_held() {
  std::unique_lock lock(mutex_);
  held_.wait(lock, [this] { return keeps_; });
}

std::size_t Proxy::connections() {
  const std::lock_guard lock(mutex_);
  return links_.size();
}

int Proxy::round_trips() {
  const std::lock_guard lock(mutex_);
  return round_trips_;
}

void Proxy::wake() const {
  const ssize_t written = ::write(wake_[1], "x", 1);
  static_cast<void>(written);  // a full pipe wakes as well
}

void Proxy::end(Link& link) {
  // What is still on its way is lost. A socket that somebody polls is closed only when he has looked, so it is shut.
  ::shutdown(link.client, SHUT_RDWR);
  ::close(link.client);
  ::close(link.server);
}

void Proxy::accept_one() {
  Link link;
  link.client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (link.client < 0) return;
  link.server = reach(target_);
  if (link.server < 0) {
    ::close(link.client);
    return;
  }
  links_.push_back(link);
}

bool Proxy::pass_request(Link& link) {
  char buffer[65536];
  const ssize_t size = ::recv(link.client, buffer, sizeof buffer, 0);
  if (size <= 0) return false;
  const std::string_view request(buffer, static_cast<std::size_t>(size));
  if (link.answered) ++round_trips_;
  link.answered = false;
  if (armed_ && request.find(words_) != std::string_view::npos) {
    armed_ = false;
    if (cut_ == Cut::before_request) return false;
    link.last_answer = true;
  }
  return send_all(link.server, buffer, request.size());
}

bool Proxy::pass_answer(Link& link) {
  if (holding_) {
    keeps_ = true;
    held_.notify_all();
    return true;
  }
  if (link.last_answer) return false;
  char buffer[65536];
  const ssize_t size = ::recv(link.server, buffer, sizeof buffer, 0);
  link.answered = true;
  return size > 0 && send_all(link.client, buffer, static_cast<std::size_t>(size));
}

void Proxy::serve() {
  for (;;) {
    std::vector<pollfd> sockets{{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
    std::vector<Link*> polled;
    {
      const std::lock_guard lock(mutex_);
      if (ended_) return;
      for (Link& link : links_) {
        polled.push_back(&link);
        sockets.push_back({link.forgotten ? -1 : link.client, POLLIN, 0});
        // What is held is looked at once and then left alone.
        sockets.push_back({link.forgotten || (holding_ && keeps_) ? -1 : link.server, POLLIN, 0});
      }
    }
    ::poll(sockets.data(), sockets.size(), 20);
    char byte;
    if (sockets[0].revents != 0 && ::read(wake_[0], &byte, 1) < 0) return;
    const std::lock_guard lock(mutex_);
    if (sockets[1].revents != 0) accept_one();
    std::size_t place = 2;
    for (Link* const link : polled) {
      const short request = sockets[place].revents, answer = sockets[place + 1].revents;
      place += 2;
      const auto is_it = [&](const Link& one) { return &one == link; };
      const auto found = std::find_if(links_.begin(), links_.end(), is_it);
      if (found == links_.end() || found->forgotten) continue;  // meanwhile
      const bool goes_on = (answer == 0 || pass_answer(*found)) && (request == 0 || pass_request(*found));
      if (goes_on) continue;
      end(*found);
      links_.erase(found);
    }
  }
}

}  // namespace schemac::tests
