"""The tree of a page in; out, which of its tables only lay it out and hold no data."""

from lxml import etree


def find_layout_tables(root: etree._Element) -> frozenset[etree._Element]:
    """Tables that only lay out a page: they hold a table, or no row of theirs has two cells."""
    layout: set[etree._Element] = set()
    open_tables: list[tuple[etree._Element, bool]] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=("table", "td", "th")):
        is_table = element.tag == "table"
        if event == "start" and is_table:
            layout.update(outer for outer, _ in open_tables[-1:])
            open_tables.append((element, False))
        elif event == "start" and open_tables:
            open_tables[-1] = (open_tables[-1][0], open_tables[-1][1] or _has_neighbour(element))
        elif event == "end" and is_table:
            _, has_columns = open_tables.pop()
            if not has_columns:
                layout.add(element)
    return frozenset(layout)


def _has_neighbour(cell: etree._Element) -> bool:
    return cell.getprevious() is not None
