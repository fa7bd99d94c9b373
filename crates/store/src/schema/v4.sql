CREATE TABLE feeds (name TEXT PRIMARY KEY, url TEXT NOT NULL, settings TEXT NOT NULL, state TEXT NOT NULL,
  due TEXT NOT NULL) {FLAT};
CREATE TABLE entries (url TEXT PRIMARY KEY, feed TEXT NOT NULL, print TEXT NOT NULL, state TEXT NOT NULL,
  due TEXT NOT NULL, tries BIGINT NOT NULL, page {BYTES}, body {BYTES} NOT NULL);
CREATE INDEX entries_state ON entries (state, due);
CREATE INDEX entries_feed ON entries (feed);
CREATE TABLE visits (num {KEY}, feed TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL, status BIGINT NOT NULL,
  change TEXT NOT NULL, page {BYTES}, body {BYTES} NOT NULL);
CREATE INDEX visits_url ON visits (url);
CREATE TABLE volumes (feed TEXT NOT NULL, day TEXT NOT NULL, came BIGINT NOT NULL, PRIMARY KEY (feed, day)) {FLAT};
CREATE TABLE subscriptions (name TEXT PRIMARY KEY, settings TEXT NOT NULL, state TEXT NOT NULL,
  due TEXT NOT NULL) {FLAT};
CREATE TABLE deliveries (subscription TEXT NOT NULL, item TEXT NOT NULL, state TEXT NOT NULL, due TEXT NOT NULL,
  tries BIGINT NOT NULL, at TEXT NOT NULL, body {BYTES} NOT NULL, PRIMARY KEY (subscription, item));
CREATE INDEX deliveries_state ON deliveries (state, due);
