-- Format 1 of the record. Every table and column is described in docs/design/store.md.
CREATE TABLE corpus (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL, created_at TEXT NOT NULL, program TEXT NOT NULL
);
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
CREATE INDEX sightings_capture ON sightings(capture);
CREATE INDEX sightings_asked ON sightings(asked);
CREATE TABLE takings (
  id INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL REFERENCES captures(id),
  context TEXT NOT NULL, reader TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('whole', 'partial', 'failed')),
  articles INTEGER NOT NULL, message TEXT, at TEXT NOT NULL
);
CREATE INDEX takings_capture ON takings(capture);
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  latest INTEGER REFERENCES versions(id)
);
CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  digest TEXT NOT NULL, record_id TEXT NOT NULL, sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
  title TEXT, url TEXT, outlet TEXT, site TEXT, published TEXT, modified TEXT, language TEXT, captured_at TEXT,
  stood_at TEXT NOT NULL, wire TEXT, added_at TEXT NOT NULL,
  extraction INTEGER REFERENCES extractions(id),
  story INTEGER REFERENCES versions(id), copy_of INTEGER REFERENCES versions(id), similarity REAL,
  sketched INTEGER,
  text TEXT NOT NULL, detail TEXT NOT NULL,
  UNIQUE (article, digest)
);
CREATE INDEX versions_record_id ON versions(record_id);
CREATE INDEX versions_outlet ON versions(outlet, site);
CREATE INDEX versions_site ON versions(site);
CREATE INDEX versions_published ON versions(published);
CREATE INDEX versions_language ON versions(language);
CREATE INDEX versions_story ON versions(story);
CREATE TABLE derivations (
  id INTEGER PRIMARY KEY,
  taking INTEGER NOT NULL REFERENCES takings(id),
  place INTEGER NOT NULL,
  version INTEGER NOT NULL REFERENCES versions(id),
  UNIQUE (taking, place)
);
CREATE INDEX derivations_version ON derivations(version);
CREATE TABLE extractions (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions(id),
  extractor TEXT NOT NULL, tier TEXT NOT NULL, digest TEXT NOT NULL, figures TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE INDEX extractions_version ON extractions(version);
CREATE TABLE speakers (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
  shown INTEGER REFERENCES speakers(id), shown_name TEXT
);
CREATE INDEX speakers_shown ON speakers(shown);
CREATE INDEX speakers_renamed ON speakers(id) WHERE shown_name != name;
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  extraction INTEGER NOT NULL REFERENCES extractions(id),
  record_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  roles TEXT NOT NULL, mentions TEXT NOT NULL, wikidata TEXT, route TEXT NOT NULL,
  speaker INTEGER REFERENCES speakers(id)
);
CREATE INDEX sources_extraction ON sources(extraction);
CREATE INDEX sources_speaker ON sources(speaker);
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  extraction INTEGER NOT NULL REFERENCES extractions(id),
  speaker INTEGER REFERENCES speakers(id),
  record_id TEXT NOT NULL, kind TEXT NOT NULL, medium TEXT NOT NULL,
  text TEXT NOT NULL, content TEXT NOT NULL, cue TEXT, source TEXT, chain TEXT NOT NULL, hedges TEXT NOT NULL,
  negated INTEGER NOT NULL, confidence REAL NOT NULL, tier TEXT NOT NULL,
  source_id TEXT, first_hand INTEGER NOT NULL, said_on TEXT
);
CREATE INDEX statements_extraction ON statements(extraction);
CREATE INDEX statements_speaker ON statements(speaker);
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  before INTEGER NOT NULL REFERENCES versions(id),
  after INTEGER NOT NULL REFERENCES versions(id),
  kind TEXT NOT NULL CHECK (kind IN ('changed', 'vanished', 'added', 'reattributed')),
  before_span TEXT, after_span TEXT, before_text TEXT, after_text TEXT
);
CREATE INDEX events_article ON events(article);
CREATE TABLE sketches (
  hash INTEGER NOT NULL, version INTEGER NOT NULL REFERENCES versions(id),
  PRIMARY KEY (hash, version)
) WITHOUT ROWID;
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
CREATE TABLE batches (
  id INTEGER PRIMARY KEY,
  call TEXT NOT NULL, program TEXT NOT NULL, started_at TEXT NOT NULL
);
CREATE TABLE errors (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batches(id),
  item TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, sha256 TEXT, at TEXT NOT NULL
);
CREATE TABLE log (
  seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, entry TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE TRIGGER log_keeps BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_stays BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE VIRTUAL TABLE versions_fts USING fts5(
  title, text, content='versions', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE statements_fts USING fts5(
  text, content='statements', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE speakers_fts USING fts5(
  name, content='speakers', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
