-- Runs on H2 and on PostgreSQL. Lists of plain codes stand in one column, separated by commas: they are
-- read and written as a whole and never searched.
CREATE TABLE voice_connectors (
  connector_id VARCHAR(22) NOT NULL PRIMARY KEY,
  name VARCHAR(256) NOT NULL,
  outbound_host_name VARCHAR(255) NOT NULL UNIQUE,
  require_encryption BOOLEAN NOT NULL,
  region VARCHAR(32) NOT NULL,
  sip_logs BOOLEAN NOT NULL,
  media_metric_logs BOOLEAN NOT NULL,
  created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

CREATE TABLE connector_terminations (
  connector_id VARCHAR(22) NOT NULL PRIMARY KEY REFERENCES voice_connectors ON DELETE CASCADE,
  cidrs VARCHAR(5000) NOT NULL,
  calling_regions VARCHAR(1000) NOT NULL,
  cps_limit INTEGER NOT NULL,
  default_phone_number VARCHAR(16),
  disabled BOOLEAN NOT NULL
);

-- H(A1) over the outbound host name as realm, never the password.
CREATE TABLE connector_credentials (
  connector_id VARCHAR(22) NOT NULL REFERENCES voice_connectors ON DELETE CASCADE,
  username VARCHAR(128) NOT NULL,
  ha1_md5 VARCHAR(32) NOT NULL,
  ha1_sha256 VARCHAR(64) NOT NULL,
  PRIMARY KEY (connector_id, username)
);

CREATE TABLE connector_originations (
  connector_id VARCHAR(22) NOT NULL PRIMARY KEY REFERENCES voice_connectors ON DELETE CASCADE,
  disabled BOOLEAN NOT NULL
);

CREATE TABLE connector_routes (
  connector_id VARCHAR(22) NOT NULL REFERENCES connector_originations ON DELETE CASCADE,
  place INTEGER NOT NULL,
  host VARCHAR(253) NOT NULL,
  port INTEGER NOT NULL,
  protocol VARCHAR(3) NOT NULL,
  priority INTEGER NOT NULL,
  weight INTEGER NOT NULL,
  PRIMARY KEY (connector_id, place)
);

CREATE TABLE connector_streaming (
  connector_id VARCHAR(22) NOT NULL PRIMARY KEY REFERENCES voice_connectors ON DELETE CASCADE,
  retention_hours INTEGER NOT NULL,
  disabled BOOLEAN NOT NULL,
  notifications VARCHAR(60) NOT NULL
);

CREATE TABLE connector_emergency_numbers (
  connector_id VARCHAR(22) NOT NULL REFERENCES voice_connectors ON DELETE CASCADE,
  calling_country VARCHAR(2) NOT NULL,
  emergency_phone_number VARCHAR(16) NOT NULL,
  test_phone_number VARCHAR(16),
  PRIMARY KEY (connector_id, calling_country)
);

CREATE TABLE connector_groups (
  group_id VARCHAR(36) NOT NULL PRIMARY KEY,
  name VARCHAR(256) NOT NULL,
  created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

CREATE TABLE connector_group_items (
  group_id VARCHAR(36) NOT NULL REFERENCES connector_groups ON DELETE CASCADE,
  place INTEGER NOT NULL,
  connector_id VARCHAR(22) NOT NULL REFERENCES voice_connectors,
  priority INTEGER NOT NULL,
  PRIMARY KEY (group_id, connector_id)
);

CREATE INDEX connector_group_items_connector_id ON connector_group_items (connector_id);

CREATE TABLE phone_numbers (
  e164 VARCHAR(16) NOT NULL PRIMARY KEY,
  connector_id VARCHAR(22) REFERENCES voice_connectors,
  group_id VARCHAR(36) REFERENCES connector_groups,
  meetings BOOLEAN NOT NULL,
  calling_name VARCHAR(15) NOT NULL,
  calling_name_changed_at TIMESTAMP(3) WITH TIME ZONE,
  created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  CONSTRAINT phone_numbers_lead_to_one_place CHECK (
    (connector_id IS NULL OR group_id IS NULL)
    AND (NOT meetings OR (connector_id IS NULL AND group_id IS NULL))
  )
);

CREATE INDEX phone_numbers_connector_id ON phone_numbers (connector_id);
CREATE INDEX phone_numbers_group_id ON phone_numbers (group_id);
