# MinIO from source, with the fixes that came after its last published image.
#
# Used with docker/build-minio.yml (see docs/deploy.md). The version is
# the last commit of the archived repository.

ARG GO_VERSION=1.26

FROM golang:${GO_VERSION} AS build
ARG MINIO_VERSION=v0.0.0-20260212201848-7aac2a2c5b7c
RUN CGO_ENABLED=0 go install -ldflags="-s -w" github.com/minio/minio@${MINIO_VERSION}

FROM alpine:3.22
RUN apk add --no-cache ca-certificates curl
COPY --from=build /go/bin/minio /usr/bin/minio
EXPOSE 9000 9001
VOLUME ["/data"]
ENTRYPOINT ["minio"]
