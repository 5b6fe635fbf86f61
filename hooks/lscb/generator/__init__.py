"""The one room that knows MkDocs: it hands our plan to the generator, and takes back nothing."""
