-- H2 commits each statement by itself, so a start that was killed here begins again: every statement must bear being repeated.
-- Times are microseconds since 1970-01-01T00:00Z; days are days since then. Bodies are the forms of PayloadCodec and Day.

CREATE TABLE IF NOT EXISTS reading_type (id INTEGER PRIMARY KEY, code VARCHAR(120) NOT NULL UNIQUE);

-- One row a meter, type and day; the intervals that end in the day, midnight counting for the day before.
CREATE TABLE IF NOT EXISTS interval_day (
  meter UUID NOT NULL, type INTEGER NOT NULL, "day" INTEGER NOT NULL, received BIGINT NOT NULL, body VARBINARY(10000000) NOT NULL,
  PRIMARY KEY (meter, "day", type));

-- The same for values of an instant.
CREATE TABLE IF NOT EXISTS register_day (
  meter UUID NOT NULL, type INTEGER NOT NULL, "day" INTEGER NOT NULL, received BIGINT NOT NULL, body VARBINARY(10000000) NOT NULL,
  PRIMARY KEY (meter, "day", type));

-- interval_end: of the newest interval; null when there is none.
CREATE TABLE IF NOT EXISTS last_value (
  meter UUID NOT NULL, type INTEGER NOT NULL, time BIGINT NOT NULL, "value" DOUBLE PRECISION NOT NULL, quality INTEGER NOT NULL,
  interval_end BIGINT, PRIMARY KEY (meter, type));
CREATE INDEX IF NOT EXISTS last_value_type ON last_value (type);

CREATE TABLE IF NOT EXISTS end_device_event (
  sequence BIGINT PRIMARY KEY, mrid UUID NOT NULL UNIQUE, device UUID NOT NULL, created BIGINT NOT NULL, body VARBINARY(10000000) NOT NULL);
CREATE INDEX IF NOT EXISTS end_device_event_device ON end_device_event (device, created, sequence);
CREATE INDEX IF NOT EXISTS end_device_event_created ON end_device_event (created, sequence);

-- open: how many of its commands are not Finished.
CREATE TABLE IF NOT EXISTS control_request (message_id VARCHAR(1000) PRIMARY KEY, open INTEGER NOT NULL);

-- state: 0 Queued, 1 Running, 2 Finished. fencing: of the newest lease; 0 before the first. body: the command as it stands now.
CREATE TABLE IF NOT EXISTS command (
  sequence BIGINT PRIMARY KEY, mrid UUID NOT NULL UNIQUE, message_id VARCHAR(1000) NOT NULL, device UUID NOT NULL,
  requested BIGINT NOT NULL, state INTEGER NOT NULL, fencing BIGINT NOT NULL, lease_ends BIGINT NOT NULL, body VARBINARY(10000000) NOT NULL);
CREATE INDEX IF NOT EXISTS command_message_id ON command (message_id, sequence);
CREATE INDEX IF NOT EXISTS command_device ON command (device, sequence);
CREATE INDEX IF NOT EXISTS command_state ON command (state, requested, sequence);

CREATE TABLE IF NOT EXISTS notice (sequence BIGINT PRIMARY KEY, message_id UUID NOT NULL, created BIGINT NOT NULL, body VARBINARY(100000000) NOT NULL);
CREATE TABLE IF NOT EXISTS consumer (name VARCHAR(1000) PRIMARY KEY, position BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS set_aside (
  consumer VARCHAR(1000) NOT NULL, sequence BIGINT NOT NULL, message_id UUID NOT NULL, created BIGINT NOT NULL, reason VARCHAR(10000) NOT NULL,
  body VARBINARY(100000000) NOT NULL, PRIMARY KEY (consumer, sequence));

-- The network model, each kind in the order it was given.
CREATE TABLE IF NOT EXISTS substation (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, longitude DOUBLE PRECISION NOT NULL,
  latitude DOUBLE PRECISION NOT NULL);
CREATE TABLE IF NOT EXISTS feeder (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, substation UUID NOT NULL);
CREATE TABLE IF NOT EXISTS power_transformer (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, feeder UUID NOT NULL,
  longitude DOUBLE PRECISION NOT NULL, latitude DOUBLE PRECISION NOT NULL, rated_s_kva DOUBLE PRECISION NOT NULL,
  primary_kv DOUBLE PRECISION NOT NULL, secondary_kv DOUBLE PRECISION NOT NULL);
-- path: a well-known binary LINESTRING, WGS 84, longitude first.
CREATE TABLE IF NOT EXISTS ac_line_segment (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, feeder UUID NOT NULL,
  nominal_kv DOUBLE PRECISION NOT NULL, path VARBINARY(100000000) NOT NULL);
CREATE TABLE IF NOT EXISTS switch (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, kind VARCHAR(30) NOT NULL, feeder UUID NOT NULL,
  longitude DOUBLE PRECISION NOT NULL, latitude DOUBLE PRECISION NOT NULL, normal_open BOOLEAN NOT NULL, open BOOLEAN NOT NULL);
CREATE TABLE IF NOT EXISTS terminal (place INTEGER PRIMARY KEY, equipment UUID NOT NULL, sequence_number INTEGER NOT NULL,
  connectivity_node UUID NOT NULL);
CREATE TABLE IF NOT EXISTS usage_point (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, address VARCHAR NOT NULL,
  longitude DOUBLE PRECISION NOT NULL, latitude DOUBLE PRECISION NOT NULL, equipment UUID NOT NULL, phases VARCHAR(30) NOT NULL);
CREATE TABLE IF NOT EXISTS meter (place INTEGER PRIMARY KEY, mrid UUID NOT NULL, name VARCHAR NOT NULL, serial_number VARCHAR NOT NULL,
  adapter VARCHAR NOT NULL, lan_address VARCHAR NOT NULL, model VARCHAR NOT NULL, usage_point UUID NOT NULL);
