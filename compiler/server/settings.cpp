#include "server/settings.hpp"

namespace schemac::server {
namespace {

// What both have in common: what the server prints must not depend on the machine. Shared memory in files of the data
// directory: /dev/shm has 64 MB in a container, and what is in it outlives a kill.
std::vector<std::string> with_common(std::vector<std::string> settings) {
  settings.insert(settings.end(),
                  {"fsync=off", "full_page_writes=off", "huge_pages=off", "jit=off", "dynamic_shared_memory_type=mmap",
                   "timezone=UTC", "log_timezone=UTC", "datestyle=ISO, MDY", "intervalstyle=postgres", "lc_messages=C",
                   "default_text_search_config=pg_catalog.simple"});
  return settings;
}

}  // namespace

std::vector<std::string> private_settings() {
  return with_common(
      {// Nothing here outlives the process, and it may be all in memory: write little, wait for nothing.
       "synchronous_commit=off", "wal_level=minimal", "max_wal_senders=0", "min_wal_size=32MB", "max_wal_size=128MB",
       "checkpoint_timeout=1h",
       // Small and quick to start; but a whole schema is made in one transaction, which holds a lock for each object.
       "max_connections=50", "shared_buffers=32MB", "max_locks_per_transaction=1024",
       // It takes locks, which a proof would take for those of the statement that it observes.
       "autovacuum=off",
       // "server started" and "checkpoint starting" would push the cause out of the end of the log.
       "log_min_messages=warning", "log_checkpoints=off"});
}

std::vector<std::string> development_settings() {
  return with_common({"max_connections=100", "shared_buffers=64MB", "max_locks_per_transaction=256"});
}

}  // namespace schemac::server
