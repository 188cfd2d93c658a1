-- Master data: objects as the trees they were told as (TreeCodec). type: as the element is called, an EndDevice is a Meter.
CREATE TABLE master_object (mrid UUID NOT NULL, type VARCHAR NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (mrid, type));
CREATE INDEX master_object_type ON master_object (type, mrid);
-- What an object is found by: its names, and an mRID as written that is no UUID.
CREATE TABLE master_name (name VARCHAR NOT NULL, type VARCHAR NOT NULL, mrid UUID NOT NULL, PRIMARY KEY (name, type, mrid));
CREATE INDEX master_name_mrid ON master_name (mrid, type);
-- That the object (type, mrid) names another in its tree, of type mentioned, by this identifier.
CREATE TABLE master_mention (identifier VARCHAR NOT NULL, mentioned VARCHAR NOT NULL, type VARCHAR NOT NULL, mrid UUID NOT NULL,
  PRIMARY KEY (identifier, mentioned, type, mrid));
CREATE INDEX master_mention_mrid ON master_mention (mrid, type);
-- a_type comes before b_type in the alphabet. Which meter is installed where is in meter.
CREATE TABLE master_link (a UUID NOT NULL, b UUID NOT NULL, a_type VARCHAR NOT NULL, b_type VARCHAR NOT NULL, PRIMARY KEY (a, b, a_type, b_type));
CREATE INDEX master_link_b ON master_link (b);

-- A meter need not be installed anywhere; a usage point need not have a position, or hang on what the network model knows.
ALTER TABLE meter ALTER COLUMN usage_point DROP NOT NULL;
CREATE INDEX meter_mrid ON meter (mrid);
CREATE INDEX meter_usage_point ON meter (usage_point);
ALTER TABLE usage_point ALTER COLUMN longitude DROP NOT NULL, ALTER COLUMN latitude DROP NOT NULL, ALTER COLUMN equipment DROP NOT NULL;
CREATE INDEX usage_point_mrid ON usage_point (mrid);
