CREATE TABLE rivals (incident TEXT PRIMARY KEY, block TEXT NOT NULL) {FLAT};
CREATE INDEX rivals_block ON rivals (block);
INSERT INTO pending (kind, item) SELECT 'all', '' WHERE EXISTS (SELECT 1 FROM incidents) ON CONFLICT DO NOTHING;
