"""What the system says of a file that cannot be used, and what to do about it."""

import errno

_MAKE_ROOM, _ALLOW, _MOVE = "make room", "allow it", "move what lies there away"
REMEDIES = {
    errno.ENOSPC: _MAKE_ROOM,
    errno.EDQUOT: _MAKE_ROOM,
    errno.EFBIG: "allow larger files (ulimit -f)",
    errno.EACCES: _ALLOW,
    errno.EPERM: _ALLOW,
    errno.EROFS: _ALLOW,
    errno.EISDIR: _MOVE,
    errno.ENOTDIR: _MOVE,
    errno.EEXIST: _MOVE,
    errno.ENOTEMPTY: _MOVE,
    errno.ELOOP: _MOVE,
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EMFILE: "close other programs, or allow more open files (ulimit -n)",
    errno.ENFILE: "close other programs",
    errno.ENOMEM: "close other programs",
}


def explain_os_error(error: OSError) -> str:
    """The reason in the system's words, and the remedy: to be put behind what cannot be done."""
    reason = error.strerror or str(error) or type(error).__name__
    return f"({reason}); {REMEDIES.get(error.errno or 0, 'make room or allow it')}, then try again"
