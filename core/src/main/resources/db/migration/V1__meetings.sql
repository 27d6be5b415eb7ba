-- Runs on H2 and on PostgreSQL.
CREATE TABLE meetings (
  meeting_id VARCHAR(10) NOT NULL PRIMARY KEY,
  moderator_id VARCHAR(13) UNIQUE,
  passcode VARCHAR(6),
  title VARCHAR(200) NOT NULL,
  conference_id VARCHAR(36) NOT NULL UNIQUE,
  created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  state VARCHAR(8) NOT NULL
);

CREATE INDEX meetings_created_at ON meetings (created_at);
