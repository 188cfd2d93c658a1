-- Times are microseconds since 1970-01-01T00:00Z; days are days since then. Bodies are the forms of PayloadCodec and Day.

CREATE TABLE reading_type (id INTEGER PRIMARY KEY, code VARCHAR NOT NULL UNIQUE);

-- One row a meter, type and day; the intervals that end in the day, midnight counting for the day before. One partition a month,
-- interval_day_2026_11, made when its first row comes. What no sound clock says is in interval_day_other.
CREATE TABLE interval_day (
  meter UUID NOT NULL, type INTEGER NOT NULL, "day" INTEGER NOT NULL, received BIGINT NOT NULL, body BYTEA NOT NULL,
  PRIMARY KEY (meter, "day", type)) PARTITION BY RANGE ("day");
CREATE TABLE interval_day_other (LIKE interval_day INCLUDING ALL);

-- The same for values of an instant.
CREATE TABLE register_day (
  meter UUID NOT NULL, type INTEGER NOT NULL, "day" INTEGER NOT NULL, received BIGINT NOT NULL, body BYTEA NOT NULL,
  PRIMARY KEY (meter, "day", type)) PARTITION BY RANGE ("day");
CREATE TABLE register_day_other (LIKE register_day INCLUDING ALL);

-- interval_end: of the newest interval; null when there is none. newest: time of the newest value kept, though it be stamped in the future
-- and not the last value for that.
CREATE TABLE last_value (
  meter UUID NOT NULL, type INTEGER NOT NULL, time BIGINT NOT NULL, "value" DOUBLE PRECISION NOT NULL, quality INTEGER NOT NULL,
  interval_end BIGINT, newest BIGINT NOT NULL, PRIMARY KEY (meter, type)) WITH (fillfactor = 50);
CREATE INDEX last_value_type ON last_value (type);

-- type: EndDeviceEventType, type.domain.subDomain.eventOrAction.
CREATE TABLE end_device_event (
  sequence BIGINT PRIMARY KEY, mrid UUID NOT NULL UNIQUE, device UUID NOT NULL, created BIGINT NOT NULL, type VARCHAR NOT NULL,
  body BYTEA NOT NULL);
CREATE INDEX end_device_event_device ON end_device_event (device, created, sequence);
CREATE INDEX end_device_event_created ON end_device_event (created, sequence);
-- Whether a meter has supply, and how its relay stands: what the newest of these says.
CREATE INDEX end_device_event_supply ON end_device_event (device, created, sequence) INCLUDE (type) WHERE type IN ('3.26.0.85', '3.26.0.216');
CREATE INDEX end_device_event_relay ON end_device_event (device, created, sequence) INCLUDE (type)
  WHERE type IN ('3.31.0.68', '3.31.0.42', '3.31.0.5');

-- A request is told apart by its sender, too. open: how many of its commands are not Finished. finished: when the last was; 0 before.
CREATE TABLE control_request (sender VARCHAR NOT NULL, message_id VARCHAR NOT NULL, open INTEGER NOT NULL, finished BIGINT NOT NULL,
  PRIMARY KEY (message_id, sender));
CREATE INDEX control_request_finished ON control_request (finished);

-- state: 0 Queued, 1 Running, 2 Finished. fencing: of the newest lease; 0 before the first. lease_ends: while it is Queued, until when it
-- rests. priority: 0 is most urgent. body: the command as it stands now.
CREATE TABLE command (
  sequence BIGINT PRIMARY KEY, mrid UUID NOT NULL UNIQUE, sender VARCHAR NOT NULL, message_id VARCHAR NOT NULL, device UUID NOT NULL,
  requested BIGINT NOT NULL, priority INTEGER NOT NULL, not_before BIGINT NOT NULL, expires BIGINT NOT NULL, state INTEGER NOT NULL,
  fencing BIGINT NOT NULL, lease_ends BIGINT NOT NULL, body BYTEA NOT NULL);
CREATE INDEX command_message_id ON command (message_id, sequence);
CREATE INDEX command_device ON command (device, sequence);
CREATE INDEX command_turn ON command (device, state, not_before, sequence);
CREATE INDEX command_due ON command (state, fencing, priority, not_before, sequence);
CREATE INDEX command_expires ON command (state, expires);
CREATE INDEX command_lease ON command (state, lease_ends);

-- What a wish to take commands back was answered.
CREATE TABLE control_cancel (sender VARCHAR NOT NULL, message_id VARCHAR NOT NULL, answered BIGINT NOT NULL, body BYTEA NOT NULL,
  PRIMARY KEY (message_id, sender));
CREATE INDEX control_cancel_answered ON control_cancel (answered);

