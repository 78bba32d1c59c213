"""Words that stand behind a time and a name, or behind "Statement from …": right ones are ok, another's never."""

from __future__ import annotations

import pytest

import attribune

BLOG = """Cable strike at the harbour: as it happened (The Ellery Bell)

{label} “We are not going back for a cake and a handshake. The men have been out for nine weeks.”

{other} “The port is open, and it will stay open for anybody who wants to work.”

Ines Calder, the port's managing director, and Tomas Brandt, who leads the union, met at noon.
"""
WORDS = "The men have been out for nine weeks."


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("6 p.m. Tomas Brandt, union leader:", "7 p.m. Ines Calder, managing director:"),
        ("11.30am Brandt:", "11.45am Calder:"),
        ("02:31 Brandt, from the quay:", "02:44 Calder:"),
        ("Tuesday 9 a.m. Tomas Brandt:", "Tuesday 1 p.m. Ines Calder:"),
        ("[00:02:31] Tomas Brandt, on the quay:", "[00:02:44] Ines Calder:"),
        ("Statement from Tomas Brandt, received on 14 June:", "Statement from Ines Calder, issued on Friday:"),
        ("Statement by Tomas Brandt:", "Statement by Ines Calder:"),
    ],
)
def test_a_name_behind_a_time_or_a_statement_is_the_speaker(label: str, other: str) -> None:
    evidence = {"bell": BLOG.format(label=label, other=other)}
    (right,) = attribune.check(f"“{WORDS[:-1]},” said Tomas Brandt.", against=evidence).results
    assert right.verdict in ("verbatim", "faithful"), right.message
    (wrong,) = attribune.check(f"“{WORDS[:-1]},” said Ines Calder.", against=evidence).results
    assert wrong.status != "ok"


@pytest.mark.parametrize(
    "label",
    [
        "6 p.m. Tomas Brandt, through his lawyer:",
        "02:31 Brandt, as the villain of the play:",
        "02:31 Brandt, from the script:",
        "11 a.m. Tomas Brandt, impersonated by a comedian:",
        "Statement from the lawyers of Tomas Brandt, received on 14 June:",
        "Statement from Tomas Brandt, received on 14 June and withdrawn on the next day:",
        "Statement on Tomas Brandt, issued on Friday:",
        "6 p.m. Not Tomas Brandt:",
    ],
)
def test_what_else_stands_in_the_label_asks_for_a_look(label: str) -> None:
    evidence = {"bell": BLOG.format(label=label, other="7 p.m. Ines Calder, managing director:")}
    (result,) = attribune.check(f"“{WORDS[:-1]},” said Tomas Brandt.", against=evidence).results
    assert result.status != "ok", result.message


BRIEFING = """Tide Agency: press briefing, Tuesday 19 May, 11 a.m. (transcript)

NINA ABARA, mission director: We lost the buoy at three. I'm not going to call that a loss until the ship is there.

CARL HOLM, chief engineer: The last picture shows a tilt of eleven degrees.

LENA OSGOOD, Orbit Daily: Is it sunk?

ABARA: Quiet. I'd ask you all to be patient until noon.

OSGOOD: The anchor failed in a test last year. Was it that?

HOLM: It failed one test in forty, and we changed it.
"""


@pytest.mark.parametrize(
    ("words", "speaker", "other"),
    [
        ("I'm not going to call that a loss until the ship is there", "Nina Abara, the mission director", "Carl Holm"),
        ("The last picture shows a tilt of eleven degrees", "Carl Holm", "Nina Abara"),
        ("It failed one test in forty, and we changed it", "Carl Holm, the chief engineer", "Nina Abara"),
    ],
)
def test_a_turn_names_what_its_speaker_is_the_first_time(words: str, speaker: str, other: str) -> None:
    (right,) = attribune.check(f"“{words},” said {speaker}.", against={"a": BRIEFING}).results
    assert right.status == "ok", right.message
    (wrong,) = attribune.check(f"“{words},” said {other}.", against={"a": BRIEFING}).results
    assert wrong.status != "ok"


def test_a_sentence_with_a_comma_is_no_turn() -> None:
    text = "".join(f"{day}, on the quay: the crane stood still.\n\n" for day in ("Then", "Later", "Then", "Later"))
    assert not [s for s in attribune.read(f"Cranes stand still\n\n{text}").statements if s.kind == "direct"]
