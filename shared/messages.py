"""The texts that callers and recruiters read, in English and French.

English is the docstring of the error; French stands here, by the same stable code.
"""

from collections.abc import Iterator

from shared.errors import PipelineError

LOCALES = ("en", "fr")

FRENCH = {
    "internal_error": "Une erreur inattendue s'est produite.",
    "bad_request": "La requête ne peut pas être acceptée.",
    "missing_file": "Le formulaire ne contient pas de fichier dans son champ « file ».",
    "empty": "Le fichier est vide.",
    "too_large": "Le fichier dépasse la taille maximale.",
    "unsupported_type": "Seuls les fichiers PDF, DOCX, DOC, ODT, RTF, TXT et les images (PNG, JPEG, TIFF, WebP) sont lus.",
    "unknown_priority": "La priorité est « premium », « standard » ou « batch ».",
    "bad_webhook_url": "L'URL de webhook n'est pas une adresse qui peut être appelée.",
    "missing_webhook_url": "Un webhook_secret ne va pas sans webhook_url.",
    "bad_body": "Le corps de la requête est illisible.",
    "bad_parameter": "Un paramètre de la requête n'est pas valide.",
    "idempotency_conflict": (
        "Cette Idempotency-Key a déjà servi pour un autre fichier ou d'autres options."
    ),
    "unauthorized": "Une clé d'API valide est nécessaire.",
    "method_not_allowed": "Cette méthode n'est pas permise ici.",
    "unknown_route": "Il n'y a rien à cette adresse ; voir /docs.",
    "not_found": "Aucune tâche ne porte cet identifiant.",
    "erased": "La tâche et ses données ont été effacées.",
    "dead_letter_not_found": "Aucune lettre morte ne porte cet identifiant.",
    "delivery_not_found": "Aucune livraison ne porte cet identifiant.",
    "secrets_not_configured": (
        "Ce service ne conserve pas de secrets de webhook : ENCRYPTION_KEY n'est pas définie."
    ),
    "illegal_transition": "La tâche ne peut pas changer d'état ainsi.",
    "unreadable": "Le document est illisible.",
    "encrypted": "Le document est protégé par un mot de passe.",
    "corrupt": "Le document est corrompu.",
    "type_mismatch": "Le contenu du fichier n'est pas celui que son nom annonce.",
    "no_text": "Le document ne contient pas de texte.",
    "ocr_missing": "Le document est un scan, et la reconnaissance de texte n'est pas installée.",
    "too_complex": "Le document est trop complexe pour être lu sans risque.",
    "bomb": "Le document décompressé est bien plus volumineux qu'un CV.",
    "failed": "La tâche ne peut pas aboutir.",
    "file_gone": "Le fichier n'est plus à sa place, ou a été remplacé.",
    "invalid_result": "La réponse du moteur d'analyse ne respecte pas le schéma.",
    "engine_misconfigured": "Le service de LLM refuse notre configuration.",
    "worker_crashed": "Le traitement de ce document a échoué à plusieurs reprises.",
    "secret_unreadable": "Aucune clé n'ouvre le secret du webhook.",
    "endpoint_gone": "Le destinataire du webhook a répondu 410 Gone.",
    "unavailable": "Une partie du service ne répond pas ; réessayez plus tard.",
    "database_unavailable": "La base de données ne répond pas ; réessayez plus tard.",
    "object_store_unavailable": "Le stockage de fichiers ne répond pas ; réessayez plus tard.",
    "queue_unavailable": "La file d'attente ne répond pas ; réessayez plus tard.",
    "engine_unavailable": "Le service de LLM ne répond pas ; réessayez plus tard.",
    "reader_unavailable": "La lecture de documents est indisponible ; réessayez plus tard.",
    "endpoint_unavailable": "Le destinataire du webhook n'a pas accepté la livraison.",
    "postponed": "Pas maintenant ; réessayez plus tard.",
    "circuit_open": "Le service de LLM est en panne ; réessayez plus tard.",
    "overloaded": "Le service est à sa limite ; réessayez plus tard.",
}


def text(code: str, locale: str = "en") -> str:
    """Return what `code` means in `locale`; English where the locale is not known."""
    if locale == "fr" and code in FRENCH:
        return FRENCH[code]
    return _english().get(code, PipelineError.__doc__ or "")


def _english() -> dict[str, str]:
    return {kind.code: " ".join((kind.__doc__ or "").split()) for kind in kinds()}


def kinds(kind: type[PipelineError] = PipelineError) -> Iterator[type[PipelineError]]:
    """Yield every kind of error, in the order of the tree."""
    yield kind
    for child in kind.__subclasses__():
        yield from kinds(child)
