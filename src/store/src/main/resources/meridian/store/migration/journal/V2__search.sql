-- Header fields in columns, the devices as text, nothing in it that only H2 understands. Every statement bears being repeated.
-- devices: one a line. made: Header.Timestamp as written, empty when there was none. size: of the message; kept: bytes of it in body,
-- which is deflated. replay_of: the exchange it repeats, 0 for none.
CREATE TABLE IF NOT EXISTS journal (
  id BIGINT PRIMARY KEY, time BIGINT NOT NULL, time_exact VARCHAR(40) NOT NULL, direction VARCHAR(3) NOT NULL, endpoint VARCHAR NOT NULL,
  partner VARCHAR NOT NULL, verb VARCHAR NOT NULL, noun VARCHAR NOT NULL, revision VARCHAR NOT NULL, source VARCHAR NOT NULL,
  message_id VARCHAR NOT NULL, correlation_id VARCHAR NOT NULL, made VARCHAR(40) NOT NULL, async_reply BOOLEAN NOT NULL,
  ack_required BOOLEAN NOT NULL, reply_address VARCHAR NOT NULL, user_id VARCHAR NOT NULL, devices VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL, duration_ms BIGINT NOT NULL, size BIGINT NOT NULL, kept BIGINT NOT NULL, replay_of BIGINT NOT NULL,
  body VARBINARY(500000000) NOT NULL);
CREATE INDEX IF NOT EXISTS journal_time ON journal (time, id);

INSERT INTO journal (id, time, time_exact, direction, endpoint, partner, verb, noun, revision, source, message_id, correlation_id, made,
  async_reply, ack_required, reply_address, user_id, devices, outcome, duration_ms, size, kept, replay_of, body)
SELECT e.id, e.time, e.time_exact, e.direction, e.endpoint, e.partner, e.verb, e.noun, '', '', e.message_id, e.correlation_id, '',
  FALSE, FALSE, '', '', COALESCE((SELECT LISTAGG(e.devices[place.x], CHR(10)) WITHIN GROUP (ORDER BY place.x) FROM SYSTEM_RANGE(1, 100) place
    WHERE place.x <= CARDINALITY(e.devices)), ''),
  e.outcome, e.duration_ms, e.size, e.size, 0, e.body
FROM exchange e WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = e.id);

-- What an exchange is found by, in lower case: MessageID, CorrelationID, noun, devices, an outcome other than OK and its code.
DROP INDEX IF EXISTS exchange_word_time;
ALTER TABLE IF EXISTS exchange_word RENAME TO journal_word;
INSERT INTO journal_word (word, time, exchange)
SELECT LOWER(REGEXP_REPLACE(j.outcome, ' .*', '')), j.time, j.id FROM journal j WHERE j.outcome NOT LIKE 'OK%' AND NOT EXISTS (
  SELECT 1 FROM journal_word w WHERE w.word = LOWER(REGEXP_REPLACE(j.outcome, ' .*', '')) AND w.time = j.time AND w.exchange = j.id);
