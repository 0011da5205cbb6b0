-- The search index in parts of 65,536 exchanges each, made as they are needed: `search_0`, `search_1`
-- and so on, by `exchange.number >> 16`. A search for the beginning of a word gathers every match of a
-- table before it yields the newest, so with one table a common word took as long as the history is.
-- This file is part of databases that exist: it is never edited, a new one is added.

DROP TABLE search;

-- The parts that exist.
CREATE TABLE search_part (
    part INTEGER PRIMARY KEY
) STRICT;

-- All of it is to be indexed anew.
UPDATE exchange SET indexed = 0 WHERE indexed = 1;
