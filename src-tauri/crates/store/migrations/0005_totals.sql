-- What exchanges come to, so that the total of a filter is known without reading a million lines.
-- This file is part of databases that exist: it is never edited, a new one is added.

-- One line for each server, model and state that occur together: the total of every filter is a sum over
-- a few of these. Written by the triggers below and by nothing else.
CREATE TABLE total (
    id        INTEGER PRIMARY KEY,
    server    BLOB    NOT NULL CHECK (length(server) = 16),
    model     TEXT,
    state     TEXT    NOT NULL,
    exchanges INTEGER NOT NULL DEFAULT 0,
    attempts  INTEGER NOT NULL DEFAULT 0,
    input     INTEGER NOT NULL DEFAULT 0,
    cached    INTEGER NOT NULL DEFAULT 0,
    output    INTEGER NOT NULL DEFAULT 0,
    reasoning INTEGER NOT NULL DEFAULT 0,
    cost      INTEGER NOT NULL DEFAULT 0,
    unpriced  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX total_of ON total (server, model, state);

-- What each exchange came to when it was indexed, and in which total it is counted. Small, because a
-- search adds up one of these for each that it finds. `number` is `exchange.number`.
CREATE TABLE counted (
    number    INTEGER PRIMARY KEY,
    total     INTEGER NOT NULL REFERENCES total (id),
    attempts  INTEGER NOT NULL,
    input     INTEGER NOT NULL,
    cached    INTEGER NOT NULL,
    output    INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    cost      INTEGER NOT NULL,
    unpriced  INTEGER NOT NULL
) STRICT;

CREATE TRIGGER counted_is_added AFTER INSERT ON counted
BEGIN
    UPDATE total SET
        exchanges = exchanges + 1,
        attempts  = attempts  + new.attempts,
        input     = input     + new.input,
        cached    = cached    + new.cached,
        output    = output    + new.output,
        reasoning = reasoning + new.reasoning,
        cost      = cost      + new.cost,
        unpriced  = unpriced  + new.unpriced
    WHERE id = new.total;
END;

CREATE TRIGGER counted_is_taken_away AFTER DELETE ON counted
BEGIN
    UPDATE total SET
        exchanges = exchanges - 1,
        attempts  = attempts  - old.attempts,
        input     = input     - old.input,
        cached    = cached    - old.cached,
        output    = output    - old.output,
        reasoning = reasoning - old.reasoning,
        cost      = cost      - old.cost,
        unpriced  = unpriced  - old.unpriced
    WHERE id = old.total;
END;

-- What is not indexed is counted when it is.
INSERT INTO total (server, model, state)
SELECT DISTINCT server, model, state FROM exchange WHERE indexed = 1;

INSERT INTO counted
SELECT
    exchange.number, total.id, count(attempt), ifnull(sum(spent.input), 0), ifnull(sum(spent.cached), 0),
    ifnull(sum(spent.output), 0), ifnull(sum(spent.reasoning), 0), ifnull(sum(spent.cost), 0),
    count(attempt) - count(spent.cost)
FROM exchange
JOIN total ON total.server = exchange.server AND total.model IS exchange.model
    AND total.state = exchange.state
LEFT JOIN spent ON spent.number = exchange.number
WHERE exchange.indexed = 1
GROUP BY exchange.number;

-- The total of a server is the total of a filter.
DROP INDEX spent_by_server;

-- Whether the trees of a part were merged into one once it was full: 0 not yet, 1 under way, 2 done. A word
-- is looked up in each tree of each part.
ALTER TABLE search_part ADD COLUMN merged INTEGER NOT NULL DEFAULT 0 CHECK (merged IN (0, 1, 2));
