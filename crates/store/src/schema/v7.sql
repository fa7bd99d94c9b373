CREATE INDEX incidents_page ON incidents (country, day_from, day_to, place, admin1, type, sub_type, low, best, high,
  lat, lon, id, rev, until) WHERE until IS NULL;
CREATE INDEX incidents_world ON incidents (day_from, day_to, country, place, admin1, type, sub_type, low, best, high,
  lat, lon, id, rev, until) WHERE until IS NULL;
CREATE TABLE voices (num BIGINT PRIMARY KEY, outlet TEXT, site TEXT, published TEXT);
CREATE INDEX voices_who ON voices (outlet, site, published, num);
CREATE INDEX deletions_rev ON deletions (rev);
CREATE INDEX redirects_rev ON redirects (rev);
CREATE INDEX assessments_rev ON assessments (rev);
