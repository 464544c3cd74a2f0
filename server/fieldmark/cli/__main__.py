"""``python -m fieldmark.cli``."""

from fieldmark.cli import main

if __name__ == "__main__":
    main()
