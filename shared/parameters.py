"""What callers may give with a request: one value reads it and tells of it on the page /docs."""

from dataclasses import dataclass
from enum import StrEnum

from flask import Request
from werkzeug.datastructures import FileStorage

from shared.domain.file_type import READ_AS
from shared.domain.job import Priority
from shared.domain.json_resume import JSON_RESUME
from shared.messages import LOCALES

LONGEST_KEY = 255  # characters of an Idempotency-Key
LONGEST_WAIT = 30.0  # seconds that an answer may be held


class Place(StrEnum):
    """Where in a request a parameter stands."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    FORM = "form"
    JSON = "JSON"


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """One thing that a caller may give."""

    name: str
    place: Place
    meaning: str  # for the page /docs
    needed: bool = False

    def of(self, request: Request) -> str:
        """Return what the request gives as text, "" where it gives nothing."""
        match self.place:
            case Place.PATH:  # always the last part: an ingress may leave others before it
                return request.path.rstrip("/").rpartition("/")[2].replace("\0", "")
            case Place.QUERY:
                return request.args.get(self.name, "")
            case Place.HEADER:
                return request.headers.get(self.name, "")
            case Place.FORM:
                return request.form.get(self.name, "")
            case Place.JSON:
                raise TypeError(f"{self.name} may be of any type")

    def file_of(self, request: Request) -> FileStorage | None:
        """Return the file that the form has under this name."""
        return request.files.get(self.name)


FILE = Parameter(
    name="file",
    place=Place.FORM,
    needed=True,
    meaning=f"the CV, under a name that ends in {', '.join(f'.{name}' for name in READ_AS)}",
)
PRIORITY = Parameter(
    name="priority",
    place=Place.FORM,
    meaning=f"{', '.join(Priority)}; without it {Priority.of(None)}",
)
WEBHOOK_URL = Parameter(
    name="webhook_url", place=Place.FORM, meaning="where to tell that the job is over"
)
WEBHOOK_SECRET = Parameter(
    name="webhook_secret",
    place=Place.FORM,
    meaning="what the webhook is signed with; only beside webhook_url",
)
IDEMPOTENCY_KEY = Parameter(
    name="Idempotency-Key",
    place=Place.HEADER,
    meaning="the same key, file and options give the same job, however often they come; at most "
    f"{LONGEST_KEY} characters",
)
JOB_ID = Parameter(name="job_id", place=Place.PATH, needed=True, meaning="as the upload was told")
WAIT = Parameter(
    name="wait",
    place=Place.QUERY,
    meaning=f"a number of seconds from 0 to {LONGEST_WAIT:g}, for which the answer is held until "
    "the job is over",
)
FORMAT = Parameter(
    name="format",
    place=Place.QUERY,
    meaning=f"{JSON_RESUME}: the data in that format; without it in ours",
)
API_KEY = Parameter(
    name="X-API-Key", place=Place.HEADER, meaning="needed where the service has API keys"
)
BEARER = Parameter(
    name="Authorization", place=Place.HEADER, meaning="Bearer and the key, or the operator's token"
)
LANGUAGE = Parameter(
    name="Accept-Language", place=Place.HEADER, meaning=f"of texts: {', '.join(LOCALES)}"
)
CALL_ID = Parameter(
    name="X-Call-Id", place=Place.HEADER, meaning="of the call in our logs; without it we make one"
)

# What each route reads, and nothing else. Those of operators are in `administration`.
CALLER = (API_KEY, BEARER, LANGUAGE, CALL_ID)
OPERATOR = (BEARER, LANGUAGE, CALL_ID)
UPLOAD = (FILE, PRIORITY, WEBHOOK_URL, WEBHOOK_SECRET, IDEMPOTENCY_KEY, *CALLER)
LOOKUP = (JOB_ID, WAIT, FORMAT, *CALLER)
ERASURE = (JOB_ID, *CALLER)
