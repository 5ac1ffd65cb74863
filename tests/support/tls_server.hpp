// A PostgreSQL that speaks TLS, with certificates made for it.
#pragma once

#include <string>
#include <vector>

#include "support/child.hpp"
#include "support/cluster.hpp"

namespace schemac::tests {

/// An authority of our own and what it signed: for the server `localhost` at 127.0.0.1, and for the role `certified`.
class TlsFiles {
 public:
  /// Made by openssl, which must be installed.
  TlsFiles();

  std::string authority() const { return path("authority"); }
  std::string certificate() const { return path("server"); }
  std::string key() const { return path("server.key"); }
  /// Whose key is ours alone, as libpq wants it.
  std::string client_certificate() const { return path("client"); }
  std::string client_key() const { return path("client.key"); }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  void sign(const std::string& name, const std::string& subject, const std::string& extension) const;
  TemporaryFolder folder_;
};

/// A cluster at a port of 127.0.0.1, by TLS and without: everybody is let in there, but for the role `certified` who
/// needs a certificate, and `scram` who needs a password; neither is made yet.
class TlsServer {
 public:
  /// @param settings more of its own, each `name=value`; `ssl=off` among them: without TLS
  explicit TlsServer(std::vector<std::string> settings = {});

  const TlsFiles& files() const { return files_; }
  Cluster& cluster() { return cluster_; }
  const Cluster& cluster() const { return cluster_; }
  int port() const { return port_; }
  /// How the superuser reaches it by TCP, unless `more` says otherwise.
  /// @param more options of libpq, `key=value …`
  std::string url(const std::string& more) const;
  /// Through its socket, where there is no TLS.
  std::string socket_url() const;

 private:
  TlsFiles files_;
  int port_;
  Cluster cluster_;
};

}  // namespace schemac::tests
