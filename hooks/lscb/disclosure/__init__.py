"""Disclosure control: what could tell who a child is, found wherever it stands before it is published."""
