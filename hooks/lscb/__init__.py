"""The Board's content, typed, and everything that is made from it."""
