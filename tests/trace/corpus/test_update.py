"""The trace kept with a corpus: brought up to date it is what a rebuild gives, and damage is named."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusBroken, ForeignEntry
from attribune.corpus.storage.hashing import canonical, sha256
from attribune.records import Article, from_json
from attribune.trace import groups, run, tables
from attribune.trace.corpus.files import MOST_SEGMENTS, CorpusFiles
from attribune.trace.corpus.update import trace_corpus, trace_problems
from attribune.trace.run import trace_articles
from attribune.trace.stage_cache import StageCache
from attribune.trace.tables import table_bytes
from attribune.trace.texts.prepared_texts import InMemory
from tests.amount import tries
from tests.corpus.sample_corpora import take_in
from tests.counted import lines_run
from tests.trace.made import OTHER, STORY, at
from tests.trace.made import article as made

FOOTER = "Sign up for the morning letter of The Quay in Port Ellery. The Quay is a member of the Press Board."
LINES = [
    f"The {thing} at berth {n} was shut for {n + 3} weeks after storm number {n}, the harbour office said on Monday."
    for n, thing in enumerate(("lighthouse", "ferry", "cannery", "bridge", "lifeboat", "market", "sea wall", "mill"))
]
QUOTES = ["“We will not close the old pier while I am in office,” Mara Voss said.",
          "“Nobody asked the fishermen what the new wall will cost them,” Hugh Pell told reporters."]  # fmt: skip


def row(draw: random.Random, number: int) -> dict[str, str]:
    """A made article: lines of a small pool, some changed, of one of four outlets, some of them undated."""
    lines = draw.sample(LINES, draw.randint(2, 5)) + draw.sample(QUOTES, draw.randint(0, 2))
    lines = [line.replace("weeks", "days") if draw.random() < 0.2 else line for line in lines]
    outlet = draw.choice(["Quay", "Courier", "Post", "Ledger"])
    made = {
        "text": "\n\n".join([*lines, FOOTER] if outlet == "Quay" else lines), "outlet": outlet,
        "url": f"https://{outlet.lower()}.example/{number % 9}",
    }  # fmt: skip
    return made if draw.random() < 0.1 else {**made, "published": at(draw.randint(0, 4000))}


def add(folder: Path, rows: Sequence[dict[str, str]], name: str) -> None:
    (folder / f"{name}.jsonl").write_text("\n".join(map(canonical, rows)), encoding="utf-8")
    take_in(folder / "c", folder / f"{name}.jsonl", tier="none")


def kept_rows(path: Path) -> list[tuple[object, ...]]:
    with Corpus(path) as corpus:
        return [tuple(row) for row in corpus.rows("SELECT * FROM traced ORDER BY version")]


def kept_tables(path: Path) -> dict[str, bytes]:
    """The parts of the tables, by name."""
    files = (path / "derived" / "trace").glob("*-??????-*.parquet")
    return {file.name: file.read_bytes() for file in files}


def articles(seed: int, count: int) -> list[Article]:
    draw = random.Random(seed)
    return [from_json(Article, {"id": f"a{n}", "sha256": "0" * 64, **row(draw, n)}) for n in range(count)]


@settings(max_examples=tries(10, 100), deadline=None)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_adding_in_any_order_gives_what_a_trace_without_a_cache_gives(seed: int, data: st.DataObject) -> None:
    every = articles(seed, 14)
    order = data.draw(st.permutations(range(len(every))))
    whole, together, common = (data.draw(st.sampled_from(each)) for each in ((1, 4, 500), (1, 5, 2_000), (2, 40)))
    cache, low = StageCache(), 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("attribune.trace.passages.candidates.COMMON", common)
        while low < len(order):
            low += data.draw(st.integers(1, 6))
            known = [every[n] for n in order[:low]]
            patched.setattr(groups, "KEPT_WHOLE", whole)
            patched.setattr(groups, "TOGETHER", together)
            kept = trace_articles(known, cache=cache)
            patched.setattr(groups, "KEPT_WHOLE", 500)
            patched.setattr(groups, "TOGETHER", 2_000)
            assert kept == trace_articles(known)


def test_a_beginning_that_becomes_common_is_another_result_of_its_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place (0, 0) is part of a pair's key, too: with it and without it, other passages are found."""
    every, cache = articles(7115, 13), StageCache()
    monkeypatch.setattr("attribune.trace.passages.candidates.COMMON", 2)
    for high in (7, 12, 13):
        kept = trace_articles(every[:high], speakers=False, cache=cache)
    assert kept == trace_articles(every, speakers=False)


