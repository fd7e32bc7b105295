"""The engine against a local server that speaks the real protocol."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.llm.engine import OpenAIEngine
from shared.parsing.llm.settings import LLMSettings
from tests.support.openai_answers import asked_properties
from tests.support.openai_server import OpenAIServer

CV = """\
Camille Roux-Lefèvre
Ingénieure logiciel
camille.roux@example.com | +33 6 39 98 12 34 | Lyon, France

Profil
Dix ans de développement de services web,
du prototype à la production.

Expériences
Développeuse senior, Atelier Numérique
mars 2021 – à ce jour
• Conception d'une API de paiement
• Encadrement de quatre personnes
Développeuse, Maison Ferrand, Lyon
09/2016 - 02/2021
• Refonte du site marchand

Formation
Master Informatique, Université de Valfleury
2014 - 2016

Compétences
Python, PostgreSQL, C++, Docker

Langues
Français (langue maternelle), Anglais (C1)
"""

ANSWER: dict[str, Any] = {
    "personal_info": {
        "name": "Camille Roux-Lefèvre",
        "headline": "Ingénieure logiciel",
        "email": "camille.roux@example.com",
        "phone": "+33 6 39 98 12 34",
        "location": "Lyon, France",
        "links": [],
    },
    "summary_lines": [6, 7],
    "skills": ["Python", "PostgreSQL", "C++", "Docker"],
    "experience": [
        {
            "title": "Développeuse senior",
            "company": "Atelier Numérique",
            "location": None,
            "start_date": "mars 2021",
            "end_date": "à ce jour",
            "is_current": True,
            "description_lines": [12, 13],
        },
        {
            "title": "Développeuse",
            "company": "Maison Ferrand",
            "location": "Lyon",
            "start_date": "09/2016",
            "end_date": "02/2021",
            "is_current": False,
            "description_lines": [16],
        },
    ],
    "education": [
        {
            "institution": "Université de Valfleury",
            "degree": "Master Informatique",
            "field": None,
            "start_date": "2014",
            "end_date": "2016",
        }
    ],
    "languages": [
        {"language": "Français", "level": "langue maternelle"},
        {"language": "Anglais", "level": "C1"},
    ],
    "certifications": [],
    "projects": [],
    "publications": [],
    "interests": [],
}


def a_document(text: str = CV, **changes: Any) -> Document:
    lines = tuple(
        Line(text=line.removeprefix("• "), bullet=line.startswith("• "))
        for line in text.splitlines()
    )
    return Document(lines=lines, file_type=FileType.TXT, **changes)


def fitting(answer: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return an author who answers each part with its share of `answer`."""

    def write(request: dict[str, Any]) -> dict[str, Any]:
        return {key: answer[key] for key in asked_properties(request)}

    return write


@pytest.fixture
def document() -> Document:
    return a_document()


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer(fitting(ANSWER), api_key="sk-test") as double:
        yield double


@pytest.fixture
def settings(server: OpenAIServer) -> LLMSettings:
    return LLMSettings(
        api_key="sk-test",
        base_url=server.url,
        call_timeout=5.0,
        backoff_base=0.01,
        backoff_cap=0.05,
    )


@pytest.fixture
def new_engine() -> Iterator[Callable[[LLMSettings], OpenAIEngine]]:
    engines: list[OpenAIEngine] = []

    def make(settings: LLMSettings, **options: Any) -> OpenAIEngine:
        engines.append(OpenAIEngine(settings, **options))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()


@pytest.fixture
def engine(
    new_engine: Callable[[LLMSettings], OpenAIEngine], settings: LLMSettings
) -> OpenAIEngine:
    return new_engine(settings)
