"""The web editor short of the web: a model as a form, what was sent as a tree, the tree into the file's text, and its check."""
