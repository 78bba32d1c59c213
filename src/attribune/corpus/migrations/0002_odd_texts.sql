-- Format 2: what a check of a large corpus would have to read all texts or all rows for. Existing texts are looked at once.
CREATE TABLE odd_texts (
  version INTEGER PRIMARY KEY REFERENCES versions(id)
);
CREATE INDEX versions_told ON versions(id, sha256, outlet, published, language);
