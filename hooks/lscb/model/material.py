"""Something to use beside a page: a document of the library, a file that lies beside the record, or something elsewhere."""

from __future__ import annotations

from typing import Any, Self

from pydantic import model_validator

from lscb.model.fields import DocumentRef, Text, Value, WebAddress
from lscb.problems import FieldError

ONE_OF = "document", "file", "web"


class Material(Value):
    """One thing to use, the same in every type. A name alone is that of a document in the library, which has a title already."""

    title: Text | None = None
    document: DocumentRef | None = None
    file: Text | None = None
    web: WebAddress | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"document": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [name for name in ONE_OF if getattr(self, name)]
        if len(given) != 1:
            said = f"is {' and '.join(given)} at once" if given else "names nothing to use"
            hint = "give one: `document:` (of the library), `file:` (a file beside this one) or `web:` (an address elsewhere)"
            raise FieldError(said, hint=hint)
        if not (self.title or self.document):
            raise FieldError("is missing", field="title", hint="say what it is, as readers see it: `title: Poster, A3`")
        return self
