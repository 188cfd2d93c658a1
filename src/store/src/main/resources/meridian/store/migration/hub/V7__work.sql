-- Every statement bears being repeated, and the whole does: see V1.
-- What a message that changed tasks or work was answered; message_id: Asked.key.
CREATE TABLE IF NOT EXISTS answered_request (sender VARCHAR(1000) NOT NULL, message_id VARCHAR(1200) NOT NULL, answered BIGINT NOT NULL,
  body VARBINARY(100000000) NOT NULL, PRIMARY KEY (message_id, sender));
CREATE INDEX IF NOT EXISTS answered_request_answered ON answered_request (answered);

-- Bodies are the forms of TaskCodec.
CREATE TABLE IF NOT EXISTS collection_task (mrid UUID PRIMARY KEY, created BIGINT NOT NULL, body VARBINARY(100000000) NOT NULL);
-- task: of a row of collection_task, or the configured round, which has none.
CREATE TABLE IF NOT EXISTS collection_run (
  task UUID NOT NULL, sequence BIGINT NOT NULL, due BIGINT NOT NULL, body VARBINARY(10000) NOT NULL, PRIMARY KEY (task, sequence));

-- open: neither completed, cancelled nor failed. controlled: waits for the outcome of a control. Bodies are the form of WorkCodec.
CREATE TABLE IF NOT EXISTS meter_service_work (
  sequence BIGINT PRIMARY KEY, mrid UUID NOT NULL UNIQUE, name VARCHAR(1000) NOT NULL, open BOOLEAN NOT NULL, controlled BOOLEAN NOT NULL,
  meter UUID, old_meter UUID, usage_point UUID, body VARBINARY(100000000) NOT NULL);
CREATE INDEX IF NOT EXISTS meter_service_work_name ON meter_service_work (name, sequence);
CREATE INDEX IF NOT EXISTS meter_service_work_open ON meter_service_work (open, sequence);
CREATE INDEX IF NOT EXISTS meter_service_work_controlled ON meter_service_work (controlled, sequence);
CREATE INDEX IF NOT EXISTS meter_service_work_meter ON meter_service_work (meter, sequence);
CREATE INDEX IF NOT EXISTS meter_service_work_old_meter ON meter_service_work (old_meter, sequence);
CREATE INDEX IF NOT EXISTS meter_service_work_usage_point ON meter_service_work (usage_point, sequence);
