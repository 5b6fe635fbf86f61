"""From files in `content/` to plain data with positions, and what is wrong with them."""
