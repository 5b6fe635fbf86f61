"""What a build keeps for the next: the one place that knows digests, storage, and what a thing was made from.

A value is kept under a digest of all it was made from, and a store belongs to one version of the program that made it. What
is damaged, foreign or of another version counts as empty: a build without a store is right, and only slower.
"""
