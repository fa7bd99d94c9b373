CREATE TABLE words (num BIGINT PRIMARY KEY, body TSVECTOR NOT NULL);
CREATE INDEX words_body ON words USING gin (body);
