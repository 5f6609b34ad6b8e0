# syntax=docker/dockerfile:1

# What is installed is exactly the lock; pip and its caches stay behind in this stage.
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install --require-hashes --requirement /tmp/requirements.txt
COPY . /app
WORKDIR /app
# The key is for this one command: collecting files signs nothing, but the settings demand one.
RUN SECRET_KEY=collects-files-and-signs-nothing /opt/venv/bin/python manage.py collectstatic --no-input

FROM python:3.12-slim
LABEL org.opencontainers.image.title="customers-api"
# A fixed number, so that a volume's owner is the same after every build.
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --no-create-home --shell /usr/sbin/nologin app \
    && install --directory --owner app --group app /data /data/media
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER app

# The server, by the names of its own variables, so that each can be changed where the container is started:
# * blocking threads: each one waits for one client; those that talk to the database are the service's own (THREADS);
# * kill timeout: how long a stop waits for requests; without it, one stalled upload would hold it for ever;
# * respawn: without it, one killed worker would end the whole service;
# * log configuration: the server's own lines in the form of the service's.
# The folder of the metrics is emptied at each start, and holds a few files for each worker.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/db.sqlite3 \
    MEDIA_ROOT=/data/media \
    PROMETHEUS_MULTIPROC_DIR=/tmp/customers-api-metrics \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_INTERFACE=wsgi \
    GRANIAN_HTTP=1 \
    GRANIAN_WEBSOCKETS=false \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=256 \
    GRANIAN_WORKERS_KILL_TIMEOUT=30 \
    GRANIAN_RESPAWN_FAILED_WORKERS=true \
    GRANIAN_LOG_CONFIG=customers_api/operation/server_logs.json

VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "scripts/healthcheck.py"]
CMD ["python", "-m", "customers_api.operation.launch", "granian", "customers_api.wsgi:application"]
