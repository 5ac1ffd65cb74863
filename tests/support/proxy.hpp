// A network between a test and the tests' server that does what networks do: it cuts connections, before a request has
// come through or before its answer has, and keeps answers back. It counts how often it is crossed. TCP on loopback;
// the server behind it may listen on a socket of the file system.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace schemac::tests {

class Proxy {
 public:
  /// @param url of a database on the server behind
  explicit Proxy(const std::string& url);
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;
  ~Proxy();

  /// How that database is reached through this. @param more options of libpq
  std::string url(const std::string& more = "") const;

  enum class Cut {
    before_request,  ///< The server never hears of it.
    before_answer,   ///< The server has done what it was asked; the program does not hear of that.
  };
  /// The next request that has `words` in it is the last of its connection. A request is what comes at once.
  /// @param words empty: any
  void cut_at(const std::string& words, Cut cut);
  /// All connections, now.
  void cut_all();
  /// Answers stay here from now on, or go on again.
  void hold(bool answers);
  /// The connections that there are now stay silent from now on, in both directions, as behind a firewall that has
  /// forgotten them; new ones work.
  void forget_all();
  /// Waits until an answer is kept here.
  void wait_for_held();
  /// That go through here now.
  std::size_t connections();
  /// How often somebody asked the server something and waited for what it said, logging in too: requests that go
  /// together, whatever is in them, are one round trip.
  int round_trips();

 private:
  struct Link {
    int client = -1;
    int server = -1;
    bool last_answer = false;  // cut once it is there
    bool answered = true;      // nothing was asked since
    bool forgotten = false;
  };

  void serve();
  void accept_one();
  /// @return whether the link goes on
  bool pass_request(Link& link);
  bool pass_answer(Link& link);
  void wake() const;
  static void end(Link& link);

  std::string target_;  // of the server: a path, or host and port
  std::string login_;
  int listener_ = -1;
  int port_ = 0;
  int wake_[2] = {-1, -1};
  std::mutex mutex_;
  std::condition_variable held_;
  std::list<Link> links_;
  bool armed_ = false;
  std::string words_;
  Cut cut_ = Cut::before_request;
  int round_trips_ = 0;
  bool holding_ = false;
  bool keeps_ = false;  // an answer
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace schemac::tests
