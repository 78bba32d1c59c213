-- Tables of formats 1 to 4, from before the first release, as far as `attribune add --from-corpus` reads them.
CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, media_type TEXT, added_at TEXT NOT NULL
);
CREATE TABLE sightings (
  id INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL REFERENCES captures(id),
  method TEXT NOT NULL CHECK (method IN ('file', 'stdin', 'fetch', 'warc')),
  asked TEXT NOT NULL, final_url TEXT, redirects TEXT NOT NULL, status INTEGER, headers TEXT NOT NULL,
  container TEXT, digest_check TEXT, captured_at TEXT NOT NULL
);
CREATE TABLE takings (
  id INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL REFERENCES captures(id),
  context TEXT NOT NULL, reader TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('whole', 'partial', 'failed')),
  articles INTEGER NOT NULL, message TEXT, at TEXT NOT NULL
);
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'rename', 'undo')),
  detail TEXT NOT NULL, by TEXT, at TEXT NOT NULL
);
CREATE TABLE checks (
  id INTEGER PRIMARY KEY,
  draft_sha256 TEXT NOT NULL, record TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  about TEXT NOT NULL, about_id INTEGER NOT NULL, decision TEXT NOT NULL, note TEXT, by TEXT, at TEXT NOT NULL
);
CREATE TABLE errors (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batches(id),
  item TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, sha256 TEXT, at TEXT NOT NULL
);
