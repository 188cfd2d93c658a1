-- Every statement bears being repeated, and the whole does: see V1.
-- A command's row tells when it falls due and expires (expires 0: written before this, only its body knows yet), how urgent it is (0 is most),
-- and, while it is Queued after a lease, until when it rests (lease_ends).
ALTER TABLE command ADD COLUMN IF NOT EXISTS sender VARCHAR(1000) DEFAULT '' NOT NULL;
ALTER TABLE command ADD COLUMN IF NOT EXISTS priority INTEGER DEFAULT 1 NOT NULL;
ALTER TABLE command ADD COLUMN IF NOT EXISTS not_before BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE command ADD COLUMN IF NOT EXISTS expires BIGINT DEFAULT 0 NOT NULL;
UPDATE command SET not_before = requested WHERE not_before = 0;
CREATE INDEX IF NOT EXISTS command_turn ON command (device, state, not_before, sequence);
CREATE INDEX IF NOT EXISTS command_due ON command (state, fencing, priority, not_before, sequence);
CREATE INDEX IF NOT EXISTS command_expires ON command (state, expires);
CREATE INDEX IF NOT EXISTS command_lease ON command (state, lease_ends);
DROP INDEX IF EXISTS command_state;

-- A request is told apart by its sender, too; sender '' is everybody's: it was kept before senders were. finished: when its last command was;
-- 0 while one is open.
CREATE TABLE IF NOT EXISTS control_request_of_sender (sender VARCHAR(1000) NOT NULL, message_id VARCHAR(1000) NOT NULL, open INTEGER NOT NULL,
  finished BIGINT NOT NULL, PRIMARY KEY (message_id, sender));
CREATE TABLE IF NOT EXISTS control_request (message_id VARCHAR(1000) PRIMARY KEY, open INTEGER NOT NULL);
INSERT INTO control_request_of_sender (sender, message_id, open, finished)
  SELECT '', message_id, open, CASE WHEN open > 0 THEN 0 ELSE COALESCE((SELECT MAX(requested) FROM command c WHERE c.message_id = r.message_id), 1) END
  FROM control_request r WHERE NOT EXISTS (SELECT 1 FROM control_request_of_sender n WHERE n.message_id = r.message_id);
DROP TABLE IF EXISTS control_request;
ALTER TABLE control_request_of_sender RENAME TO control_request;
CREATE INDEX IF NOT EXISTS control_request_finished ON control_request (finished);

-- What a wish to take commands back was answered.
CREATE TABLE IF NOT EXISTS control_cancel (sender VARCHAR(1000) NOT NULL, message_id VARCHAR(1000) NOT NULL, answered BIGINT NOT NULL,
  body VARBINARY(10000000) NOT NULL, PRIMARY KEY (message_id, sender));
CREATE INDEX IF NOT EXISTS control_cancel_answered ON control_cancel (answered);
