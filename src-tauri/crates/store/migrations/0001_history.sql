-- The history, what is kept beside it, and the search index.
-- This file is part of databases that exist: it is never edited, a new one is added.

-- The projection: one line an exchange. `number` is the order of arrival, by which pages go.
-- `indexed` says whether the filter indexes and the search index know the line as it is now. An
-- append writes 0, so that it touches no index but `exchange_unindexed`; the writer catches up when it is
-- quiet. So an exchange is found by its id in one of two indexes, never in both.
CREATE TABLE exchange (
    number  INTEGER PRIMARY KEY,
    id      BLOB    NOT NULL CHECK (length(id) = 16),
    server  BLOB    NOT NULL CHECK (length(server) = 16),
    model   TEXT,
    state   TEXT    NOT NULL,
    events  INTEGER NOT NULL CHECK (events > 0),
    indexed INTEGER NOT NULL CHECK (indexed IN (0, 1)),
    summary TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX exchange_unindexed ON exchange (id) WHERE indexed = 0;
CREATE UNIQUE INDEX exchange_by_id     ON exchange (id) WHERE indexed = 1;

-- Every index ends with `number` by itself, so each of these yields one state newest first. A query
-- that names no state merges all eight.
CREATE INDEX exchange_by_state              ON exchange (state)                WHERE indexed = 1;
CREATE INDEX exchange_by_server_state       ON exchange (server, state)        WHERE indexed = 1;
CREATE INDEX exchange_by_model_state        ON exchange (model, state)         WHERE indexed = 1;
CREATE INDEX exchange_by_server_model_state ON exchange (server, model, state) WHERE indexed = 1;

-- The journal: what happened, in order, for ever. `body` is the event as JSON. `place` is
-- `exchange.number * 65536 + seq`: one integer, so that an exchange's events lie together and an append
-- writes to the end of one tree and no other.
CREATE TABLE exchange_event (
    place INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    body  TEXT    NOT NULL
) STRICT;

CREATE TRIGGER exchange_event_is_not_changed BEFORE UPDATE ON exchange_event
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER exchange_event_is_not_removed BEFORE DELETE ON exchange_event
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- Words of the four texts, and the filters as words in `tags`, so that one look-up narrows by all of
-- them. Contentless: the texts themselves are only in the journal. `rowid` is `exchange.number`.
CREATE VIRTUAL TABLE search USING fts5 (
    asked, sent, said, returned, tags,
    content = '',
    contentless_delete = 1,
    prefix = '3',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- What is kept beside the history, each as JSON.
CREATE TABLE server (
    key  BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 16),
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    key  BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 16),
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A grant goes with its server.
CREATE TABLE "grant" (
    key  BLOB NOT NULL PRIMARY KEY REFERENCES server (key) ON DELETE CASCADE,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key  TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
