"""The benchmarks. Each prints a table and, as its last line, one JSON object; ``make bench-<name>`` runs one."""
