"""The text of a file that a user hands in: UTF-8, or UTF-16 where its byte order mark says so (Excel's «Unicode text»).

What is to be stored is decoded strictly: a note from which Excel's plain «CSV» took the accents must not take the place
of the one that has them. What is only judged loses a letter, and that is said.
"""

import codecs
import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from fieldmark.commands.file_error import FileError
from fieldmark.commands.streams import get_standard_input
from fieldmark.values import InvalidValue
from fieldmark.values.text import mend_surrogates

ENCODING_OF_MARK = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
REMEDY = "save the file as UTF-8 (in Excel: «CSV UTF-8»)"
# No text holds half a character; so it marks what could not be read, until U+FFFD takes its place.
MARK = "\udfff"


def decode_text(content: bytes) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        InvalidValue: it is no text in these encodings; names the line.
    """
    try:
        return content.decode(_find_encoding(content))
    except UnicodeDecodeError as error:
        is_cut_off = error.end == len(content) and error.reason in ("unexpected end of data", "truncated data")
        problem = (
            "ends within a letter: the file is cut off or damaged; take another copy"
            if is_cut_off
            else f"holds a byte that is no text in UTF-8 (0x{content[error.start]:02X}); {REMEDY}"
        )
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidValue(f"line {line}", problem) from None


@contextlib.contextmanager
def open_lines(source: str, say: Callable[[str], None]) -> Iterator[Iterator[str]]:
    """The lines of a file, or of standard input (``-``), of any length; where letters were lost, that is said once.

    Raises:
        FileError: it cannot be read.
    """
    with contextlib.ExitStack() as opened:
        try:
            binary = _get_standard_input() if source == "-" else opened.enter_context(Path(source).open("rb"))
            encoding = _find_encoding(binary.peek(len(codecs.BOM_UTF8)))
        except OSError as error:
            raise FileError(f"{source} cannot be read ({error.strerror}); name another file") from None
        stream = io.TextIOWrapper(binary, encoding=encoding, errors="mark", newline="")
        # Else standard input would be closed with what was put around it.
        opened.callback(stream.detach)
        yield _mend_lines(stream, say)


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return MARK, error.end


codecs.register_error("mark", _mark)


def _find_encoding(begin: bytes) -> str:
    return next((encoding for mark, encoding in ENCODING_OF_MARK.items() if begin.startswith(mark)), "utf-8-sig")


def _get_standard_input() -> io.BufferedReader:
    binary = get_standard_input().buffer
    # Something else stands there under a test's or a notebook's own stream.
    return binary if isinstance(binary, io.BufferedReader) else io.BufferedReader(binary)  # type: ignore[arg-type]


def _mend_lines(stream: io.TextIOWrapper, say: Callable[[str], None]) -> Iterator[str]:
    is_said = False
    for number, line in enumerate(stream, start=1):
        mended = mend_surrogates(line)
        if not is_said and mended != line:
            is_said = True
            problem = "holds a byte that is no text in UTF-8, and so do perhaps others"
            say(f"line {number} {problem}; «\ufffd» stands for it: {REMEDY}")
        yield mended