def test_a_story_that_nothing_new_touches_is_taken_over_as_it_was() -> None:
    """Neither its texts nor its pairs are read; what a new article shares words with is made anew."""
    every = [*articles(3, 6), *(made(f"b{n}", STORY, at(n * 60), f"o{n}") for n in range(3))]
    cache = StageCache()
    trace_articles(every, cache=cache)
    asked: list[str] = []

    class Noted(InMemory):
        def articles(self, numbers: Sequence[int]) -> list[Article]:
            read = super().articles(numbers)
            asked.extend(article.id for article in read)
            return read

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(run, "InMemory", Noted)
        more = [*every, made("new", OTHER, at(9_000), "o9"), made("copy", STORY, at(9_000), "o8")]
        assert trace_articles(more, cache=cache) == trace_articles(more)
        asked.clear()
        more.append(made("last", STORY, at(9_900), "o7"))
        trace_articles(more, cache=cache)
    assert sorted(asked) == ["b0", "b1", "b2", "copy", "last"]  # whose story it touches


def test_a_story_is_taken_over_when_articles_of_others_have_a_phrase_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many texts have a short run counts only where it decides what a passage is."""
    said = "“The harbour board will never sell the northern quay to anybody from Vale,” Otto Quist said."
    every = [made(f"b{n}", f"{STORY}\n\n{said}", at(n * 60), f"o{n}") for n in range(3)]
    cache = StageCache()
    trace_articles(every, cache=cache)
    asked: list[str] = []
    read = InMemory.articles
    with monkeypatch.context() as patched:
        patched.setattr(InMemory, "articles", lambda shelf, numbers: noted(read(shelf, numbers)))

        def noted(found: list[Article]) -> list[Article]:
            asked.extend(article.id for article in found)
            return found

        other = "“Nobody will ever sell the northern quay while this choir sings there,” Elena Brandt said."
        every.append(made("new", f"{OTHER}\n\n{other}", at(9_000), "o9"))
        kept = trace_articles(every, cache=cache)
    assert kept == trace_articles(every)
    assert len(kept.stories) == 1 and len(asked) > 0
    assert asked.count("b2") < 2  # only looked at beside the new one, and not traced again


@settings(max_examples=tries(3, 25), deadline=None)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_a_corpus_brought_up_to_date_is_as_one_rebuilt(seed: int, data: st.DataObject) -> None:
    draw = random.Random(seed)
    rows = data.draw(st.permutations([row(draw, n) for n in range(16)]))
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        patched.setattr(tables, "PART", data.draw(st.sampled_from((8, 1_000))))
        folder, low = Path(name), 0
        while low < len(rows):
            high = low + data.draw(st.integers(3, 8))
            add(folder, rows[low:high], f"part{low}")
            updated, stored = trace_corpus(folder / "c").trace, kept_rows(folder / "c")
            parts = kept_tables(folder / "c")
            assert not list(trace_problems(folder / "c"))
            assert trace_corpus(folder / "c").trace == updated  # as it is read back
            assert (trace_corpus(folder / "c", rebuild=True).trace, kept_rows(folder / "c")) == (updated, stored)
            assert kept_tables(folder / "c") == parts
            low = high


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        {"text": STORY, "published": at(0), "outlet": "Ledger", "url": "https://ledger.example/pier"},
        {"text": STORY.replace("suspected ", ""), "published": at(120), "outlet": "Courier"},
        {"text": STORY, "published": at(200), "outlet": "Post"},
        {"text": "\n\n".join(LINES[:4]), "published": at(300), "outlet": "Quay"},
    ]
    add(tmp_path, rows, "day")
    return tmp_path / "c"


def test_copies_have_the_root_and_the_story_of_the_first(corpus: Path) -> None:
    assert trace_corpus(corpus).not_kept is None
    assert kept_rows(corpus) == [(1, 1, "[1]"), (2, 1, "[1]"), (3, 1, "[1]"), (4, 4, "[4]")]
    with Corpus(corpus) as opened:
        assert {row[0] for row in opened.rows("SELECT DISTINCT story FROM quotes")} <= {1, 4}


def test_what_was_aligned_before_isnt_aligned_again(corpus: Path) -> None:
    """Work is counted, not time: of a second trace only what the new article shares is refined and compared."""
    first = lines_run(lambda: trace_corpus(corpus), "trace/passages/refinement", "trace/changes")
    add(corpus.parent, [{"text": "\n\n".join(LINES[4:]), "published": at(900), "outlet": "Post"}], "more")
    second = lines_run(lambda: trace_corpus(corpus), "trace/passages/refinement", "trace/changes")
    assert first > 500 > 0 == second


def test_an_article_that_is_read_again_gets_the_speakers_of_the_new_reading(tmp_path: Path) -> None:
    """Neither a kept group nor a kept speaker outlives the analysis that it comes from."""
    rows = [{"text": f"{LINES[n]}\n\n{QUOTES[0]}", "published": at(n), "outlet": f"o{n}"} for n in range(3)]
    add(tmp_path, rows, "day")
    trace_corpus(tmp_path / "c")
    for version, name in ((1, "Oona Brandt"), (2, "Pat Lomax")):
        read_anew(tmp_path / "c" / "corpus.db", version, name)
        found = trace_corpus(tmp_path / "c")
        speakers = [member.speaker for family in found.trace.families for member in family.members]
        assert speakers == [*("Oona Brandt", "Pat Lomax")[:version], *["Mara Voss"] * (3 - version)]
        assert found.trace == trace_corpus(tmp_path / "c", rebuild=True).trace


def read_anew(path: Path, version: int, name: str) -> None:
    """Give a version a new analysis, as ``add --again`` does where rules or nets find another speaker."""
    source, statement = f"s{version}", f"t{version}"
    text = f"{LINES[version - 1]}\n\n{QUOTES[0]}"
    with closing(sqlite3.connect(path)) as db, db:
        analysis = db.execute(
            "INSERT INTO analyses (version, extractor, tier, digest, figures, made_at) "
            "VALUES (?, 'x', 'rules', ?, '[]', ?)",
            (version, "0" * 64, at(0)),
        ).lastrowid
        db.execute(
            "INSERT INTO sources (analysis, record_id, name, kind, roles, mentions, route) "
            "VALUES (?, ?, ?, 'person', '[]', '[]', '[]')",
            (analysis, source, name),
        )
        db.execute(
            "INSERT INTO statements (analysis, record_id, kind, medium, text, content, chain, hedges, negated, "
            "confidence, tier, source_id, first_hand) "
            "VALUES (?, ?, 'direct', 'speech', '', ?, '[]', '[]', 0, 1.0, 'rules', ?, 1)",
            (analysis, statement, canonical([[text.index("“") + 1, text.index("”")]]), source),
        )
        db.execute("UPDATE versions SET analysis = ? WHERE id = ?", (analysis, version))


def test_only_the_articles_that_new_ones_touch_are_read(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all others neither the text nor the statements are taken from the record."""
    trace_corpus(corpus)
    add(corpus.parent, [{"text": "\n\n".join(LINES[3:7]), "published": at(900), "outlet": "Post"}], "more")
    read, real = set[int](), Corpus.articles_at

    def noted(self: Corpus, versions: Sequence[int]) -> Iterator[tuple[int, Article]]:
        read.update(versions)
        return real(self, versions)

    monkeypatch.setattr(Corpus, "articles_at", noted)
    updated = trace_corpus(corpus).trace
    assert read == {4, 5}
    assert trace_corpus(corpus, rebuild=True).trace == updated and read == {1, 2, 3, 4, 5}


