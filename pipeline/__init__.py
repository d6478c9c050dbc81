"""From an article to a checked, balanced brief.

The straight line, one plain value to the next:

    Page -> Article -> Source -> Record -> Draft -> text -> FigureReport, BalanceReport -> Brief

Start reading at `summarise.py`. This file imports nothing, so that `pipeline.figures` can be used
on its own.
"""
