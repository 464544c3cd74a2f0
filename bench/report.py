"""What every benchmark prints: a table for people and one line of JSON for programs."""

import json
from collections.abc import Sequence
from typing import Any


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints rows in columns; floats with two digits, the first column to the left, the others to the right."""
    cells = [[_format_cell(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for number, row in enumerate(cells):
        first, *others = row
        aligned = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print("  ".join([first.ljust(widths[0]), *aligned]))
        if number == 0:
            print("  ".join("-" * width for width in widths))


def print_result(result: dict[str, Any]) -> None:
    """Prints the benchmark's last line."""
    print(json.dumps(result))


def _format_cell(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
