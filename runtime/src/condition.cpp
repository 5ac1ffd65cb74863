#include "schemac/runtime/query/condition.hpp"

#include <algorithm>

namespace schemac::runtime::detail {

void ConditionText::add_operand(SqlText& sql, const ConditionText& operand, Form within) {
  if (operand.form_ == Form::single || operand.form_ == within)
    sql.add(operand.sql_);
  else
    sql.add_enclosed(operand.sql_);
}

ConditionText ConditionText::both(const ConditionText& left, const ConditionText& right) {
  if (left.always()) return right;
  if (right.always()) return left;
  ConditionText condition;
  add_operand(condition.sql_, left, Form::conjunction);
  condition.sql_.add(" AND ");
  add_operand(condition.sql_, right, Form::conjunction);
  condition.doubt_ = std::max(left.doubt_, right.doubt_);
  condition.form_ = Form::conjunction;
  return condition;
}

ConditionText ConditionText::either(const ConditionText& left, const ConditionText& right) {
  if (left.always()) return right;
  if (right.always()) return left;
  ConditionText condition;
  add_operand(condition.sql_, left, Form::disjunction);
  condition.sql_.add(" OR ");
  add_operand(condition.sql_, right, Form::disjunction);
  condition.doubt_ = std::max(left.doubt_, right.doubt_);
  condition.form_ = Form::disjunction;
  return condition;
}

ConditionText ConditionText::negated(const ConditionText& condition) {
  SqlText sql;
  switch (condition.doubt_) {
    case Doubt::never:
      sql.add("NOT ").add_enclosed(condition.text());
      break;
    case Doubt::where_missing:
      sql.add_negated(condition.text());
      break;
    case Doubt::maybe:
      sql.add_enclosed(condition.text()).add(" IS NOT TRUE");
      break;
  }
  return {std::move(sql), Doubt::never};
}

SqlText ConditionText::value() const {
  if (doubt_ == Doubt::never) return text();
  return std::move(SqlText().add_enclosed(sql_).add(" IS TRUE"));
}

}  // namespace schemac::runtime::detail
