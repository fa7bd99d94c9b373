CREATE TABLE revisions (rev {KEY}, at TEXT NOT NULL, what TEXT NOT NULL, engine TEXT NOT NULL, data TEXT NOT NULL);

CREATE TABLE pages (hash {BYTES} PRIMARY KEY, size BIGINT NOT NULL, bytes {BYTES} NOT NULL);
CREATE TABLE documents (num {KEY}, id TEXT NOT NULL, identity {BYTES} NOT NULL, version BIGINT NOT NULL,
  published TEXT, language TEXT, rev BIGINT NOT NULL);
CREATE UNIQUE INDEX documents_id ON documents (id);
CREATE UNIQUE INDEX documents_identity ON documents (identity);
CREATE TABLE versions (num BIGINT NOT NULL, version BIGINT NOT NULL, hash {BYTES} NOT NULL, page {BYTES},
  body {BYTES} NOT NULL, rev BIGINT NOT NULL, PRIMARY KEY (num, version)) {FLAT};
CREATE TABLE fetches (num BIGINT NOT NULL, version BIGINT NOT NULL, fetched TEXT NOT NULL, source TEXT NOT NULL,
  rev BIGINT NOT NULL, PRIMARY KEY (num, version, fetched, source)) {FLAT};
CREATE TABLE decisions (num {KEY}, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, kind TEXT NOT NULL,
  target TEXT NOT NULL, body TEXT NOT NULL, rev BIGINT NOT NULL);

CREATE TABLE stamps (stamp {KEY}, engine TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE records (num {KEY}, version BIGINT NOT NULL, stamp BIGINT NOT NULL, body {BYTES} NOT NULL);
CREATE TABLE events (num BIGINT NOT NULL, event TEXT NOT NULL, name TEXT NOT NULL, incident TEXT,
  PRIMARY KEY (num, event)) {FLAT};
CREATE UNIQUE INDEX events_name ON events (name);
CREATE INDEX events_incident ON events (incident);
CREATE TABLE pending (kind TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (kind, item)) {FLAT};

CREATE TABLE incidents (id TEXT NOT NULL, rev BIGINT NOT NULL, until BIGINT, type TEXT NOT NULL,
  sub_type TEXT NOT NULL, country TEXT, admin1 TEXT, place TEXT, day_from TEXT, day_to TEXT, lat {REAL}, lon {REAL},
  low BIGINT NOT NULL, best BIGINT NOT NULL, high BIGINT NOT NULL, reports BIGINT NOT NULL, body {BYTES} NOT NULL,
  PRIMARY KEY (id, rev));
CREATE INDEX incidents_area ON incidents (country, day_from) WHERE until IS NULL;
CREATE INDEX incidents_day ON incidents (day_from) WHERE until IS NULL;
CREATE INDEX incidents_rev ON incidents (rev);
CREATE TABLE campaigns (id TEXT PRIMARY KEY, incident TEXT, body {BYTES} NOT NULL);
CREATE INDEX campaigns_incident ON campaigns (incident);
CREATE TABLE contradictions (num {KEY}, incident TEXT, body {BYTES} NOT NULL);
CREATE INDEX contradictions_incident ON contradictions (incident);
CREATE TABLE redirects (old TEXT PRIMARY KEY, new TEXT NOT NULL, rev BIGINT NOT NULL) {FLAT};
CREATE TABLE deletions (id TEXT NOT NULL, rev BIGINT NOT NULL, PRIMARY KEY (id, rev)) {FLAT};
