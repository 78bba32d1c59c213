from attribune.errors import AttribuneError, EmptyInput


def test_one_line_that_names_the_input() -> None:
    assert EmptyInput("nothing in it to read", concerns="a.txt").line() == "a.txt: nothing in it to read [empty]"


def test_control_characters_cannot_reach_the_terminal() -> None:
    assert "\x1b" not in AttribuneError("bad \x1b[31m", concerns="x\ny").line()
