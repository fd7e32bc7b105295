"""What rules find better than any model: how to reach the person, and the language of the CV."""

from dataclasses import dataclass

from shared.domain.document import Document
from shared.parsing.rules.language import language_of
from shared.parsing.rules.memory import forgetting
from shared.parsing.rules.person import person
from shared.parsing.rules.phones import e164, region_of
from shared.parsing.rules.rows import rows_of
from shared.parsing.rules.sections import cut


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who the person is and how to reach them, as far as the rules find it."""

    name: str | None = None  # stands in where the model has none
    email: str | None = None
    phone: str | None = None  # E.164 where valid
    links: tuple[str, ...] = ()
    language: str | None = None  # ISO 639-1, of the document
    region: str = ""  # ISO 3166-1, whose numbering plan numbers without prefix follow

    def over(self, claimed: dict[str, object]) -> dict[str, object]:
        """Return the `personal_info` that was `claimed`, with what was found in its stead.

        Only the name is the model's first: to tell it from a heading takes understanding.
        """
        found = {"email": self.email, "phone": self.phone, "links": list(self.links)}
        kept = {key: value for key, value in found.items() if value}
        phone = claimed.get("phone")
        if isinstance(phone, str) and self.region:
            claimed = {**claimed, "phone": e164(phone, self.region) or phone}
        return {**claimed, **kept, "name": claimed.get("name") or self.name}


@forgetting
def contact_of(document: Document) -> Contact:
    """Return what the rules of the local engine find in `document`."""
    rows = rows_of(document)
    language = language_of(rows)
    info = person(rows, cut(rows), document.links, language).info
    return Contact(
        name=info["name"],
        email=info["email"],
        phone=info["phone"],
        links=tuple(info["links"]),
        language=language,
        region=region_of("", language, info["location"]),
    )
