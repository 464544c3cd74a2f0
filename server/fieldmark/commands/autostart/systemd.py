"""Linux: a unit of the user's own systemd (systemd.service(5), systemd.syntax(7))."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from fieldmark.commands.autostart.service import MARK, Service, Step, System

UNIT = "fieldmark.service"
SYSTEMCTL = ("systemctl", "--user")
# 2: wrong options, 3: port or folder held. Trying again heals neither. 4: all done, on restored data.
CONTENT = """\
# {mark}
[Unit]
Description=Fieldmark, the server of the browser extension

[Service]
Type=exec
ExecStart={command}
Restart=on-failure
RestartSec=2
RestartPreventExitStatus=2 3
SuccessExitStatus=4
TimeoutStopSec=10
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""
# What systemd would read in a word: its own escapes, its specifiers, its variables.
ESCAPES = {"\\": "\\\\", '"': '\\"', "%": "%%", "$": "$$", "\n": "\\n", "\t": "\\t"}
MEANINGS = {escape: char for char, escape in ESCAPES.items()}
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"')


def make_path(home: Path, environment: Mapping[str, str]) -> Path:
    """Where the user's units lie. A relative XDG_CONFIG_HOME counts as none, as its specification says."""
    configured = Path(environment.get("XDG_CONFIG_HOME", ""))
    return (configured if configured.is_absolute() else home / ".config") / "systemd" / "user" / UNIT


def make_content(service: Service) -> bytes:
    """The unit."""
    words = service.list_words()
    # In the program's own path systemd looks for no variables, so a doubled $ would stay double there; in its name as
    # the program sees it, the word after @, it does. Python finds its packages by that name.
    program = "@" + quote_word(words[0]).replace("$$", "$")
    return CONTENT.format(mark=MARK, command=" ".join([program, *map(quote_word, words)])).encode()


def read_words(content: bytes) -> list[str]:
    """The command in the unit."""
    (command,) = re.findall(r"^ExecStart=@(.*)$", content.decode(), re.MULTILINE)
    _, *words = WORD.findall(command)
    return [_unquote(word) for word in words]


def quote_word(word: str) -> str:
    """A word of a command line as systemd reads it back."""
    return '"' + "".join(ESCAPES.get(char, char) for char in word) + '"'


def list_enabling(_: Path, starts: bool) -> Sequence[Step]:
    """Read anew, at each login from now on, and at once; one that runs is started anew, with the new options."""
    steps = [Step((*SYSTEMCTL, "daemon-reload")), Step((*SYSTEMCTL, "enable", UNIT))]
    return [*steps, Step((*SYSTEMCTL, "restart", UNIT))] if starts else steps


def list_disabling(_: Path) -> Sequence[Step]:
    """Stopped now, and not started any more; without a running systemd, removing the unit is all there is to do."""
    return [Step((*SYSTEMCTL, "disable", "--now", UNIT), may_fail=True)]


def list_after(_: Path) -> Sequence[Step]:
    """Forgotten."""
    return [Step((*SYSTEMCTL, "daemon-reload"), may_fail=True)]


def _unquote(word: str) -> str:
    return re.sub(r"\\.|%%|\$\$", lambda match: MEANINGS[match.group()], word)


SYSTEMD = System(
    make_path=make_path,
    make_content=make_content,
    read_words=read_words,
    checks=(Step((*SYSTEMCTL, "show-environment")),),
    missing="this session has no systemd of the user's own; let your desktop's own autostart run `fieldmark serve`",
    list_enabling=list_enabling,
    list_disabling=list_disabling,
    list_after=list_after,
)
