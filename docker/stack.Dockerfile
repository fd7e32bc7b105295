# What stands beside the functions: bridge, migrations, gateway. The functions have their template.
#
# Targets: `library` (bridge, migrations, the one-shot jobs of docker/) and `gateway`.

ARG PYTHON_VERSION=3.12

FROM python:${PYTHON_VERSION}-slim AS library
RUN groupadd --system --gid 1000 app \
 && useradd --system --uid 1000 --gid app --home-dir /home/app --create-home app
WORKDIR /home/app
COPY functions/queue-cv/requirements.txt /tmp/requirements.txt
RUN pip install --no-cache-dir --disable-pip-version-check -r /tmp/requirements.txt
COPY shared/ shared/
COPY docker/*.py docker/
RUN python -m compileall -q shared docker
USER 1000
ENV PYTHONPATH=/home/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp
CMD ["python", "-m", "shared.bridge"]

# requirements-local.txt also pins the embedded servers of `make up`; an image needs none of them.
FROM library AS gateway
USER 0
COPY requirements-local.txt /tmp/requirements-local.txt
RUN pip install --no-cache-dir --disable-pip-version-check \
      --constraint /tmp/requirements-local.txt aiohttp croniter pyyaml python-dotenv rich psutil
COPY local/ local/
COPY stack.yml stack.yml
RUN python -m compileall -q local
USER 1000
EXPOSE 8080
CMD ["python", "-m", "local", "gateway"]
