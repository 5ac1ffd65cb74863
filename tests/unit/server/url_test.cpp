// How the address of a server on a socket is spelled.
#include <catch2/catch.hpp>

#include "server/url.hpp"

using namespace schemac::server;

TEST_CASE("a socket's URL names folder, port and user, and escapes what a URL would misread") {
  CHECK(socket_url("/tmp/s", "app") == "postgres:///app?host=/tmp/s&port=5432&user=postgres");
  CHECK(socket_url("/tmp/a b%/é", "a/b?") == "postgres:///a%2Fb%3F?host=/tmp/a%20b%25/%C3%A9&port=5432&user=postgres");
}

TEST_CASE("a folder whose socket no client could reach is told with the reason") {
  CHECK_FALSE(socket_obstacle("/tmp/schemac-0/s-abcdef"));
  CHECK_FALSE(socket_obstacle("/" + std::string(92, 'x')));
  CHECK(socket_obstacle("/" + std::string(93, 'x')).value() ==
        "a socket in it has a path of 108 bytes, and the system allows 107");
  CHECK(socket_obstacle("/tmp/a,b").value() == "clients take a comma for the end of a host");
}
