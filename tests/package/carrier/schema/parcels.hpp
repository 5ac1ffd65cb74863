// What is carried.
#pragma once
#include <schemac/schema.hpp>

namespace carrier::schema {
using namespace schemac;

/// A parcel, "in quotes" and with a \ in its comment.
struct Parcel : Entity {
  BigInt id{primary_key};
  Text address{default_to("no \"one\" \\ nowhere")};
};

}  // namespace carrier::schema
