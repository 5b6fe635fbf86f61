"""What becomes of Markdown and of each page: the body's HTML, its links, pictures, numbers and languages, and what search is told."""
