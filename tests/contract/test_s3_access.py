"""How the S3 adapter gets in: regions, the bucket in the host's name, HTTPS, temporary credentials.

Source: AWS S3 User Guide, "Virtual hosting of buckets"; AWS STS API Reference, AssumeRole.
"""

import datetime
import socket
import threading
from dataclasses import dataclass, field
from uuid import uuid4

import localstack_client.session
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from minio.credentials import AssumeRoleProvider
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from shared.adapters.s3 import S3Objects
from shared.errors import ObjectStoreUnavailable
from tests.minio_server import PASSWORD, USER, running

REGION = "eu-west-3"
HTTPS = 443
AWS = f"s3.{REGION}.amazonaws.com"


def a_bucket() -> str:
    return f"test-{uuid4().hex}"


def opened(endpoint: str, **options: str | bool) -> S3Objects:
    defaults = {"access_key": USER, "secret_key": PASSWORD, "bucket": a_bucket()}
    return S3Objects(endpoint, **(defaults | options))


def works(objects: S3Objects) -> bool:
    objects.ensure_bucket()
    objects.put("inbox/é +1.txt", b"cv", 2, "text/plain")
    return objects.get("inbox/é +1.txt") == b"cv"


@dataclass
class Names:
    """What was asked of the resolver."""

    asked: set[str] = field(default_factory=set)
    https_port: int = HTTPS


@pytest.fixture
def names(monkeypatch):
    """Let names under amazonaws.com and s3.test be this machine; return the names asked for."""
    found = Names()
    ask = socket.getaddrinfo

    def answer(host, port, *rest, **options):
        if host.endswith((".amazonaws.com", "s3.test")):
            found.asked.add(host)
            host, port = "127.0.0.1", found.https_port if port == HTTPS else port
        return ask(host, port, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return found


@pytest.fixture
def certificate(tmp_path):
    """A certificate of our own for AWS' names; return the files with it and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AWS)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(AWS), x509.DNSName(f"*.{AWS}")]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    public, private = tmp_path / "public.crt", tmp_path / "private.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, private


@pytest.fixture
def aws(certificate, names):
    """An AWS emulator that speaks HTTPS under AWS' names."""
    emulator = DomainDispatcherApplication(create_backend_app)
    files = tuple(str(file) for file in certificate)
    server = make_server("127.0.0.1", 0, emulator, threaded=True, ssl_context=files)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    names.https_port = server.server_port
    yield
    server.shutdown()
    server.server_close()
    serving.join()


def test_a_bucket_is_made_in_its_region_and_found_there(aws_endpoint):
    bucket = a_bucket()
    assert works(opened(aws_endpoint, bucket=bucket, region=REGION))

    amazon = localstack_client.session.Session(
        aws_access_key_id=USER, aws_secret_access_key=PASSWORD
    ).client("s3")
    assert amazon.get_bucket_location(Bucket=bucket)["LocationConstraint"] == REGION
    assert works(opened(aws_endpoint, bucket=bucket))  # the region is asked for


def test_what_an_aws_client_puts_is_read_and_the_other_way_round(aws_endpoint):
    objects = opened(aws_endpoint, region=REGION, bucket=(bucket := a_bucket()))
    objects.ensure_bucket()
    amazon = localstack_client.session.Session(
        aws_access_key_id=USER, aws_secret_access_key=PASSWORD, region_name=REGION
    ).client("s3")

    amazon.put_object(Bucket=bucket, Key="a é+", Body=b"theirs", Metadata={"priority": "batch"})
    objects.put("b", b"ours", 4, "text/plain")

    assert objects.get("a é+") == b"theirs"
    assert objects.stat("a é+").metadata == {"priority": "batch"}
    assert amazon.get_object(Bucket=bucket, Key="b")["Body"].read() == b"ours"


@pytest.mark.usefixtures("aws")
def test_aws_is_reached_by_https_with_the_bucket_in_the_name(names, certificate):
    public, _ = certificate
    objects = opened(
        AWS,
        secure=True,
        region=REGION,
        bucket=(bucket := a_bucket()),
        session_token="the token of a role",
        ca_file=str(public),
    )

    assert works(objects)
    assert names.asked == {AWS, f"{bucket}.{AWS}"}


@pytest.mark.usefixtures("aws")
def test_a_certificate_that_nobody_vouches_for_is_refused():
    with pytest.raises(ObjectStoreUnavailable):
        opened(AWS, secure=True, region=REGION).ensure_bucket()


@pytest.mark.usefixtures("aws")
def test_a_certificate_for_another_name_is_refused(certificate):
    public, _ = certificate
    with pytest.raises(ObjectStoreUnavailable):
        opened("s3.test", secure=True, ca_file=str(public)).ensure_bucket()


def test_the_bucket_stands_in_the_name_where_that_is_asked_for(names, tmp_path):
    with running(tmp_path, {"MINIO_DOMAIN": "s3.test"}) as server:
        port, bucket = server.address.rpartition(":")[2], a_bucket()

        assert works(opened(f"s3.test:{port}", bucket=bucket, addressing="virtual"))
        assert names.asked == {"s3.test", f"{bucket}.s3.test"}
        assert works(opened(server.address, bucket=bucket, addressing="path"))


def test_a_region_that_the_server_does_not_have_is_refused(tmp_path):
    with running(tmp_path, {"MINIO_SITE_REGION": REGION}) as server:
        assert works(opened(server.address, region=REGION, bucket=(bucket := a_bucket())))
        assert works(opened(server.address, bucket=bucket))  # the region is asked for
        with pytest.raises(ObjectStoreUnavailable):
            opened(server.address, region="us-west-2").ensure_bucket()


def test_temporary_credentials_work_only_with_their_token(minio_server):
    policy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::*"]}]}'
    role = AssumeRoleProvider(
        sts_endpoint=f"http://{minio_server.address}",
        access_key=USER,
        secret_key=PASSWORD,
        policy=policy,
        region="us-east-1",
    ).retrieve()
    bucket = a_bucket()

    def as_role(token: str) -> S3Objects:
        return opened(
            minio_server.address,
            access_key=role.access_key,
            secret_key=role.secret_key,
            session_token=token,
            bucket=bucket,
        )

    assert role.session_token
    assert works(as_role(role.session_token))
    with pytest.raises(ObjectStoreUnavailable):
        as_role("").stat("inbox/é +1.txt")
