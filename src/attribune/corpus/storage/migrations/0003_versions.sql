-- Format 3: a page that returns to earlier words has a version of its own for each time that it stood with them, and a
-- derivation says when its capture saw the article. A quotation of one word that is a whole answer is an event, too;
-- stories are told apart by another rule (docs/corpus.md); and the newest extraction of a version is the one that is
-- searched, where an earlier one that came out once more was. The program works all three out anew.
ALTER TABLE derivations ADD COLUMN stood_at TEXT;
CREATE TABLE versions_anew (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  digest TEXT NOT NULL, record_id TEXT NOT NULL, sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
  title TEXT, url TEXT, outlet TEXT, site TEXT, published TEXT, modified TEXT, language TEXT, captured_at TEXT,
  stood_at TEXT NOT NULL, wire TEXT, added_at TEXT NOT NULL,
  extraction INTEGER REFERENCES extractions(id),
  story INTEGER REFERENCES versions(id), copy_of INTEGER REFERENCES versions(id), similarity REAL,
  sketched INTEGER,
  text TEXT NOT NULL, detail TEXT NOT NULL
);
INSERT INTO versions_anew SELECT
  id, article, digest, record_id, sha256, text_sha256, title, url, outlet, site, published, modified, language,
  captured_at, stood_at, wire, added_at, extraction, story, copy_of, similarity, sketched, text, detail
FROM versions;
DROP TABLE versions;
ALTER TABLE versions_anew RENAME TO versions;
CREATE INDEX versions_article ON versions(article, stood_at);
CREATE INDEX versions_record_id ON versions(record_id);
CREATE INDEX versions_outlet ON versions(outlet, site);
CREATE INDEX versions_site ON versions(site);
CREATE INDEX versions_published ON versions(published);
CREATE INDEX versions_language ON versions(language);
CREATE INDEX versions_story ON versions(story);
CREATE INDEX versions_told ON versions(
  id, sketched, article, outlet, site, published, story, sha256, language
);
CREATE INDEX versions_read ON versions(extraction, article, outlet, site, published, story);