-- noun: 1 MeterReadings, 2 EndDeviceEvents, 3 EndDeviceControls.
CREATE TABLE notice (sequence BIGINT PRIMARY KEY, message_id UUID NOT NULL, created BIGINT NOT NULL, noun INTEGER NOT NULL, body BYTEA NOT NULL);
CREATE INDEX notice_noun ON notice (noun, sequence);
CREATE INDEX notice_created ON notice (created, sequence);
CREATE TABLE consumer (name VARCHAR PRIMARY KEY, position BIGINT NOT NULL, paused BOOLEAN DEFAULT FALSE NOT NULL);
-- again: is to be tried once more.
CREATE TABLE set_aside (
  consumer VARCHAR NOT NULL, sequence BIGINT NOT NULL, message_id UUID NOT NULL, created BIGINT NOT NULL, noun INTEGER NOT NULL,
  reason VARCHAR NOT NULL, again BOOLEAN DEFAULT FALSE NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (consumer, sequence));
-- What became true from starts on and before ends, told to one consumer once more. position: of the last notice that is done; last: of the range.
CREATE TABLE replay (
  consumer VARCHAR PRIMARY KEY, starts BIGINT NOT NULL, ends BIGINT NOT NULL, position BIGINT NOT NULL, last BIGINT NOT NULL,
  notices BIGINT NOT NULL, done BIGINT NOT NULL);

-- Geometry: WGS 84.
-- The network model, each kind in the order it was given.
CREATE TABLE substation (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, longitude DOUBLE PRECISION NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  position geometry(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) STORED);
CREATE INDEX substation_position ON substation USING GIST (position);
CREATE TABLE feeder (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, substation UUID NOT NULL);
CREATE TABLE power_transformer (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, feeder UUID NOT NULL,
  longitude DOUBLE PRECISION NOT NULL, latitude DOUBLE PRECISION NOT NULL, rated_s_kva DOUBLE PRECISION NOT NULL,
  primary_kv DOUBLE PRECISION NOT NULL, secondary_kv DOUBLE PRECISION NOT NULL,
  position geometry(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) STORED);
CREATE INDEX power_transformer_position ON power_transformer USING GIST (position);
-- path: a well-known binary LINESTRING, WGS 84, longitude first.
CREATE TABLE ac_line_segment (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, feeder UUID NOT NULL,
  nominal_kv DOUBLE PRECISION NOT NULL, path BYTEA NOT NULL,
  course geometry(LineString, 4326) GENERATED ALWAYS AS (ST_GeomFromWKB(path, 4326)) STORED);
CREATE INDEX ac_line_segment_course ON ac_line_segment USING GIST (course);
CREATE TABLE switch (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, feeder UUID NOT NULL,
  longitude DOUBLE PRECISION NOT NULL, latitude DOUBLE PRECISION NOT NULL, normal_open BOOLEAN NOT NULL, open BOOLEAN NOT NULL,
  position geometry(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) STORED);
CREATE INDEX switch_position ON switch USING GIST (position);
CREATE TABLE terminal (place INTEGER PRIMARY KEY, equipment UUID NOT NULL, sequence_number INTEGER NOT NULL,
  connectivity_node UUID NOT NULL);
CREATE TABLE usage_point (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, address VARCHAR NOT NULL,
  longitude DOUBLE PRECISION NOT NULL, latitude DOUBLE PRECISION NOT NULL, equipment UUID NOT NULL, phases VARCHAR NOT NULL,
  position geometry(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) STORED);
CREATE INDEX usage_point_position ON usage_point USING GIST (position);
CREATE TABLE meter (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, serial_number VARCHAR NOT NULL,
  adapter VARCHAR NOT NULL, lan_address VARCHAR NOT NULL, model VARCHAR NOT NULL, usage_point UUID NOT NULL);

-- What each usage point hangs on as the switches stand; made with the grid.
CREATE TABLE supply (usage_point UUID PRIMARY KEY, transformer UUID, feeder UUID);
CREATE INDEX supply_transformer ON supply (transformer);

-- The journal. devices: one a line. made: Header.Timestamp as written, empty when there was none. size: of the message; kept: bytes of it
-- in body, which is deflated. replay_of: the exchange it repeats, 0 for none.
CREATE TABLE journal (
  id BIGINT PRIMARY KEY, time BIGINT NOT NULL, time_exact VARCHAR NOT NULL, direction VARCHAR NOT NULL, endpoint VARCHAR NOT NULL,
  partner VARCHAR NOT NULL, verb VARCHAR NOT NULL, noun VARCHAR NOT NULL, revision VARCHAR NOT NULL, source VARCHAR NOT NULL,
  message_id VARCHAR NOT NULL, correlation_id VARCHAR NOT NULL, made VARCHAR NOT NULL, async_reply BOOLEAN NOT NULL,
  ack_required BOOLEAN NOT NULL, reply_address VARCHAR NOT NULL, user_id VARCHAR NOT NULL, devices VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL, duration_ms BIGINT NOT NULL, size BIGINT NOT NULL, kept BIGINT NOT NULL, replay_of BIGINT NOT NULL,
  body BYTEA NOT NULL);
CREATE INDEX journal_time ON journal (time, id);

-- What an exchange is found by, in lower case: MessageID, CorrelationID, noun, devices, an outcome other than OK and its code.
CREATE TABLE journal_word (word VARCHAR NOT NULL, time BIGINT NOT NULL, exchange BIGINT NOT NULL, PRIMARY KEY (word, time, exchange));
