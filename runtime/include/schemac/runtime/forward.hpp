// For headers that only pass an executor on, so that they need not include it.
#pragma once

namespace schemac::runtime {

class Executor;
class Connection;
class Transaction;
class Lease;
class Pool;
class KeyRing;
class ConstraintViolation;
class Pipeline;
template <class T>
class Pending;

}  // namespace schemac::runtime
