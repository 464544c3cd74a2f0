"""Whether a bio says anything at all: an empty one, or one that is only a link, is no basis for a judgement."""

from fieldmark.judge.emoji import EMOJI
from fieldmark.judge.web_address import MAIL_ADDRESS, WEB_ADDRESS


def has_basis(bio: str | None) -> bool:
    """Whether the bio holds a word or an emoji outside links and mail addresses."""
    if not bio:
        return False
    if EMOJI.search(bio):
        return True
    chunks = (chunk for chunk in bio.split() if not WEB_ADDRESS.fullmatch(chunk) and not MAIL_ADDRESS.fullmatch(chunk))
    return any(char.isalpha() for chunk in chunks for char in chunk)
