"""What becomes a page: Markdown, links, pictures, telephone numbers, languages, search, structured data."""
