"""The finished site, taken to where readers see it, and back."""
