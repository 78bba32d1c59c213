"""Which language a passage is in, and how words are compared in each."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.text import languages as module
from attribune.text.languages import _NO_WORDS, ENGLISH, UNKNOWN, is_told_in_english, language_of, languages
from tests.counted import calls, calls_of


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "قالت رئيسة البلدية إن المسبح لن يغلق في هذا الصيف"),
        ("de", "„Wir warten seit drei Jahren“, betonte Hollmann."),
        ("en", "“Fire!” Lund."),
        ("en", "“Resign,” said Solange Achard."),
        ("es", "«Llevamos tres años esperando», lamentó Cano."),
        ("fr", "« Nous attendons », a précisé Hélène Castaing."),
        ("he", "הגשר לא ייפתח"),
        ("hi", "पुल अक्टूबर से पहले नहीं खुलेगा"),
        ("it", "«Chi ci ripagherà?», ha chiesto Rosa Tedeschi."),
        ("ja", "橋は10月まで開通しない"),
        ("ko", "다리는 개통되지 않는다"),
        ("nl", "‘Het tekort zal dalen’, aldus Van Dam."),
        ("pl", "„Nie odejdę” – powiedział Kowalski."),
        ("pt", "“Quem vai nos pagar?”, perguntou Rosa Tavares."),
        ("ru", "«Дефицит сократится», — сказал Антон Громов."),
        ("tr", "Can Erdem, “Vergi artmayacak” dedi."),
        ("uk", "«Хто нам це оплатить?» — запитала Роза Мельник."),
        ("und", "Η γέφυρα δεν θα ανοίξει πριν τον Οκτώβριο"),
        ("zh", "林慧敏说：“我们不会加税。”"),
    ],
)
def test_the_language_of_a_short_passage(code: str, text: str) -> None:
    assert language_of(text).code == code


def test_a_passage_that_tells_nothing_has_the_language_around_it() -> None:
    assert language_of("«Iturbe 2027»", "La alcaldesa dijo que no se va a cerrar la piscina.").code == "es"
    assert language_of("Iturbe 2027", "The mayor said that the pool would not close.") is ENGLISH


def test_words_in_another_language_told_in_english_are_english_narration() -> None:
    assert is_told_in_english(", said Solange Achard, Morvane's chief negotiator.")
    assert not is_told_in_english(", dijo Carmen Iturbe.")
    assert not is_told_in_english("")


def test_every_language_has_data_and_a_header_of_its_own() -> None:
    for language in languages().values():
        assert language.listed("cue"), language.code
        assert language.listed("negation"), language.code
        assert language.listed("function"), language.code
    assert not UNKNOWN.listed("cue")


def test_digits_case_and_letters_that_are_written_either_way_are_one() -> None:
    known = languages()
    assert known["ar"].norm("٢٤٠") == "240"
    assert known["hi"].norm("३२") == "32"
    assert known["ru"].norm("Ещё") == "еще"
    assert known["tr"].norm("IŞIK") == "ışık"
    assert known["tr"].norm("İki") == "iki"
    assert known["de"].norm("Straße") == known["de"].norm("STRASSE")


@given(st.text(max_size=80), st.sampled_from(sorted(languages())))
def test_tokens_lie_in_the_text_in_order(text: str, code: str) -> None:
    at = 0
    for token in languages()[code].tokens(text):
        assert at <= token.start < token.end <= len(text)
        at = token.end


def test_every_combining_mark_belongs_to_its_word() -> None:
    marks = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Mn", "Mc")]
    assert [mark for mark in marks if len(ENGLISH.tokens(f"a{mark}b")) != 1] == []


def test_a_word_is_looked_for_once_however_many_languages_there_are() -> None:
    text = "The keeper of the light said that it was out. "
    language_of(text)
    work = calls(lambda: language_of(text * 20 + "x")) - calls(lambda: language_of(text * 10 + "x"))
    assert work < 4 * 10 * len(text.split())


def test_the_vocabulary_has_the_words_of_every_entry_as_they_are_compared() -> None:
    for language in languages().values():
        every = language.phrases(*(language.classes - _NO_WORDS))
        assert language.vocabulary == {word for phrase in every for word in phrase}, language.code


@given(st.text(alphabet=st.one_of(st.characters(max_codepoint=0x7F), st.sampled_from("aZé’‘“”–—…-'9 \u2011\u00a0İ"))))
def test_the_words_of_plain_english_are_found_as_those_of_any_text(text: str) -> None:
    whole = [unicodedata.normalize("NFKC", one).casefold() for one in module._word_pattern().findall(text)]
    assert list(module._words_of(text)) == whole


def test_what_stands_around_thousands_of_short_passages_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = calls_of(monkeypatch, module, "_words_by_language", lambda found, _: len(found))
    around = "Xyz qrs 12. " * 300
    for number in range(100):
        assert language_of(f"Quill q{'z' * number}", around) is ENGLISH
    assert sum(sizes) < 3 * len(around.split()) + 100 * 4


@given(st.text(alphabet="aAbIiZ09", min_size=1, max_size=6))
def test_plain_words_are_compared_as_any_word_is(word: str) -> None:
    for language in languages().values():
        alike = language.norm(f"{word}\u0640").removesuffix("\u0640")  # a sign that is left out, so no plain word
        assert language.norm(word) == alike, language.code
