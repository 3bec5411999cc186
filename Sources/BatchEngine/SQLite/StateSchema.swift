/// The tables of a state file. `docs/state-file.md` explains them to those who ask them questions; the comments inside
/// the statements are kept by SQLite and shown by `.schema` in its shell.
///
/// All times are milliseconds since 1970-01-01T00:00:00Z and all durations milliseconds, rounded toward zero. Rows of
/// `rounds` and `attempts` are only ever added.
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

    /// Among the jobs that are not replaced, an id stands once. The order index is what jobs are begun by and the line
    /// index what results are written by; jobs enter in the order of lines, so that both grow at their end. `replaced_at`
    /// leads the order index, and the provider ends it, so that SQLite answers from it alone without looking into the table.
    private static let jobs = """
        CREATE TABLE jobs (
            job INTEGER PRIMARY KEY,      -- the job's number in the other tables; it never changes
            line INTEGER NOT NULL,        -- the line of the job file, counted from 1
            id TEXT NOT NULL,             -- the id that the line gives, or line-<n>
            priority INTEGER NOT NULL,    -- higher first
            provider TEXT NOT NULL,       -- the provider that the line names; empty where it names none
            turns INTEGER NOT NULL,       -- how many turns the script has
            added_at INTEGER NOT NULL,    -- when the line was first seen
            replaced_at INTEGER,          -- when a changed line took its place under --restart-changed; else NULL
            text TEXT NOT NULL            -- the line, byte for byte
        );
        CREATE UNIQUE INDEX jobs_id ON jobs (id) WHERE replaced_at IS NULL;
        CREATE INDEX jobs_order ON jobs (replaced_at, priority DESC, line, provider);
        CREATE INDEX jobs_line ON jobs (line) WHERE replaced_at IS NULL;
        CREATE INDEX jobs_provider ON jobs (provider) WHERE provider <> '' AND replaced_at IS NULL;
        """

    /// Long texts stand last, so that what is counted over is read without them where they are very long.
    private static let rounds = """
        CREATE TABLE rounds (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- counted from 1 within the job, without a gap
            turn INTEGER NOT NULL,        -- the turn of the script that was asked, counted from 1
            standing TEXT NOT NULL,       -- what became of the reply: answer, tool_calls, partial, discarded
            ends INTEGER NOT NULL,        -- 1 where the script ends with this round, else 0
            provider TEXT NOT NULL,       -- the provider that was paid
            model TEXT,                   -- the model that answered, as the provider wrote it
            created_at INTEGER NOT NULL,  -- when the response was complete
            latency_ms INTEGER NOT NULL,  -- from sending the request to the end of the response
            first_token_ms INTEGER,       -- from sending the request to the first part of the answer; NULL where not streamed
            attempts INTEGER NOT NULL,    -- how many attempts it took, this one included
            finish_reason TEXT,           -- stop, length, tool_calls, … as the provider wrote it
            prompt_tokens INTEGER,        -- input tokens, cached ones included; NULL where not told
            completion_tokens INTEGER,    -- output tokens, reasoning included
            total_tokens INTEGER,         -- both together
            cached_tokens INTEGER,        -- the part of prompt_tokens that came from the provider's cache
            reasoning_tokens INTEGER,     -- the part of completion_tokens that is chain of thought
            cost_usd REAL,                -- what it cost in dollars; NULL where not known
            cache_saved_usd REAL,         -- what the cached tokens would have cost besides, had they not been cached
            response_id TEXT,             -- the provider's name for the response
            system_fingerprint TEXT,      -- as the provider wrote it
            fallback_model TEXT,          -- the model that was asked where the job's own provider stayed down; else NULL
            usage TEXT,                   -- the provider's usage object as JSON; NULL where there was none
            tool_calls TEXT,              -- the reply's tool_calls as JSON; NULL where there are none
            content TEXT,                 -- the reply's text; NULL where the provider gave null
            reasoning_content TEXT,       -- the chain of thought; NULL where there is none
            reasoning_items TEXT,         -- the same in the provider's own form, as JSON; NULL where it has none
            UNIQUE (job, round)
        );
        """

    /// What follows from `rounds`, written in the same transaction, so that a resume need not read them all.
    private static let unfinished = """
        CREATE TABLE unfinished (
            job INTEGER PRIMARY KEY       -- a job that has a round, and whose last round is not there yet
        );
        """

    private static let attempts = """
        CREATE TABLE attempts (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- the round that was asked for
            attempt INTEGER NOT NULL,     -- counted from 1 within the round and the run
            provider TEXT NOT NULL,       -- the provider that was asked
            started_at INTEGER NOT NULL,  -- when the request was sent
            latency_ms INTEGER NOT NULL,  -- until the end of the response or the failure
            first_token_ms INTEGER,       -- until the first part of the answer; NULL where none was streamed
            outcome TEXT NOT NULL,        -- replied, throttled, history_lost, transient, unreachable, rejected, account_stopped
            http_status INTEGER,          -- of a response that was no reply; NULL where there was none
            code TEXT,                    -- what went wrong, in one word; NULL for a reply
            message TEXT,                 -- what went wrong, in a sentence; NULL for a reply
            prompt_tokens INTEGER,        -- what the attempt cost; NULL where not told
            completion_tokens INTEGER,    -- what the attempt cost; NULL where not told
            cost_usd REAL,                -- what it cost in dollars; NULL where not known
            wait_ms INTEGER,              -- how long was waited before the next attempt; NULL where there was none
            request_id TEXT               -- what the server calls a response that was no reply, for its support; NULL for a reply
        );
        CREATE INDEX attempts_job ON attempts (job);
        """

    private static let toolAnswers = """
        CREATE TABLE tool_answers (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- the round whose reply made the call
            call INTEGER NOT NULL,        -- which of the reply's calls, counted from 1
            name TEXT NOT NULL,           -- the function's name
            answered_at INTEGER NOT NULL, -- when the program had ended
            latency_ms INTEGER NOT NULL,  -- how long it took
            content TEXT NOT NULL,        -- what it answered
            UNIQUE (job, round, call)
        );
        """

    private static let failures = """
        CREATE TABLE failures (
            job INTEGER NOT NULL,         -- jobs.job
            round INTEGER NOT NULL,       -- the round that could not be had, or whose reply fell short
            code TEXT NOT NULL,           -- why, in one word
            message TEXT NOT NULL,        -- why, in a sentence
            http_status INTEGER,          -- of the last response; NULL where there was none
            attempts INTEGER NOT NULL,    -- how many attempts were spent on the round
            failed_at INTEGER NOT NULL,   -- when the job was given up
            retried_at INTEGER            -- when --retry-failed gave it another life; NULL while it counts as failed
        );
        CREATE UNIQUE INDEX failures_open ON failures (job) WHERE retried_at IS NULL;
        CREATE INDEX failures_retried ON failures (job, retried_at) WHERE retried_at IS NOT NULL;
        """

    private static let runs = """
        CREATE TABLE runs (
            run INTEGER PRIMARY KEY,      -- counted from 1
            started_at INTEGER NOT NULL,  -- when the process began it
            ended_at INTEGER,             -- when it ended; NULL while it goes on, and for ever where it was killed
            pid INTEGER NOT NULL,         -- the process
            concurrency INTEGER NOT NULL, -- the most requests that could be under way at once
            ending TEXT,                  -- how it ended, in one word
            version TEXT NOT NULL,        -- the version of batchrun
            settings TEXT NOT NULL        -- its options as JSON, without keys
        );
        """

    private static let meta = """
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,        -- job_file: the path of the job file
            value TEXT NOT NULL
        );
        """
}
