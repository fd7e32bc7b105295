"""Where the stack is to run, and under which names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from local.errors import CannotRun

STACK = "nexten"  # the name of what belongs to the stack as a whole, also of its Secret
SECRETS = "/var/openfaas/secrets"  # where functions, bridge and migrations look for their secrets
# Without the first the offline engine reads the CVs; the others are for who has set them up.
OPTIONAL_SECRETS = ("openai-api-key", "api-keys", "redis-password", "minio-session-token")

DEFAULTS = {  # Services of these names in the namespace of the stack
    "REDIS_HOST": "redis",
    "REDIS_PORT": "6379",  # said aloud: Kubernetes gives a Service called redis a variable of this name
    "MINIO_ENDPOINT": "storage:9000",
    "MINIO_BUCKET_NAME": "cv-files",
    "MINIO_SECURE": "false",
}


@dataclass(frozen=True, kw_only=True)
class Target:
    """One cluster, as far as the manifests need to know it."""

    namespace: str
    function_url: str  # with {function}: how the bridge reaches one
    registry: str = "docker.io/nexten"
    tag: str = "latest"
    settings: Mapping[str, str] = field(default_factory=dict[str, str])  # over `DEFAULTS`
    keda: bool = True  # scale the bridge by the length of the queues
    redis_password: bool = False  # there is a secret of this name
    one_secret: bool = True  # all secrets are keys of one Secret, else each is one of its own name

    def configuration(self) -> dict[str, str]:
        """Return the settings of every process, which are no secrets."""
        return {**DEFAULTS, "FUNCTION_URL": self.function_url, **self.settings}

    def secret_of(self, name: str) -> str:
        """Return the Secret in which the secret `name` is; its key is called the same."""
        return STACK if self.one_secret else name

    def library_image(self) -> str:
        """Return the image of bridge and migrations."""
        return f"{self.registry}/library:{self.tag}"


def no_secrets(settings: Mapping[str, str]) -> Mapping[str, str]:
    """Return the settings unless one belongs into a Secret; raise `CannotRun` naming it."""
    for name in settings:
        if name == "DATABASE_URL" or name.endswith(("_KEY", "_KEYS", "_TOKEN", "_PASSWORD")):
            file = name.lower().replace("_", "-")
            raise CannotRun(f"{name} is a secret: put it into the Secret as {file}, not here.")
    return settings
