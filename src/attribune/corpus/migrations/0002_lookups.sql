-- Format 2: what a check of a large corpus would read all texts or all rows for, and the search for copies many rows.
CREATE TABLE odd_texts (
  version INTEGER PRIMARY KEY REFERENCES versions(id)
);
CREATE INDEX versions_told ON versions(
  id, sketched, article, outlet, site, published, story, sha256, language
);
CREATE INDEX versions_read ON versions(extraction, article, outlet, site, published, story);
