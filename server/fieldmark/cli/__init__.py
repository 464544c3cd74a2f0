"""The command line; the only place that prints."""

import sys

__all__ = ["main"]

# What a shell says of a command that Ctrl-C ended: 128 and the signal's number.
INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line. Ctrl-C ends any command but the server at once, without a word.

    Args:
        arguments: those of the process if None.
    """
    try:
        # Here and not above: loading the commands takes long enough for Ctrl-C to come in its midst.
        from fieldmark.cli.command_line import run_command_line

        run_command_line(arguments)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
