"""What a change of a niche would do to the badges of the people remembered, told while one types."""

from fieldmark.preview.previewer import Draft, Previewer

__all__ = ["Draft", "Previewer"]
