"""The command line; the only place that prints."""

from fieldmark.cli.main import app, main

__all__ = ["app", "main"]
