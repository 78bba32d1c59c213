"""One tree of errors. Each carries what it concerns and a stable code, and says what to do.

The command line prints ``error.line()`` and exits with 2; a batch keeps the error and goes on.
"""

from __future__ import annotations

from collections.abc import Iterable

NEAR = 0.6  # difflib's ratio from which on a name is suggested: "chek" and "check" have 0.89
MOST = 3  # names suggested


class AttribuneError(Exception):
    """Something a person can act on. ``concerns`` names the input; ``code`` is stable for programs."""

    code = "error"

    def __init__(self, message: str, *, concerns: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.concerns = concerns

    def __str__(self) -> str:
        """Return the input, if there is one, and the message with its remedy."""
        return f"{_printable(self.concerns)}: {self.message}" if self.concerns else self.message

    def line(self) -> str:
        """Return one printable line: the input, the reason, the code (control characters made visible)."""
        subject = f"{_printable(self.concerns)}: " if self.concerns else ""
        return f"{subject}{_printable(self.message)} [{self.code}]"


class InputError(AttribuneError):
    """An input can't be used."""

    code = "input"


class MissingInput(InputError):
    """The path isn't there."""

    code = "missing"


class UnreadableInput(InputError):
    """The path is there and can't be opened (permissions, a device, a broken link)."""

    code = "unreadable"


class ReaderUnavailable(UnreadableInput):
    """The separate process that reads such a file can't be started here; this says nothing of the file."""

    code = "reader_unavailable"


class EmptyInput(InputError):
    """There is nothing in it to read."""

    code = "empty"


class BinaryInput(InputError):
    """The bytes aren't text of any kind that is read here."""

    code = "binary"


class EncodingProblem(InputError):
    """The bytes can't be decoded; the message names what was tried."""

    code = "encoding"


class TooLarge(InputError):
    """A size, depth or time limit was passed."""

    code = "too_large"


class MalformedInput(InputError):
    """The format is known and the content breaks it (a bad JSON line, say)."""

    code = "malformed"


class DigestMismatch(InputError):
    """The bytes are there and aren't what the digest stated for them says."""

    code = "digest"


class OwnOutput(InputError):
    """This program wrote it: a report repeats the draft's words, so it proves nothing. Left out of evidence."""

    code = "own_output"


class UnknownFormat(InputError):
    """No reader knows this kind of file."""

    code = "unknown_format"


class InternalError(AttribuneError):
    """A fault of this program, met on one input: the input is lost, the rest goes on."""

    code = "internal"


class UsageError(AttribuneError):
    """The call itself is wrong."""

    code = "usage"


class NetError(AttribuneError):
    """A shipped net is missing, damaged or can't run here."""

    code = "net"


def suggestion(word: str, names: Iterable[str]) -> str:
    """ " Did you mean check?", or nothing where no name is near."""
    import difflib

    near = difflib.get_close_matches(word.lower(), list(names), MOST, NEAR)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def internal(error: BaseException, *, concerns: str | None = None, doing: str = "reading it") -> InternalError:
    """The error to tell of an exception that nobody expected: what it is and where it was raised, for a report."""
    return InternalError(
        f"{doing} failed by a fault of this program ({described(error)}); please report it with this input",
        concerns=concerns,
    )


def described(error: BaseException) -> str:
    """Return an exception in a few words: its type, what it says, and the line of this program that met it."""
    detail = f": {str(error)[:120]}" if str(error) else ""
    frame, place = error.__traceback__, ""
    while frame is not None:
        name = frame.tb_frame.f_globals.get("__name__", "")
        if name.startswith("attribune.") and name != __name__:
            place = f" in {name}, line {frame.tb_lineno}"
        frame = frame.tb_next
    return f"{type(error).__name__}{detail}{place}"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
