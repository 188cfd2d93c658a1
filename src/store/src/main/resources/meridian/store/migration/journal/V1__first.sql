-- H2 commits each statement by itself, so a start that was killed here begins again: every statement must bear being repeated.
-- Times are microseconds since 1970-01-01T00:00Z. body: deflated.
CREATE TABLE IF NOT EXISTS exchange (
  id BIGINT PRIMARY KEY, time BIGINT NOT NULL, time_exact VARCHAR(40) NOT NULL, direction VARCHAR(3) NOT NULL, endpoint VARCHAR NOT NULL,
  partner VARCHAR NOT NULL, verb VARCHAR NOT NULL, noun VARCHAR NOT NULL, message_id VARCHAR NOT NULL, correlation_id VARCHAR NOT NULL,
  devices VARCHAR ARRAY NOT NULL, outcome VARCHAR NOT NULL, duration_ms BIGINT NOT NULL, size INTEGER NOT NULL,
  body VARBINARY(500000000) NOT NULL);
CREATE INDEX IF NOT EXISTS exchange_time ON exchange (time, id);

-- What an exchange is found by: MessageID, CorrelationID, noun and devices, in lower case.
CREATE TABLE IF NOT EXISTS exchange_word (word VARCHAR(1000) NOT NULL, time BIGINT NOT NULL, exchange BIGINT NOT NULL, PRIMARY KEY (word, time, exchange));
CREATE INDEX IF NOT EXISTS exchange_word_time ON exchange_word (time);
