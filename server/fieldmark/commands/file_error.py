"""A file named on the command line that cannot be used."""


class FileError(Exception):
    """The file cannot be read or written. The message says what to do."""
