CREATE TABLE outlines (country TEXT NOT NULL, day TEXT NOT NULL, incident TEXT NOT NULL, body {BYTES} NOT NULL,
  PRIMARY KEY (country, day, incident)) {FLAT};
CREATE INDEX outlines_incident ON outlines (incident);
CREATE INDEX voices_day ON voices (published, num);
CREATE TABLE joins (rev BIGINT NOT NULL, num BIGINT NOT NULL, PRIMARY KEY (rev, num)) {FLAT};
CREATE TABLE parts (incident TEXT NOT NULL, campaign TEXT NOT NULL, PRIMARY KEY (incident, campaign)) {FLAT};
CREATE INDEX parts_campaign ON parts (campaign);
