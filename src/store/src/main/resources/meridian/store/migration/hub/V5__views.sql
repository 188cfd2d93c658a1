-- newest: time of the newest value kept, though it be stamped in the future and not the last value for that.
ALTER TABLE last_value ADD COLUMN IF NOT EXISTS newest BIGINT;
UPDATE last_value SET newest = time WHERE newest IS NULL;
ALTER TABLE last_value ALTER COLUMN newest SET NOT NULL;

-- What each usage point hangs on as the switches stand; made with the grid.
CREATE TABLE IF NOT EXISTS supply (usage_point UUID PRIMARY KEY, transformer UUID, feeder UUID);

-- type: EndDeviceEventType, type.domain.subDomain.eventOrAction.
CREATE ALIAS IF NOT EXISTS event_type DETERMINISTIC FOR "meridian.store.DayFunctions.eventType";
ALTER TABLE end_device_event ADD COLUMN IF NOT EXISTS type VARCHAR(30);
UPDATE end_device_event SET type = event_type(body) WHERE type IS NULL;
ALTER TABLE end_device_event ALTER COLUMN type SET NOT NULL;

-- The hub puts the tables of months under these as they come.
CREATE VIEW IF NOT EXISTS interval_day AS SELECT meter, type, "day", received, body FROM interval_day_other;
CREATE VIEW IF NOT EXISTS register_day AS SELECT meter, type, "day", received, body FROM register_day_other;

CREATE ALIAS IF NOT EXISTS day_size DETERMINISTIC FOR "meridian.store.DayFunctions.size";
CREATE ALIAS IF NOT EXISTS day_start DETERMINISTIC FOR "meridian.store.DayFunctions.start";
CREATE ALIAS IF NOT EXISTS day_time DETERMINISTIC FOR "meridian.store.DayFunctions.time";
CREATE ALIAS IF NOT EXISTS day_value DETERMINISTIC FOR "meridian.store.DayFunctions.value";
CREATE ALIAS IF NOT EXISTS day_quality DETERMINISTIC FOR "meridian.store.DayFunctions.quality";
CREATE ALIAS IF NOT EXISTS day_received DETERMINISTIC FOR "meridian.store.DayFunctions.received";

-- One row a value, for people. "day" is in days since 1970; who gives it and the meter touches few rows. interval_start: null for registers.
CREATE VIEW IF NOT EXISTS reading AS
  SELECT d.meter, t.code AS reading_type, d."day", day_start(d.body, d.received, i.x) AS interval_start,
    day_time(d.body, d.received, i.x) AS time, day_value(d.body, d.received, i.x) AS "value",
    day_quality(d.body, d.received, i.x) AS quality, day_received(d.body, d.received, i.x) AS received
  FROM (SELECT * FROM interval_day UNION ALL SELECT * FROM register_day) d
    JOIN reading_type t ON t.id = d.type
    JOIN SYSTEM_RANGE(0, 89999) i ON i.x < day_size(d.body);
