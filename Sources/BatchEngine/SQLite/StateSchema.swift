/// The tables of a state file. SQLite keeps the comments inside the statements, and its shell shows them with `.schema`. A
/// ``TableRow`` describes each table to the program; a test holds that both agree, also with the page about the state file.
///
/// All times are milliseconds since 1970-01-01T00:00:00Z and all durations milliseconds, rounded towards zero. Rows of `rounds` and
/// `attempts` are only added.
enum StateSchema {
    /// Marks a file as batchrun's: "BRUN" in ASCII.
    static let applicationID = 0x4252_554E
    /// The version of this schema, kept as `user_version`.
    static let version = 2

    static let statements = [
        jobs, rounds, unfinished, attempts, toolAnswers, failures, runs, meta,
        "PRAGMA application_id = \(applicationID)",
        "PRAGMA user_version = \(version)",
    ]

    /// An id is unique among the jobs that are not replaced. Jobs are started by the order index, and results are written by the line
    /// index. Jobs are added in the order of lines, so both indexes grow at their end. The order index begins with `replaced_at` and
    /// ends with the provider, so that SQLite answers from it alone without the table.
    private static let jobs = """
        CREATE TABLE jobs (
            job INTEGER PRIMARY KEY,      -- the job's number in the other tables; it never changes
            line INTEGER NOT NULL,        -- the line of the job file, counted from 1
            id TEXT NOT NULL,             -- the id of the line, or line-<n>
            priority INTEGER NOT NULL,    -- higher first
            provider TEXT NOT NULL,       -- the provider that the line names; empty if it names none
            turns INTEGER NOT NULL,       -- the number of turns in the script
            added_at INTEGER NOT NULL,    -- when the line was added
            replaced_at INTEGER,          -- when it was set aside: its line changed or is gone; else NULL
            text TEXT NOT NULL            -- the line, byte for byte
        );
        CREATE UNIQUE INDEX jobs_id ON jobs (id) WHERE replaced_at IS NULL;
        CREATE INDEX jobs_order ON jobs (replaced_at, priority DESC, line, provider);
        CREATE INDEX jobs_line ON jobs (line) WHERE replaced_at IS NULL;
        CREATE INDEX jobs_provider ON jobs (provider) WHERE provider <> '' AND replaced_at IS NULL;
        """

    /// Long texts come last, so that SQLite counts the other columns without reading them.
    private static let rounds = """
        CREATE TABLE rounds (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- counted from 1 within the job, without a gap
            turn INTEGER NOT NULL,        -- the turn of the script that was sent, counted from 1
            standing TEXT NOT NULL,       -- how the reply is used: answer, tool_calls, partial, discarded
            ends INTEGER NOT NULL,        -- 1 if the script ends with this round, else 0
            provider TEXT NOT NULL,       -- the provider that was paid
            model TEXT,                   -- the model that answered, as the provider wrote it
            created_at INTEGER NOT NULL,  -- when the response was complete
            latency_ms INTEGER NOT NULL,  -- from sending the request to the end of the response
            first_token_ms INTEGER,       -- from sending the request to the first part of the answer; NULL if not streamed
            attempts INTEGER NOT NULL,    -- the number of attempts, the last one included
            finish_reason TEXT,           -- stop, length, tool_calls, … as the provider wrote it
            prompt_tokens INTEGER,        -- input tokens, cached ones included; NULL if not reported
            completion_tokens INTEGER,    -- output tokens, reasoning included
            total_tokens INTEGER,         -- input and output tokens
            cached_tokens INTEGER,        -- the part of prompt_tokens that came from the provider's cache
            reasoning_tokens INTEGER,     -- the part of completion_tokens that is chain of thought
            cost_usd REAL,                -- the cost in dollars; NULL if not known
            cache_saved_usd REAL,         -- what the cache saved, in dollars; NULL if not known
            response_id TEXT,             -- the provider's name for the response
            system_fingerprint TEXT,      -- as the provider wrote it
            fallback_model TEXT,          -- the model of the fallback, if the job's own provider stayed down; else NULL
            usage TEXT,                   -- the provider's usage object as JSON; NULL if there was none
            tool_calls TEXT,              -- the reply's tool_calls as JSON; NULL if there are none
            content TEXT,                 -- the reply's text; NULL if the provider sent null
            reasoning_content TEXT,       -- the chain of thought; NULL if there is none
            reasoning_items TEXT,         -- the same in the provider's own form, as JSON; NULL if it has none
            UNIQUE (job, round)
        );
        """

