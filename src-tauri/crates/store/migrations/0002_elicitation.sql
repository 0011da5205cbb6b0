-- What servers asked the person, and what they answered: one line each, written when it arrives
-- and again as it changes, until it is closed. `body` is the whole of it as JSON.
-- This file is part of databases that exist: it is never edited, a new one is added.

CREATE TABLE elicitation (
    number INTEGER PRIMARY KEY,
    id     BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    server BLOB    NOT NULL CHECK (length(server) = 16),
    at     INTEGER NOT NULL,
    open   INTEGER NOT NULL CHECK (open IN (0, 1)),
    body   TEXT    NOT NULL
) STRICT;

CREATE INDEX elicitation_by_time ON elicitation (at);
CREATE INDEX elicitation_open    ON elicitation (open) WHERE open = 1;

CREATE TRIGGER elicitation_is_not_changed_once_closed BEFORE UPDATE ON elicitation WHEN old.open = 0
BEGIN
    SELECT RAISE(ABORT, 'a question that is closed does not change');
END;

CREATE TRIGGER elicitation_is_not_removed BEFORE DELETE ON elicitation
BEGIN
    SELECT RAISE(ABORT, 'questions are kept');
END;
