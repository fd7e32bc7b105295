"""The data of a CV as JSON Resume 1.x.

Source: https://jsonresume.org/schema; dates are YYYY, YYYY-MM or YYYY-MM-DD, a current role has no
`endDate`, and the top level is closed.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from shared.errors import BadParameter

Json = dict[str, Any]

JSON_RESUME = "json_resume"  # what the format is called in a request

WEB = ("http", "https")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

NETWORKS = {
    "linkedin.com": "LinkedIn",
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "x.com": "X",
    "twitter.com": "Twitter",
    "stackoverflow.com": "Stack Overflow",
    "xing.com": "XING",
    "orcid.org": "ORCID",
}


def as_format(name: str, answer: Json) -> Json:
    """Return the answer about a job, its result in the format called `name`: "" or json_resume."""
    if name not in ("", JSON_RESUME):
        raise BadParameter(f"format: {JSON_RESUME}, or none")
    if not name or answer["status"] != "done":
        return answer
    result = answer["result"]
    return answer | {"result": result | {"data": json_resume(result["data"], result["meta"])}}


def json_resume(data: Json, meta: Json) -> Json:
    """Return `data` as a JSON Resume document."""
    return {
        "basics": _basics(data),
        "work": [_work(job) for job in data["experience"]],
        "education": [_education(study) for study in data["education"]],
        "skills": [{"name": skill} for skill in data["skills"]],
        "languages": [
            _present({"language": spoken["language"], "fluency": spoken["level"]})
            for spoken in data["languages"]
        ],
        "certificates": [_present(certificate) for certificate in data["certifications"]],
        "projects": [_dated(project) for project in data["projects"]],
        "publications": [_publication(work) for work in data["publications"]],
        "interests": [{"name": interest} for interest in data["interests"]],
        "meta": {"version": meta["schema_version"]},
    }


def _basics(data: Json) -> Json:
    person = data["personal_info"]
    links = [url for link in person["links"] if (url := _url(link))]
    profiles = [profile for link in links if (profile := _profile(link))]
    sites = [link for link in links if _profile(link) is None]
    return _present(
        {
            "name": person["name"],
            "label": person["headline"],
            "email": person["email"],
            "phone": person["phone"],
            "url": sites[0] if sites else None,
            "summary": data["summary"],
            "location": {"address": person["location"]} if person["location"] else None,
            "profiles": profiles,
        }
    )


def _url(link: str | None) -> str | None:
    """Return `link` as a URL, None where it is none.

    CVs name their links without a scheme, and wrap those that are long.
    """
    whole = "".join((link or "").split())
    url = whole if SCHEME.match(whole) else f"https://{whole.removeprefix('//')}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:  # a bracket that opens no address, a port that is none
        return None
    is_site = host and "." in host and parts.username is None and parts.scheme in WEB
    return url if is_site else None


def _profile(link: str) -> Json | None:
    parts = urlsplit(link)
    labels = (parts.hostname or "").split(".")
    network = NETWORKS.get(".".join(labels[-2:]))  # fr.linkedin.com is LinkedIn too
    username = parts.path.rstrip("/").rpartition("/")[2]
    if network is None or not username:
        return None
    return {"network": network, "username": username, "url": link}


def _work(job: Json) -> Json:
    return _present(
        {
            "name": job["company"],
            "position": job["title"],
            "location": job["location"],
            "startDate": job["start_date"],
            "endDate": None if job["is_current"] else job["end_date"],
            "summary": job["description"],
        }
    )


def _education(study: Json) -> Json:
    return _present(
        {
            "institution": study["institution"],
            "studyType": study["degree"],
            "area": study["field"],
            "startDate": study["start_date"],
            "endDate": study["end_date"],
        }
    )


def _dated(project: Json) -> Json:
    return _present(
        {
            "name": project["name"],
            "description": project["description"],
            "url": _url(project["url"]),
            "startDate": project["start_date"],
            "endDate": project["end_date"],
        }
    )


def _publication(work: Json) -> Json:
    return _present(
        {
            "name": work["title"],
            "publisher": work["publisher"],
            "releaseDate": work["date"],
            "url": _url(work["url"]),
        }
    )


def _present(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}
