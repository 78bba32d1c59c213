"""The command itself: what it prints, refuses and leaves behind; one real process on a real port."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from attribune.desk.serving import tcp_socket
from attribune.desk.settings import Settings, default_folder
from attribune.errors import UsageError
from tests.cli.calls import call_text


def test_it_serves_until_it_is_interrupted(corpus: Path) -> None:
    served = subprocess.Popen(
        [sys.executable, "-m", "attribune", "serve", str(corpus), "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert served.stderr is not None
        told = served.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert address, told
        with urllib.request.urlopen(f"{address[0]}check", timeout=60) as answer:
            assert b"Check a draft" in answer.read()
        served.send_signal(signal.SIGINT)
        assert served.wait(60) == 0
    finally:
        served.kill()
        served.communicate()
    log = default_folder(corpus) / "audit.jsonl"
    assert '"/check"' in log.read_text() and corpus not in log.parents


def test_what_is_sent_to_a_browser_waits_for_no_acknowledgement() -> None:
    """asyncio turns Nagle's wait off for a connection whose socket says that it is TCP's, and for no other."""

    async def connected() -> int:
        found: list[int] = []

        async def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            own = writer.get_extra_info("socket")
            found.append(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with tcp_socket("127.0.0.1") as listener:
            listener.bind(("127.0.0.1", 0))
            async with await asyncio.start_server(met, sock=listener):
                reader, writer = await asyncio.open_connection(*listener.getsockname())
                await reader.read()
                writer.close()
        return found[0]

    assert asyncio.run(connected())


def test_a_new_token_is_printed_once(tmp_path: Path) -> None:
    path = tmp_path / "tokens.jsonl"
    made = call_text("serve", "--token-file", str(path), "--new-token", "News desk", "--scope", "read")
    assert made.returncode == 0 and made.stdout.strip() and made.stdout.strip() not in path.read_text()
    again = call_text("serve", "--token-file", str(path), "--new-token", "News desk")
    assert again.returncode == 2 and "there is a token of this name" in again.stderr


@pytest.mark.parametrize(("arguments", "told"), [
    (("serve", "nothing-here"), "there is no corpus"), (("mcp", "nothing-here"), "there is no corpus"),
    (("serve", "--host", "0.0.0.0"), "a token is needed"),
    (("serve", "--token-file", "no-file", "."), "corpus"), (("serve", "--new-token", "a"), "--token-file"),
])  # fmt: skip
def test_a_wrong_call_says_what_to_do(arguments: tuple[str, ...], told: str) -> None:
    done = call_text(*arguments)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


def test_an_address_that_is_taken_is_said(corpus: Path, tmp_path: Path) -> None:
    from attribune.desk.serving import serve

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = Settings(corpus=corpus, folder=tmp_path / "desk", port=taken.getsockname()[1])
        with pytest.raises(UsageError, match="--port"):
            serve(settings)


def test_without_the_extra_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from attribune.desk import settings

    monkeypatch.setattr(settings, "PACKAGES", ("fastapi", "no_such_package"))
    with pytest.raises(UsageError, match=r"needs no-such-package: pip install 'attribune\[desk\]'"):
        settings.require_packages()


def test_the_other_commands_load_nothing_of_it() -> None:
    code = (
        "import sys\nfrom attribune.cli.main import main\n"
        "for name in ('check', 'search', 'serve', 'mcp'):\n"
        "    try: main([name, '--help'])\n    except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & {"fastapi", "starlette", "pydantic", "uvicorn", "mcp", "jinja2"}


def test_the_settings_of_a_project_hold_in_its_desk(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from attribune.cli.serve import serve
    from attribune.desk import serving

    (tmp_path / "style.toml").write_text('allow = ["spelling"]\n')
    (tmp_path / "notes").mkdir()
    (tmp_path / "attribune.toml").write_text('policy = "style.toml"\ntier = "rules"\nagainst = ["notes/"]\n')
    monkeypatch.chdir(tmp_path)
    started: list[Settings] = []
    monkeypatch.setattr(serving, "serve", started.append)
    done = CliRunner().invoke(serve, [str(corpus)], standalone_mode=False)
    assert done.exception is None and "settings: attribune.toml" in done.output
    CliRunner().invoke(serve, [str(corpus), "--no-config"], standalone_mode=False)
    CliRunner().invoke(serve, [str(corpus), "--policy", "ap"], standalone_mode=False)
    assert [(one.policy, one.tier) for one in started] == [("spelling", "rules"), ("strict", "auto"), ("ap", "rules")]
    assert [one.project.against for one in started] == [("notes",), (), ("notes",)]
    refused = CliRunner().invoke(serve, [str(corpus), "--policy", "none"], standalone_mode=False)
    assert isinstance(refused.exception, UsageError) and len(started) == 3
