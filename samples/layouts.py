"""The ways people lay out a CV: each turns a person into the body of a document."""

import textwrap

from samples.flat_odt import bullets, heading, paragraph, soft, strong, table, text
from samples.person import Degree, Person, Post


def classic(person: Person) -> str:
    """One column; contact in one line; title and company left, dates at the right edge."""
    return "".join(
        (
            paragraph("Title", text(person.name)),
            paragraph("Subtitle", text(person.headline)),
            paragraph("Contact", text("  |  ".join(person.contact))),
            _summary(person),
            heading(person.headings.posts),
            *(_post_with_tab(post) for post in person.posts),
            heading(person.headings.degrees),
            *(_degree_with_tab(degree) for degree in person.degrees),
            heading(person.headings.skills),
            *(
                paragraph("Standard", _group(person, group), text(what))
                for group, what in person.skills
            ),
            heading(person.headings.languages),
            paragraph("Standard", text(_languages(person))),
            _others(person),
        )
    )


def stacked(person: Person) -> str:
    """One column; every contact on its line; each job in two lines, company and dates first."""
    return "".join(
        (
            paragraph("Title", text(person.name)),
            paragraph("Subtitle", text(person.headline)),
            *(paragraph("Contact", text(line)) for line in person.contact),
            _summary(person),
            heading(person.headings.skills),
            *(
                paragraph("Standard", _group(person, group), text(what))
                for group, what in person.skills
            ),
            heading(person.headings.posts),
            *(_stacked_post(post) for post in person.posts),
            heading(person.headings.degrees),
            *(
                paragraph("Entry", text(f"{degree.dates}, "), strong(degree.title))
                + paragraph("Detail", text(_where(degree)))
                for degree in person.degrees
            ),
            heading(person.headings.languages),
            bullets(tuple(f"{name} – {level}" for name, level in person.languages)),
            _others(person),
        )
    )


def tabular(person: Person) -> str:
    """Dates in a narrow left column, what happened in the right one."""
    return "".join(
        (
            paragraph("Title", text(person.name)),
            paragraph("Subtitle", text(person.headline)),
            *(paragraph("Contact", text(line)) for line in person.contact),
            _summary(person),
            heading(person.headings.posts),
            table([_post_row(post) for post in person.posts]),
            heading(person.headings.degrees),
            table([_degree_row(degree) for degree in person.degrees]),
            heading(person.headings.skills),
            table([_pair(group, what) for group, what in person.skills]),
            heading(person.headings.languages),
            table([_pair(name, level) for name, level in person.languages]),
            _others(person),
        )
    )


def sidebar(person: Person) -> str:
    """A coloured left column with contact, skills, languages; the story at the right."""
    left = "".join(
        (
            heading(person.headings.contact, "Side_20_Heading"),
            *(paragraph("Side", text(line)) for line in person.contact),
            heading(person.headings.skills, "Side_20_Heading"),
            *(paragraph("Side", text(what)) for _, what in person.skills),
            heading(person.headings.languages, "Side_20_Heading"),
            *(
                paragraph("Side", text(name + person.headings.colon + level))
                for name, level in person.languages
            ),
            *(
                heading(title, "Side_20_Heading")
                + "".join(paragraph("Side", text(line)) for line in lines)
                for title, lines in person.others
            ),
        )
    )
    right = "".join(
        (
            paragraph("Title", text(person.name)),
            paragraph("Subtitle", text(person.headline)),
            _summary(person),
            heading(person.headings.posts),
            *(
                paragraph("Entry", strong(post.title))
                + paragraph("Detail", text(f"{post.company}, {post.place}"))
                + paragraph("Detail", soft(post.dates))
                + bullets(post.lines)
                for post in person.posts
            ),
            heading(person.headings.degrees),
            *(
                paragraph("Entry", strong(degree.title))
                + paragraph("Detail", text(_where(degree)))
                + paragraph("Detail", soft(degree.dates))
                for degree in person.degrees
            ),
        )
    )
    return table([(left, right)], style="Sidebar", row="Page_20_Row") + paragraph("Tiny")


def plain(person: Person) -> str:
    """The same in a text editor: headings underlined with dashes, dates in brackets."""
    sections = [
        "\n".join((person.name, person.headline, "", *person.contact)),
        _plain_section(person.headings.summary, [_wrapped(person.summary)]),
        _plain_section(person.headings.posts, [_plain_post(post) for post in person.posts]),
        _plain_section(
            person.headings.degrees,
            [f"{degree.title}\n{_where(degree)} ({degree.dates})" for degree in person.degrees],
        ),
        _plain_section(
            person.headings.skills,
            ["\n".join(group + person.headings.colon + what for group, what in person.skills)],
        ),
        _plain_section(person.headings.languages, [_languages(person)]),
        *(_plain_section(title, ["\n".join(lines)]) for title, lines in person.others),
    ]
    return "\n\n".join(sections) + "\n"


def _summary(person: Person) -> str:
    return heading(person.headings.summary) + paragraph("Standard", text(person.summary))


def _others(person: Person) -> str:
    return "".join(heading(title) + bullets(lines) for title, lines in person.others)


def _post_with_tab(post: Post) -> str:
    where = f", {post.company}, {post.place}\t{post.dates}"
    return paragraph("Entry", strong(post.title), text(where)) + bullets(post.lines)


def _degree_with_tab(degree: Degree) -> str:
    where = text(f"\t{degree.dates}")
    return paragraph("Entry", strong(degree.title), where) + paragraph(
        "Detail", text(_where(degree))
    )


def _stacked_post(post: Post) -> str:
    first = paragraph("Entry", strong(post.company), text(f" – {post.place} ({post.dates})"))
    return first + paragraph("Detail", soft(post.title)) + bullets(post.lines)


def _post_row(post: Post) -> tuple[str, str]:
    right = paragraph("Entry", strong(post.title))
    right += paragraph("Detail", text(f"{post.company}, {post.place}")) + bullets(post.lines)
    return paragraph("Entry", text(post.dates)), right


def _degree_row(degree: Degree) -> tuple[str, str]:
    right = paragraph("Entry", strong(degree.title)) + paragraph("Detail", text(_where(degree)))
    return paragraph("Entry", text(degree.dates)), right


def _pair(left: str, right: str) -> tuple[str, str]:
    return paragraph("Standard", strong(left)), paragraph("Standard", text(right))


def _group(person: Person, group: str) -> str:
    return strong(group + person.headings.colon) if group else ""


def _where(degree: Degree) -> str:
    return f"{degree.school} – {degree.note}" if degree.note else degree.school


def _languages(person: Person) -> str:
    return ", ".join(f"{name} ({level})" for name, level in person.languages)


def _plain_section(title: str, parts: list[str]) -> str:
    return f"{title}\n{'-' * len(title)}\n" + "\n\n".join(parts)


def _plain_post(post: Post) -> str:
    head = f"{post.title}\n{post.company}, {post.place} ({post.dates})"
    return "\n".join((head, *(_wrapped(line, "- ") for line in post.lines)))


def _wrapped(words: str, first: str = "") -> str:
    return textwrap.fill(
        words, 78, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
    )
