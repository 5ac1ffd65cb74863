// The fields of every kind, for the writer and the reader. A kind of model/schema.hpp that is missing here does not
// compile.
#pragma once

#include "snapshot/check_fields.hpp"
#include "snapshot/enum_type_fields.hpp"
#include "snapshot/exclusion_fields.hpp"
#include "snapshot/foreign_key_fields.hpp"
#include "snapshot/function_fields.hpp"
#include "snapshot/index_fields.hpp"
#include "snapshot/key_fields.hpp"
#include "snapshot/namespace_fields.hpp"
#include "snapshot/policy_fields.hpp"
#include "snapshot/rights_fields.hpp"
#include "snapshot/scripted_fields.hpp"
#include "snapshot/secret_fields.hpp"
#include "snapshot/sequence_fields.hpp"
#include "snapshot/table_fields.hpp"
#include "snapshot/trigger_fields.hpp"
#include "snapshot/type_fields.hpp"
#include "snapshot/view_fields.hpp"
