CREATE TABLE data_files (data TEXT NOT NULL, path TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (data, path)) {FLAT};
CREATE TABLE data_texts (hash TEXT PRIMARY KEY, body {BYTES} NOT NULL);
CREATE TABLE assessments (area TEXT NOT NULL, month TEXT NOT NULL, rev BIGINT NOT NULL, until BIGINT,
  verdict TEXT NOT NULL, stamp BIGINT NOT NULL, body {BYTES} NOT NULL, PRIMARY KEY (area, month, rev));
CREATE INDEX assessments_now ON assessments (area, month) WHERE until IS NULL;
