-- Format 2: what a check would read all texts of a large corpus for, and searches thousands of long rows.
CREATE TABLE odd_texts (
  version INTEGER PRIMARY KEY REFERENCES versions(id)
);
CREATE INDEX versions_told ON versions(
  id, sketched, article, outlet, site, published, story, sha256, language
);
CREATE INDEX versions_read ON versions(extraction, article, outlet, site, published, story);