def test_articles_against_a_corpus_arent_kept(corpus: Path) -> None:
    trace_corpus(corpus)
    files = sorted(path.name for path in (corpus / "derived" / "trace").iterdir())
    new = Article(id="new", sha256="0" * 64, text=STORY, published=at(2000), outlet="Tide")
    found = trace_corpus(corpus, more=[new])
    assert {edge.child for edge in found.trace.edges} >= {"new"} and found.not_kept is None
    assert sorted(path.name for path in (corpus / "derived" / "trace").iterdir()) == files
    assert len(kept_rows(corpus)) == 4


def test_versions_of_one_page_are_no_parents(tmp_path: Path) -> None:
    page = "https://ledger.example/pier"
    texts = (STORY, STORY.replace("about 250", "12"))
    add(tmp_path, [{"text": texts[n], "published": at(900 * n), "outlet": "Ledger", "url": page} for n in (0, 1)], "a")
    found = trace_corpus(tmp_path / "c").trace
    assert (len(found.articles), found.edges) == (2, ())
    assert found.matches and not any(match.directed for match in found.matches)


def test_without_pyarrow_it_is_traced_and_said_how_to_keep_it(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    found = trace_corpus(corpus)
    assert found.not_kept is not None and "pip install 'attribune[trace]'" in found.not_kept
    assert found.trace.edges and not kept_rows(corpus)


def test_a_corpus_that_somebody_writes_to_is_traced_and_not_kept(corpus: Path) -> None:
    with Corpus(corpus, write=True):
        found = trace_corpus(corpus)
    assert found.trace.edges and found.not_kept is not None and "isn't kept" in found.not_kept


def damaged(corpus: Path, pattern: str) -> Path:
    trace_corpus(corpus)
    path = next((corpus / "derived" / "trace").glob(pattern))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("pattern", ["match-*", "story-*", "pair-*", "text-*"])
def test_damage_is_named_with_what_to_do(corpus: Path, pattern: str) -> None:
    path = damaged(corpus, pattern)
    named = dict(trace_problems(corpus))
    assert "attribune trace --corpus" in named[f"derived/trace/{path.name}"]
    whole = trace_corpus(corpus, rebuild=True)
    assert whole.not_kept is None and not list(trace_problems(corpus))


def test_damaged_tables_arent_read(corpus: Path) -> None:
    damaged(corpus, "match-*")
    with pytest.raises(CorpusBroken, match="--rebuild"):
        trace_corpus(corpus)


def test_damaged_stage_results_cost_only_time(corpus: Path) -> None:
    damaged(corpus, "pair-*")
    add(corpus.parent, [{"text": STORY, "published": at(900), "outlet": "Tide"}], "more")
    assert len(trace_corpus(corpus).trace.articles) == 5
    assert not list(trace_problems(corpus))


def table(corpus: Path, kind: str) -> str:
    """The name of the only part of a table."""
    (path,) = (corpus / "derived" / "trace").glob(f"{kind}-*")
    return path.name


def forged(corpus: Path, name: str, data: bytes) -> None:
    """A file of somebody's making, whose digest the state has."""
    state = corpus / "derived" / "trace" / "state.json"
    told = json.loads(state.read_text())
    told["files"][name] = sha256(data)
    (state.parent / name).write_bytes(data)
    state.write_text(canonical(told))


def test_forged_tables_and_rows_are_named(corpus: Path) -> None:
    trace_corpus(corpus)
    files = CorpusFiles(corpus)
    state = files.state()
    assert state is not None
    trace = files.trace(state)
    forged(corpus, table(corpus, "edge"), table_bytes(replace(trace, edges=()), "edge"))
    assert [where for where, _ in trace_problems(corpus)] == ["derived/trace"]
    trace_corpus(corpus, rebuild=True)
    db = sqlite3.connect(corpus / "corpus.db")
    db.execute("UPDATE traced SET roots = '[2]' WHERE version = 3")
    db.commit()
    db.close()
    assert [where for where, _ in trace_problems(corpus)] == ["traced"]


@pytest.mark.parametrize("name", ["match", "text-1.parquet", "state.json"])
def test_files_of_anybodys_making_end_in_an_error_or_a_trace(corpus: Path, name: str) -> None:
    want = trace_corpus(corpus).trace
    name = table(corpus, name) if name == "match" else name
    if name == "state.json":
        (corpus / "derived" / "trace" / name).write_text('{"program": 7}')
    else:
        forged(corpus, name, b"PAR1 no table PAR1")
    assert list(trace_problems(corpus))
    if name != "text-1.parquet":
        with pytest.raises(CorpusBroken):
            trace_corpus(corpus)
    assert trace_corpus(corpus, rebuild=True).trace == want


def test_links_out_of_the_corpus_arent_followed(corpus: Path, tmp_path: Path) -> None:
    trace_corpus(corpus)
    (tmp_path / "elsewhere").mkdir()
    (corpus / "derived").rename(tmp_path / "moved")
    (corpus / "derived").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ForeignEntry):
        trace_corpus(corpus)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_later_day_leaves_the_parts_of_earlier_days_as_they_were(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day that comes behind all others adds to the tables; of what was there only the last parts are written."""
    monkeypatch.setattr(tables, "PART", 5)
    for day in range(2):
        rows = [
            {"text": f"{LINES[n % 8]} Day {day}, {n}.", "published": at(2_000 * (day + 1) + n), "outlet": f"o{n % 7}"}
            for n in range(30)
        ]
        add(corpus.parent, rows, f"day{day}")
        before = kept_tables(corpus)
        trace_corpus(corpus)
    kept = kept_tables(corpus)
    for kind in ("article", "match", "change"):
        ours = sorted(name for name in before if name.startswith(f"{kind}-"))
        assert set(ours[:-1]) <= kept.keys() and (kind == "change" or len(ours) > 2)


def test_many_small_updates_stay_few_files(corpus: Path) -> None:
    for n in range(2 * MOST_SEGMENTS):
        add(corpus.parent, [{"text": f"{LINES[n % 8]} Week {n}.", "published": at(n), "outlet": "Post"}], f"m{n}")
        trace_corpus(corpus)
    names = [path.name for path in (corpus / "derived" / "trace").iterdir()]
    assert len([name for name in names if name.startswith("text-")]) <= MOST_SEGMENTS
    assert not list(trace_problems(corpus))
