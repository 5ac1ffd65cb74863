#include "schemac/runtime/codec/network.hpp"

namespace schemac::runtime {
namespace {

// network_send of utils/adt/network.c: family, length of the network, whether cidr, length of the address, address.
constexpr std::uint8_t kFamilyV4 = 2, kFamilyV6 = 3;  // PGSQL_AF_INET, PGSQL_AF_INET6

template <class Address>
Address read(Field field, std::string_view type) {
  if (field.length < 4) throw_wrong_length(type, field.length);
  const auto* bytes = reinterpret_cast<const unsigned char*>(field.data);
  Address address;
  address.is_v6 = bytes[0] == kFamilyV6;
  address.prefix_length = bytes[1];
  const std::int32_t size = address.is_v6 ? 16 : 4;
  if ((bytes[0] != kFamilyV4 && bytes[0] != kFamilyV6) || bytes[3] != size || field.length != 4 + size ||
      address.prefix_length > 8 * size) {
    throw_decode_error(type, "it is neither IPv4 nor IPv6");
  }
  std::memcpy(address.bytes.data(), bytes + 4, static_cast<std::size_t>(size));
  return address;
}

template <class Address>
void write(Writer& writer, const Address& address, bool is_network) {
  const std::uint8_t size = address.is_v6 ? 16 : 4;
  if (address.prefix_length > 8 * size) throw_invalid_value("the network of an address is longer than the address");
  writer.byte(address.is_v6 ? kFamilyV6 : kFamilyV4);
  writer.byte(address.prefix_length);
  writer.byte(is_network ? 1 : 0);
  writer.byte(size);
  writer.append(address.bytes.data(), size);
}

template <class Address>
Address read_hardware(Field field, std::string_view type) {
  Address address;
  if (static_cast<std::size_t>(field.length) != address.bytes.size()) throw_wrong_length(type, field.length);
  std::memcpy(address.bytes.data(), field.data, address.bytes.size());
  return address;
}

}  // namespace

Inet Codec<Inet>::decode(Field field) { return read<Inet>(field, "inet"); }
void Codec<Inet>::encode(Writer& writer, const Inet& value) { write(writer, value, false); }

Cidr Codec<Cidr>::decode(Field field) { return read<Cidr>(field, "cidr"); }
void Codec<Cidr>::encode(Writer& writer, const Cidr& value) { write(writer, value, true); }

MacAddr Codec<MacAddr>::decode(Field field) { return read_hardware<MacAddr>(field, "macaddr"); }
void Codec<MacAddr>::encode(Writer& writer, const MacAddr& value) {
  writer.append(value.bytes.data(), value.bytes.size());
}

MacAddr8 Codec<MacAddr8>::decode(Field field) { return read_hardware<MacAddr8>(field, "macaddr8"); }
void Codec<MacAddr8>::encode(Writer& writer, const MacAddr8& value) {
  writer.append(value.bytes.data(), value.bytes.size());
}

}  // namespace schemac::runtime
