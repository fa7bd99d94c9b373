CREATE TABLE aspects (incident TEXT PRIMARY KEY, precision BIGINT NOT NULL, origins BIGINT NOT NULL,
  rivals BIGINT NOT NULL, credibility BIGINT NOT NULL, worth BIGINT NOT NULL);
CREATE INDEX aspects_worth ON aspects (worth, incident);
CREATE TABLE parties (name TEXT NOT NULL, incident TEXT NOT NULL, side TEXT NOT NULL,
  PRIMARY KEY (name, incident, side)) {FLAT};
CREATE INDEX parties_incident ON parties (incident);
CREATE TABLE ruled (event TEXT NOT NULL, decision BIGINT NOT NULL, PRIMARY KEY (event, decision)) {FLAT};
CREATE TABLE holds (incident TEXT PRIMARY KEY, who TEXT NOT NULL, until TEXT NOT NULL);
CREATE TABLE briefs (num BIGINT NOT NULL, version BIGINT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
  signed TEXT, title TEXT NOT NULL, area TEXT, day_from TEXT, day_to TEXT, language TEXT NOT NULL,
  body {BYTES} NOT NULL, PRIMARY KEY (num, version));
CREATE TABLE views (who TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (who, name)) {FLAT};
