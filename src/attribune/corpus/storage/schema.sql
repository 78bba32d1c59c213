-- Format 1 of a corpus. Every table, column and view is described in docs/design/store.md.
CREATE TABLE corpus (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL, created_at TEXT NOT NULL, program TEXT NOT NULL
);

-- How bytes were captured, and what was read from them.
CREATE TABLE payloads (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, media_type TEXT, added_at TEXT NOT NULL
);
CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  payload INTEGER NOT NULL REFERENCES payloads(id),
  method TEXT NOT NULL CHECK (method IN ('file', 'stdin', 'fetch', 'warc')),
  target_uri TEXT NOT NULL, final_url TEXT, redirects TEXT NOT NULL, status INTEGER, headers TEXT NOT NULL,
  container TEXT, digest_check TEXT, captured_at TEXT NOT NULL
);
CREATE INDEX captures_payload ON captures(payload);
CREATE INDEX captures_target_uri ON captures(target_uri);
CREATE TABLE extraction_runs (
  id INTEGER PRIMARY KEY,
  payload INTEGER NOT NULL REFERENCES payloads(id),
  context TEXT NOT NULL, reader TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('whole', 'partial', 'failed')),
  articles INTEGER NOT NULL, message TEXT, at TEXT NOT NULL
);
CREATE INDEX extraction_runs_payload ON extraction_runs(payload);
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
  valid_from TEXT NOT NULL, wire TEXT, added_at TEXT NOT NULL,
  analysis INTEGER REFERENCES analyses(id),
  text TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX versions_article ON versions(article, valid_from);
CREATE INDEX versions_record_id ON versions(record_id);
CREATE INDEX versions_outlet ON versions(outlet, site);
CREATE INDEX versions_site ON versions(site);
CREATE INDEX versions_published ON versions(published);
CREATE INDEX versions_language ON versions(language);
-- These two hold all that is asked of thousands of versions at once, whose own rows are long.
CREATE INDEX versions_summary ON versions(id, article, outlet, site, published, sha256, language);
CREATE INDEX versions_analysis ON versions(analysis, article, outlet, site, published);
CREATE TABLE derivations (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES extraction_runs(id),
  position INTEGER NOT NULL,
  version INTEGER NOT NULL REFERENCES versions(id),
  valid_from TEXT NOT NULL,
  UNIQUE (run, position)
);
CREATE INDEX derivations_version ON derivations(version);

-- What was read from a version: its statements and who made them.
CREATE TABLE analyses (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions(id),
  extractor TEXT NOT NULL, tier TEXT NOT NULL, digest TEXT NOT NULL, figures TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE INDEX analyses_version ON analyses(version);
CREATE TABLE speakers (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
  canonical INTEGER REFERENCES speakers(id), canonical_name TEXT
);
CREATE INDEX speakers_canonical ON speakers(canonical);
CREATE INDEX speakers_canonical_name ON speakers(canonical_name);
CREATE INDEX speakers_renamed ON speakers(id) WHERE canonical_name != name;
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  analysis INTEGER NOT NULL REFERENCES analyses(id),
  record_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  roles TEXT NOT NULL, mentions TEXT NOT NULL, wikidata TEXT, route TEXT NOT NULL,
  speaker INTEGER REFERENCES speakers(id)
);
CREATE INDEX sources_analysis ON sources(analysis);
CREATE INDEX sources_speaker ON sources(speaker);
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  analysis INTEGER NOT NULL REFERENCES analyses(id),
  speaker INTEGER REFERENCES speakers(id),
  record_id TEXT NOT NULL, kind TEXT NOT NULL, medium TEXT NOT NULL,
  text TEXT NOT NULL, content TEXT NOT NULL, cue TEXT, source TEXT, chain TEXT NOT NULL, hedges TEXT NOT NULL,
  negated INTEGER NOT NULL, confidence REAL NOT NULL, tier TEXT NOT NULL,
  source_id TEXT, first_hand INTEGER NOT NULL, said_on TEXT
);
CREATE INDEX statements_analysis ON statements(analysis);
CREATE INDEX statements_speaker ON statements(speaker);
CREATE TABLE speaker_decisions (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'rename', 'undo')),
  detail TEXT NOT NULL, by TEXT, at TEXT NOT NULL
);

-- What is worked out of the texts.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id),
  before INTEGER NOT NULL REFERENCES versions(id),
  after INTEGER NOT NULL REFERENCES versions(id),
  kind TEXT NOT NULL CHECK (kind IN ('changed', 'vanished', 'added', 'reattributed')),
  before_span TEXT, after_span TEXT, before_text TEXT, after_text TEXT
);
CREATE INDEX events_article ON events(article);
CREATE TABLE unindexable (
  version INTEGER PRIMARY KEY REFERENCES versions(id)
);
CREATE TABLE traced (
  version INTEGER PRIMARY KEY REFERENCES versions(id),
  story INTEGER NOT NULL REFERENCES versions(id), roots TEXT NOT NULL
);
CREATE INDEX traced_story ON traced(story);

-- What was done with the corpus.
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
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- Datasette and sqlite-utils find the search index of a table by the text content="table", with double quotes.
CREATE VIRTUAL TABLE versions_fts USING fts5(
  title, text, content="versions", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE statements_fts USING fts5(
  text, content="statements", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE speakers_fts USING fts5(
  name, content="speakers", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);

-- Views for people: each article as it stands now, read as it was read last.
CREATE VIEW quotes AS
SELECT s.id, p.canonical_name AS speaker, s.text AS words, s.kind, s.medium, v.outlet, v.site, v.title,
  s.said_on AS said, v.published, coalesce(v.url, a.address) AS url, s.first_hand, t.story, s.confidence,
  p.canonical AS speaker_id, v.article AS article_id, v.id AS version_id
FROM statements AS s JOIN versions AS v ON v.analysis = s.analysis
JOIN articles AS a ON a.id = v.article AND a.latest = v.id LEFT JOIN speakers AS p ON p.id = s.speaker
LEFT JOIN traced AS t ON t.version = v.id;
CREATE VIEW sources_by_article AS
SELECT s.id, coalesce(v.url, a.address) AS url, v.title, v.outlet, v.site, v.published, s.name AS source,
  p.canonical_name AS speaker, s.kind, s.roles,
  (SELECT count(*) FROM statements AS t WHERE t.analysis = s.analysis AND t.source_id = s.record_id) AS statements,
  p.canonical AS speaker_id, v.article AS article_id, v.id AS version_id
FROM sources AS s JOIN versions AS v ON v.analysis = s.analysis
JOIN articles AS a ON a.id = v.article AND a.latest = v.id LEFT JOIN speakers AS p ON p.id = s.speaker;
CREATE VIEW quote_changes AS
SELECT e.id, coalesce(w.url, a.address) AS url, w.title, w.outlet, w.site, e.kind, e.before_text AS words_before,
  e.after_text AS words_after, v.valid_from AS before_valid_from, w.valid_from AS after_valid_from,
  e.article AS article_id, e.before AS before_version_id, e.after AS after_version_id
FROM events AS e JOIN articles AS a ON a.id = e.article JOIN versions AS v ON v.id = e.before
JOIN versions AS w ON w.id = e.after;
