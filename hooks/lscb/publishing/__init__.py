"""From the `Site` to pages, feeds and the finished `site/` directory."""
