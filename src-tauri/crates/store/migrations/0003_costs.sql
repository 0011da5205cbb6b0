-- What attempts of models used and cost, and what the person says of models.
-- This file is part of databases that exist: it is never edited, a new one is added.

-- One line an attempt of a model, made from the journal when the search index is, so that sums are a
-- matter of SQL. `number` is the exchange's, `attempt` counts from 0 within it. What was not reported is
-- NULL, never 0. `cost` is in nano-dollars, at the prices in force when it was sent. `ms` is how long it
-- wrote, from its first text.
CREATE TABLE spent (
    number    INTEGER NOT NULL,
    attempt   INTEGER NOT NULL,
    server    BLOB    NOT NULL CHECK (length(server) = 16),
    call      BLOB             CHECK (length(call) = 16),
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    model     TEXT    NOT NULL,
    input     INTEGER,
    cached    INTEGER,
    output    INTEGER,
    reasoning INTEGER,
    cost      INTEGER,
    ms        INTEGER NOT NULL,
    PRIMARY KEY (number, attempt)
) STRICT, WITHOUT ROWID;

CREATE INDEX spent_by_server  ON spent (server, input, cached, output, reasoning, cost);
CREATE INDEX spent_by_account ON spent (account, input, cached, output, reasoning, cost);
CREATE INDEX spent_by_call    ON spent (call) WHERE call IS NOT NULL;

-- What the person says of a model: prices, limits, grades. `key` is the account's id and the model's.
CREATE TABLE override (
    key  TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
