# RQ Dashboard, made to read the JSON jobs that the bridge's queues hold. (It forgets to ask for six.)

ARG PYTHON_VERSION=3.12

FROM python:${PYTHON_VERSION}-slim
RUN pip install --no-cache-dir --disable-pip-version-check \
      rq-dashboard==0.9.0 rq==3.0.0 redis==8.1.0 flask==3.1.3 six==1.17.0
WORKDIR /home/app
COPY docker/dashboard.py dashboard.py
USER 1000
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp
EXPOSE 9181
CMD ["python", "dashboard.py"]
