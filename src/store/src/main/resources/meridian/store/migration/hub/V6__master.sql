-- Every statement bears being repeated: see V1.
-- Master data: objects as the trees they were told as (TreeCodec). type: as the element is called, an EndDevice is a Meter.
CREATE TABLE IF NOT EXISTS master_object (mrid UUID NOT NULL, type VARCHAR(100) NOT NULL, body VARBINARY(100000000) NOT NULL,
  PRIMARY KEY (mrid, type));
CREATE INDEX IF NOT EXISTS master_object_type ON master_object (type, mrid);
-- What an object is found by: its names, and an mRID as written that is no UUID.
CREATE TABLE IF NOT EXISTS master_name (name VARCHAR NOT NULL, type VARCHAR(100) NOT NULL, mrid UUID NOT NULL, PRIMARY KEY (name, type, mrid));
CREATE INDEX IF NOT EXISTS master_name_mrid ON master_name (mrid, type);
-- That the object (type, mrid) names another in its tree, of type mentioned, by this identifier.
CREATE TABLE IF NOT EXISTS master_mention (identifier VARCHAR NOT NULL, mentioned VARCHAR(100) NOT NULL, type VARCHAR(100) NOT NULL,
  mrid UUID NOT NULL, PRIMARY KEY (identifier, mentioned, type, mrid));
CREATE INDEX IF NOT EXISTS master_mention_mrid ON master_mention (mrid, type);
-- a_type comes before b_type in the alphabet. Which meter is installed where is in meter.
CREATE TABLE IF NOT EXISTS master_link (a UUID NOT NULL, b UUID NOT NULL, a_type VARCHAR(100) NOT NULL, b_type VARCHAR(100) NOT NULL,
  PRIMARY KEY (a, b, a_type, b_type));
CREATE INDEX IF NOT EXISTS master_link_b ON master_link (b);

-- A meter need not be installed anywhere; a usage point need not have a position, or hang on what the network model knows.
ALTER TABLE meter ALTER COLUMN usage_point DROP NOT NULL;
CREATE INDEX IF NOT EXISTS meter_mrid ON meter (mrid);
ALTER TABLE usage_point ALTER COLUMN longitude DROP NOT NULL;
ALTER TABLE usage_point ALTER COLUMN latitude DROP NOT NULL;
ALTER TABLE usage_point ALTER COLUMN equipment DROP NOT NULL;
CREATE INDEX IF NOT EXISTS usage_point_mrid ON usage_point (mrid);
