#include "support/tls_server.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "server/account.hpp"
#include "server/process.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;

void openssl(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "/usr/bin/openssl");
  const server::Outcome outcome = server::run({arguments, std::nullopt});
  if (outcome.exit_code != 0) throw std::runtime_error("openssl: " + outcome.output);
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const place = reinterpret_cast<sockaddr*>(&address);
  if (socket < 0 || ::bind(socket, place, size) != 0 || ::getsockname(socket, place, &size) != 0)
    throw std::runtime_error("no free port");
  ::close(socket);
  return ntohs(address.sin_port);
}

std::vector<std::string> settings_of(const TlsFiles& files, int port, const std::vector<std::string>& more) {
  const fs::path access = files.folder() / "pg_hba.conf";
  std::ofstream(access) << "local all all trust\n"
                           "hostssl all certified 127.0.0.1/32 cert\n"
                           "host all certified 127.0.0.1/32 reject\n"
                           "host all scram 127.0.0.1/32 scram-sha-256\n"
                           "host all all 127.0.0.1/32 trust\n";
  server::hand_over(access, server::server_account());
  std::vector<std::string> settings{
      "listen_addresses=127.0.0.1",           "port=" + std::to_string(port), "ssl=on",
      "ssl_cert_file=" + files.certificate(), "ssl_key_file=" + files.key(),  "ssl_ca_file=" + files.authority(),
      "hba_file=" + access.string()};
  settings.insert(settings.end(), more.begin(), more.end());
  return settings;
}

}  // namespace

TlsFiles::TlsFiles() {
  fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::others_exec | fs::perms::group_exec);
  openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=an authority", "-keyout",
           path("authority.key"), "-out", authority()});
  sign("server", "/CN=localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1");
  sign("client", "/CN=certified", "extendedKeyUsage=clientAuth");
  const auto account = server::server_account();
  for (const std::string& file : {certificate(), key()}) server::hand_over(file, account);
  fs::permissions(authority(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
}

void TlsFiles::sign(const std::string& name, const std::string& subject, const std::string& extension) const {
  std::ofstream(path(name + ".extension")) << extension << '\n';
  openssl({"req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", subject, "-keyout", path(name + ".key"), "-out",
           path(name + ".request")});
  openssl({"x509", "-req", "-in", path(name + ".request"), "-CA", authority(), "-CAkey", path("authority.key"),
           "-CAcreateserial", "-days", "2", "-extfile", path(name + ".extension"), "-out", path(name)});
  fs::permissions(path(name + ".key"), fs::perms::owner_read | fs::perms::owner_write);
}

TlsServer::TlsServer(std::vector<std::string> settings)
    : port_(free_port()), cluster_(settings_of(files_, port_, settings)) {}

std::string TlsServer::url(const std::string& more) const {
  return "host=localhost hostaddr=127.0.0.1 port=" + std::to_string(port_) + " user=postgres dbname=postgres " + more;
}

std::string TlsServer::socket_url() const {
  return "host='" + cluster_.host() + "' port=" + std::to_string(port_) + " user=postgres dbname=postgres";
}

}  // namespace schemac::tests
