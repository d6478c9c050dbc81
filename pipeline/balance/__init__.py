"""Is a brief fair to its source? One function per criterion, all in one table (`table.py`).

`gates`, `evidence`, `fairness` and `voice` hold the criteria; `case` is what each is handed;
`harms`, `rivals` and `lookup` answer what several of them ask; `words` reads the lexicons, each a
file in `lexicons/` with its source. `cautions` chooses a story's cautions from its record.
"""
