"""Whether a bio says anything at all: an empty one, or one that is only a link, is no basis for a judgement."""

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.emoji import EMOJI
from fieldmark.judge.web_address import MAIL_ADDRESS, WEB_ADDRESS


def has_basis(bio: ChunkedText | None) -> bool:
    """Whether the bio holds a word or an emoji outside links and mail addresses."""
    if not bio or not bio.chunks:
        return False
    if any(map(str.isalpha, bio.chunks)) or EMOJI.search(bio.text):
        return True
    chunks = (chunk for chunk in bio.chunks if not WEB_ADDRESS.fullmatch(chunk) and not MAIL_ADDRESS.fullmatch(chunk))
    return any(char.isalpha() for chunk in chunks for char in chunk)
