-- H2 commits each statement by itself, so a start that was killed here begins again: every statement must bear being repeated.

-- noun: 1 MeterReadings, 2 EndDeviceEvents, 3 EndDeviceControls, as the second octet of the body.
ALTER TABLE notice ADD COLUMN IF NOT EXISTS noun INTEGER DEFAULT 0 NOT NULL;
UPDATE notice SET noun = CASE SUBSTRING(body, 2, 1) WHEN X'01' THEN 1 WHEN X'02' THEN 2 ELSE 3 END WHERE noun = 0;
CREATE INDEX IF NOT EXISTS notice_noun ON notice (noun, sequence);
CREATE INDEX IF NOT EXISTS notice_created ON notice (created, sequence);

ALTER TABLE consumer ADD COLUMN IF NOT EXISTS paused BOOLEAN DEFAULT FALSE NOT NULL;

-- again: is to be tried once more.
ALTER TABLE set_aside ADD COLUMN IF NOT EXISTS noun INTEGER DEFAULT 0 NOT NULL;
UPDATE set_aside SET noun = CASE SUBSTRING(body, 2, 1) WHEN X'01' THEN 1 WHEN X'02' THEN 2 ELSE 3 END WHERE noun = 0;
ALTER TABLE set_aside ADD COLUMN IF NOT EXISTS again BOOLEAN DEFAULT FALSE NOT NULL;

-- What became true from starts on and before ends, told to one consumer once more. position: of the last notice that is done; last: of the range.
CREATE TABLE IF NOT EXISTS replay (
  consumer VARCHAR(1000) PRIMARY KEY, starts BIGINT NOT NULL, ends BIGINT NOT NULL, position BIGINT NOT NULL, last BIGINT NOT NULL,
  notices BIGINT NOT NULL, done BIGINT NOT NULL);
