"""Is a brief fair to its source? One function per criterion, all in one table (`table.py`)."""