    /// It follows from `rounds`, and is written in the same transaction so that a resume need not read all rounds.
    private static let unfinished = """
        CREATE TABLE unfinished (
            job INTEGER PRIMARY KEY       -- a job that has a round, but not yet its last one
        );
        """

    private static let attempts = """
        CREATE TABLE attempts (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- the round that was requested
            attempt INTEGER NOT NULL,     -- counted from 1 within the round and the run
            provider TEXT NOT NULL,       -- the provider that was asked
            started_at INTEGER NOT NULL,  -- when the request was sent
            latency_ms INTEGER NOT NULL,  -- until the end of the response or the failure
            first_token_ms INTEGER,       -- until the first part of the answer; NULL if none was streamed
            outcome TEXT NOT NULL,        -- replied, throttled, history_lost, transient, unreachable, rejected, account_stopped
            http_status INTEGER,          -- of a response that was no reply; NULL if there was none
            code TEXT,                    -- what went wrong, in one word; NULL for a reply
            message TEXT,                 -- what went wrong, in a sentence; NULL for a reply
            prompt_tokens INTEGER,        -- tokens of the attempt; NULL if not reported
            completion_tokens INTEGER,    -- tokens of the attempt; NULL if not reported
            cost_usd REAL,                -- the cost in dollars; NULL if not known
            wait_ms INTEGER,              -- the wait before the next attempt; NULL if there was none
            request_id TEXT               -- the server's id of a response that was no reply; NULL for a reply
        );
        CREATE INDEX attempts_job ON attempts (job);
        """

    private static let toolAnswers = """
        CREATE TABLE tool_answers (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- the round whose reply made the call
            call INTEGER NOT NULL,        -- which of the reply's calls, counted from 1
            name TEXT NOT NULL,           -- the function's name
            answered_at INTEGER NOT NULL, -- when the program ended
            latency_ms INTEGER NOT NULL,  -- how long it took
            content TEXT NOT NULL,        -- its answer
            UNIQUE (job, round, call)
        );
        """

    private static let failures = """
        CREATE TABLE failures (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- the round that failed, or whose reply ended the job
            code TEXT NOT NULL,           -- why, in one word
            message TEXT NOT NULL,        -- why, in a sentence
            http_status INTEGER,          -- of the last response; NULL if there was none
            attempts INTEGER NOT NULL,    -- the number of attempts at the round
            failed_at INTEGER NOT NULL,   -- when the job failed
            retried_at INTEGER            -- when the job was retried; NULL while it counts as failed
        );
        CREATE UNIQUE INDEX failures_open ON failures (job) WHERE retried_at IS NULL;
        CREATE INDEX failures_retried ON failures (job, retried_at) WHERE retried_at IS NOT NULL;
        """

    private static let runs = """
        CREATE TABLE runs (
            run INTEGER PRIMARY KEY,      -- counted from 1
            started_at INTEGER NOT NULL,  -- when it began
            ended_at INTEGER,             -- when it ended; NULL while it runs, and forever if it was killed
            pid INTEGER NOT NULL,         -- the process
            concurrency INTEGER NOT NULL, -- the most requests that could be in flight at once
            ending TEXT,                  -- how it ended, in one word
            version TEXT NOT NULL,        -- the version of batchrun
            settings TEXT NOT NULL        -- the options as JSON, without keys
        );
        """

    private static let meta = """
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,        -- job_file, reading, rehearsal
            value TEXT NOT NULL
        );
        """
}
