"""The stand-in followers page and its invented people: X's structure, none of X's code, text or people."""
