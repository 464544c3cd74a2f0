"""What the commands do. None of them prints: they return values or tell a `say` function; cli.py prints."""
