-- The exercises of the class's course, in its order.
CREATE TABLE exercise (
    id INTEGER PRIMARY KEY,           -- the position in the course, from 0
    name TEXT NOT NULL UNIQUE,
    chapter TEXT NOT NULL,
    points INTEGER NOT NULL
) STRICT;

-- Whom the teacher expects. It stays here: reports have pseudonyms.
CREATE TABLE roster (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    section TEXT NOT NULL
) STRICT;

CREATE TABLE learner (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,         -- the roster's id, or what the pack or the folder called them
    pseudonym TEXT NOT NULL UNIQUE,
    level TEXT NOT NULL,              -- how much the last hand-in tells
    originals TEXT NOT NULL,          -- the digest of the course that it was made with
    made_at INTEGER NOT NULL,         -- the learner's clock, in seconds since 1970
    received_at INTEGER NOT NULL      -- ours
) STRICT;

-- A learner's work on an exercise. All but `verified` is what the learner's machine says.
CREATE TABLE cell (
    learner INTEGER NOT NULL REFERENCES learner ON DELETE CASCADE,
    exercise INTEGER NOT NULL,
    claimed INTEGER NOT NULL,         -- 1 started, 2 passed
    verified INTEGER NOT NULL,        -- 0 not graded, 1 failed, 2 passed
    attempts INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    active_s INTEGER NOT NULL,
    first_at INTEGER,
    last_at INTEGER,
    passed_at INTEGER,
    last_reason TEXT,
    stuck_code TEXT,
    stuck_versions INTEGER,
    stuck_s INTEGER,
    code BLOB,                        -- the digest of the code that was handed in
    PRIMARY KEY (learner, exercise)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell_code (
    learner INTEGER NOT NULL REFERENCES learner ON DELETE CASCADE,
    exercise INTEGER NOT NULL,
    code TEXT NOT NULL,
    met INTEGER NOT NULL,
    beaten INTEGER NOT NULL,
    PRIMARY KEY (learner, exercise, code)
) STRICT, WITHOUT ROWID;

-- The journals, from level timeline. `line` is the event as the pack has it.
CREATE TABLE event (
    learner INTEGER NOT NULL REFERENCES learner ON DELETE CASCADE,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    exercise INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    codes TEXT,                       -- with a space between two
    version BLOB,                     -- the first 8 bytes of the digest
    passed INTEGER,
    failed INTEGER,
    level INTEGER,
    PRIMARY KEY (learner, seq, at)
) STRICT, WITHOUT ROWID;

-- The texts that were handed in, each once.
CREATE TABLE code (
    digest BLOB PRIMARY KEY,
    text BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What grading found: the only thing that counts as verified.
CREATE TABLE result (
    exercise INTEGER NOT NULL,
    code BLOB NOT NULL,
    key TEXT NOT NULL,                -- the digest of all that the verdict depends on
    reason TEXT NOT NULL,
    passed INTEGER NOT NULL,
    points REAL NOT NULL,
    PRIMARY KEY (exercise, code)
) STRICT, WITHOUT ROWID;
