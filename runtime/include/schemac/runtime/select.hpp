// Everything that queries are written with, but for the columns, which generated headers have:
//
//   bookings.where(booking::price > 10 && booking::user_id == id).order_by(booking::created_at.desc()).limit(20).all();
#pragma once

#include <schemac/runtime/query/aggregates.hpp>
#include <schemac/runtime/query/case.hpp>
#include <schemac/runtime/query/expression.hpp>
#include <schemac/runtime/query/from.hpp>
#include <schemac/runtime/query/functions.hpp>
#include <schemac/runtime/query/load.hpp>
#include <schemac/runtime/query/operators.hpp>
#include <schemac/runtime/query/raw.hpp>
#include <schemac/runtime/query/row_stream.hpp>
