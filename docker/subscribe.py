"""Tells MinIO to report new objects under `inbox/`: `python docker/subscribe.py`.

The webhook itself (MINIO_NOTIFY_WEBHOOK_*_PRIMARY) is configured where MinIO runs. A second run
sets the same rule again.
"""

from minio import Minio
from minio.notificationconfig import NotificationConfig, PrefixFilterRule, QueueConfig

from shared.settings import Settings

TARGET = "arn:minio:sqs::PRIMARY:webhook"
# Not `s3:ObjectCreated:*`: it also reports tags and retention, which change no content.
EVENTS = [
    "s3:ObjectCreated:Put",
    "s3:ObjectCreated:Post",
    "s3:ObjectCreated:Copy",
    "s3:ObjectCreated:CompleteMultipartUpload",
]


def main(found: Settings) -> None:
    """Set the bucket's one rule."""
    client = Minio(
        found.minio_endpoint,
        access_key=found.minio_access_key,
        secret_key=found.minio_secret_key,
        secure=found.minio_secure,
    )
    rule = QueueConfig(queue=TARGET, events=EVENTS, prefix_filter_rule=PrefixFilterRule("inbox/"))
    client.set_bucket_notification(
        found.minio_bucket_name, NotificationConfig(queue_config_list=[rule])
    )


if __name__ == "__main__":
    main(Settings.from_environ())
