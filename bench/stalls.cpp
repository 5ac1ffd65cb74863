// How long clients wait for a table that is being changed: a large table, some clients that read and write it, and
// `schemac migrate up` with what `schemac generate` planned, in the online form and in the short one (`--offline`). In
// turn, three times, each on a copy of one database: the run with the middle stall counts. One line a change: what was
// changed, the longest that any query took in either form and how long the migration took, the aim, with tabs between.
// Run by bench/run.
//
//   schemac_bench_stalls SCHEMAC [ROWS [CLIENTS [WORDS OF A CHANGE]]]
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "schemac/runtime/connection.hpp"
#include "server/private_server.hpp"
#include "traffic.hpp"

namespace {

namespace fs = std::filesystem;
using namespace schemac;
using bench::Clock;

const std::string kIndex = "CREATE INDEX accounts_code ON accounts (code);\n";
const std::string kSchema =
    "CREATE TABLE branches (id integer PRIMARY KEY);\n"
    "CREATE TABLE accounts (\n"
    "  id bigint NOT NULL,\n"
    "  branch integer NOT NULL,\n"
    "  balance integer NOT NULL,\n"
    "  code varchar(20) NOT NULL,\n"
    "  note text\n"
    ");\n"
    "CREATE UNIQUE INDEX accounts_id ON accounts (id);\n" +
    kIndex +
    "CREATE TABLE entries (id bigint NOT NULL, balance integer NOT NULL, code text) PARTITION BY HASH (id);\n"
    "CREATE TABLE entries_0 PARTITION OF entries FOR VALUES WITH (MODULUS 2, REMAINDER 0);\n"
    "CREATE TABLE entries_1 PARTITION OF entries FOR VALUES WITH (MODULUS 2, REMAINDER 1);\n"
    "CREATE INDEX entries_id ON entries (id);\n";

/// One edit of the schema.
struct Form {
  std::string name;
  std::string add;
  std::string table = "accounts";
  std::string remove = "";
  bool has_online_form = true;
};

const std::vector<Form> kForms = {
    {"create index", "CREATE INDEX accounts_branch ON accounts (branch, balance);\n"},
    {"drop index", "", "accounts", kIndex},
    {"replace index", "CREATE INDEX accounts_code ON accounts (code, branch);\n", "accounts", kIndex},
    {"index of a partitioned table", "CREATE INDEX entries_code ON entries (code);\n", "entries"},
    {"unique constraint", "ALTER TABLE accounts ADD CONSTRAINT one_code UNIQUE (code);\n"},
    {"primary key", "ALTER TABLE accounts ADD PRIMARY KEY (id);\n"},
    {"foreign key", "ALTER TABLE accounts ADD FOREIGN KEY (branch) REFERENCES branches;\n"},
    {"check", "ALTER TABLE accounts ADD CHECK (length(code) > 1 AND code ~ '^[a-z]+-[0-9]+$');\n"},
    {"NOT NULL", "ALTER TABLE accounts ALTER COLUMN note SET NOT NULL;\n"},
    {"column with a random default", "ALTER TABLE accounts ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid();\n"},
    {"type without a rewrite: varchar(20) to text", "ALTER TABLE accounts ALTER COLUMN code TYPE text;\n"},
    {"type with a rewrite: integer to bigint", "ALTER TABLE accounts ALTER COLUMN balance TYPE bigint;\n", "accounts",
     "", false},
};

/// A folder that is gone in the end.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "schemac stalls XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for temporary files");
    path_ = pattern;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

/// Runs the tool in a project; false where it fails, and all that it said is in the file `said`.
bool succeeds(const std::string& tool, const fs::path& project, std::vector<std::string> words) {
  const fs::path said = project / "said";
  words.insert(words.begin(), tool);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const int out = ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const int nothing = ::open("/dev/null", O_RDONLY);
    if (::dup2(nothing, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(out, 2) < 0 || ::chdir(project.c_str()) != 0)
      ::_exit(97);
    ::execv(tool.c_str(), arguments.data());
    ::_exit(97);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status == 0;
}

void run(const std::string& tool, const fs::path& project, const std::vector<std::string>& words) {
  if (succeeds(tool, project, words)) return;
  std::ifstream in(project / "said", std::ios::binary);
  throw std::runtime_error(words[0] + " failed:\n" + std::string(std::istreambuf_iterator<char>(in), {}));
}

constexpr int kTimes = 3;

/// What was seen of one migration.
struct Seen {
  double quiet = 0;  ///< The longest query before it, in milliseconds.
  double stall = 0;  ///< The longest query while it ran.
  double took = 0;   ///< The migration, in seconds.
  long failed = 0;   ///< Queries that the server ended.
  bool done = true;  ///< Or it gave up: its locks and those of the clients kept each other waiting.
};

class Bench {
 public:
  Bench(std::string tool, long rows, int clients)
      : server_(server::PrivateServer::start()), tool_(std::move(tool)), rows_(rows), clients_(clients) {
    admin("CREATE DATABASE before TEMPLATE template0");
    write(project() / "schema/tables.sql", kSchema);
    configure("before");
    run(tool_, project(), {"generate"});
    run(tool_, project(), {"migrate", "up"});
    fill();
  }

  Seen change(const Form& form, bool online) {
    const fs::path migrations = project() / "schema/migrations";
    admin("CREATE DATABASE changed TEMPLATE before");
    configure("changed");
    fs::copy(project() / "schema", scratch_.path() / "kept", fs::copy_options::recursive);
    std::string schema = kSchema;
    if (!form.remove.empty()) schema.erase(schema.find(form.remove), form.remove.size());
    write(project() / "schema/tables.sql", schema + form.add);
    std::vector<std::string> words{"generate", "--name", "changed"};
    if (!online) words.emplace_back("--offline");
    run(tool_, project(), words);
    const Seen seen = watch(form.table);
    fs::remove_all(project() / "schema");
    fs::rename(scratch_.path() / "kept", project() / "schema");
    admin("DROP DATABASE changed");
    return seen;
  }

 private:
  [[nodiscard]] fs::path project() const { return scratch_.path() / "a project"; }
  void admin(const std::string& sql) { runtime::Connection(server_.url()).execute_unchecked_sql(sql); }

  /// Nothing is refused: what is measured is what the hazards are about.
  void configure(const std::string& database) {
    write(project() / "schemac.toml",
          "name = \"stalls\"\n[schema]\nheaders = []\n"
          "[policy]\nallow = [\"deletes-data\", \"rewrites-table\", \"blocks-writes\", \"may-fail\","
          " \"breaks-running-code\", \"changes-rights\", \"cannot-be-undone\"]\n"
          "[migrate]\nretry_for = \"10s\"\n[environments.development]\nurl = \"" +
              server_.url(database) + "\"\n");
  }

  void fill() {
    runtime::Connection connection(server_.url("before"));
    const std::string numbers = " FROM generate_series(1, " + std::to_string(rows_) + ") AS n";
    connection.execute_unchecked_sql("INSERT INTO branches SELECT generate_series(0, 99)");
    connection.execute_unchecked_sql("INSERT INTO accounts SELECT n, n % 100, 0, 'code-' || n, 'note ' || n" + numbers);
    connection.execute_unchecked_sql("INSERT INTO entries SELECT n, 0, 'code-' || n" + numbers);
    connection.execute_unchecked_sql("VACUUM ANALYZE");
  }

  Seen watch(const std::string& table) {
    bench::Traffic traffic(server_.url("changed"), table, rows_, clients_);
    const Clock::time_point opened = Clock::now() + std::chrono::milliseconds(500);  // sessions begin, caches are cold
    std::this_thread::sleep_for(std::chrono::seconds(2));
    const Clock::time_point begin = Clock::now();
    const bool done = succeeds(tool_, project(), {"migrate", "up"});
    const Clock::time_point end = Clock::now();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const std::vector<bench::Query> queries = traffic.stop();
    return {bench::longest(queries, opened, begin), bench::longest(queries, begin, end),
            std::chrono::duration<double>(end - begin).count(),
            std::count_if(queries.begin(), queries.end(), [](const bench::Query& query) { return query.failed; }),
            done};
  }

  server::PrivateServer server_;
  Scratch scratch_;
  std::string tool_;
  long rows_;
  int clients_;
};

/// The run with the middle stall, so that what a neighbour of the machine does in one run does not count.
Seen middle(std::vector<Seen> runs) {
  std::sort(runs.begin(), runs.end(), [](const Seen& one, const Seen& other) { return one.stall < other.stall; });
  return runs[runs.size() / 2];
}

std::string text_of(const Seen& seen) {
  char text[64];
  std::snprintf(text, sizeof text, "%.0f ms in %.1f s", seen.stall, seen.took);
  return std::string(text) + (seen.failed == 0 ? "" : ", " + std::to_string(seen.failed) + " queries failed") +
         (seen.done ? "" : ", and it gave up");
}

void print(const Form& form, const Seen& online, const Seen& offline) {
  std::printf("longest query, %s\t%s, --offline %s, before %.0f ms\t%s\n", form.name.c_str(), text_of(online).c_str(),
              text_of(offline).c_str(), online.quiet, form.has_online_form ? "100 ms" : "");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "schemac_bench_stalls SCHEMAC [ROWS [CLIENTS [WORDS OF A CHANGE]]]\n");
    return 2;
  }
  const long rows = argc > 2 ? std::atol(argv[2]) : 1'000'000;
  const int clients = argc > 3 ? std::atoi(argv[3]) : 4;
  try {
    Bench bench(fs::absolute(argv[1]).string(), rows, clients);
    for (const Form& form : kForms) {
      if (argc > 4 && form.name.find(argv[4]) == std::string::npos) continue;
      std::vector<Seen> online, offline;
      for (int time = 0; time < kTimes; ++time) {
        online.push_back(bench.change(form, true));
        offline.push_back(bench.change(form, false));
      }
      print(form, middle(online), middle(offline));
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
