"""What the speed of reading is measured with is what it says, and its rows say what was met."""

from benchmarks.reading_speed import dense_pdf, news_page, rows
from pipeline.read.page import read_bytes


def test_a_news_page_holds_its_article_amid_ten_times_as_much() -> None:
    """Menus, scripts, cards and comments; what a reader sees of them is read as well."""
    article = "Velm helped 17 of 38 babies, the company said on Monday.\n" * 140
    data = news_page(article, 3)

    page = read_bytes(data, "a.html")

    assert len(data) > 8 * len(article)
    assert page.text.count("17 of 38") == 140
    assert "Other story 59 of 3" in page.text


def test_a_dense_page_is_two_columns_of_small_print() -> None:
    """Six thousand characters and more on each page."""
    line = "Of 38 babies on velm 17 cried less, and in 9 of them the colic was gone. "
    text = "\n".join([line * 10] * 25)

    data, pages = dense_pdf(text)

    assert data.startswith(b"%PDF-")
    assert len(text) / pages > 6_000
    assert read_bytes(data, "a.pdf").text.count("17 cried") == 250


def test_rows_say_what_was_met_and_what_was_not() -> None:
    """By pages a CPU-second of both processes, and by the larger memory of the two."""
    found = {"pages": 90, "bytes": 9_000_000, "cpu_seconds": 3, "own_mb": 50, "child_mb": 600}

    speed, memory = rows("html", 30, found)

    assert (speed.what, speed.met) == ("reading HTML, 90 pages of 100 kB", True)
    assert (memory.measured, memory.met) == ("50 MB, the parser's process 600 MB", False)
