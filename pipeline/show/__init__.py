"""Values to terminal, JSON, Markdown, HTML, SARIF and annotations. Offset units end here."""
