CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, totp {BYTES}, step BIGINT NOT NULL,
  lang TEXT, made TEXT NOT NULL) {FLAT};
CREATE TABLE sessions (hash {BYTES} PRIMARY KEY, account TEXT NOT NULL, made TEXT NOT NULL, until TEXT NOT NULL) {FLAT};
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE tokens (hash {BYTES} PRIMARY KEY, account TEXT NOT NULL, label TEXT NOT NULL, scopes TEXT NOT NULL,
  made TEXT NOT NULL, until TEXT NOT NULL) {FLAT};
CREATE INDEX tokens_account ON tokens (account);
CREATE TABLE invitations (hash {BYTES} PRIMARY KEY, account TEXT NOT NULL, role TEXT NOT NULL, maker TEXT NOT NULL,
  until TEXT NOT NULL) {FLAT};
CREATE TABLE audit (num {KEY}, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL,
  status BIGINT);
CREATE INDEX incidents_newest ON incidents (COALESCE(day_from, ''), id) WHERE until IS NULL;
