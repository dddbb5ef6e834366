# The API, the worker and the migrations are one image and three commands; docs/DEPLOYMENT.md says how they fit together.

FROM node:24-bookworm-slim AS build
WORKDIR /build
ENV REDOCLY_TELEMETRY=off
COPY package.json package-lock.json ./
COPY sdk/typescript/package.json sdk/typescript/
# Nothing here needs an install script: Node is in the image, and the embedded database is for development.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN sh scripts/build.sh

FROM node:24-bookworm-slim AS packages
WORKDIR /build
COPY package.json package-lock.json ./
COPY sdk/typescript/package.json sdk/typescript/
RUN npm ci --omit=dev --workspaces=false --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@clientflow

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
# --build-arg REVISION=$(git rev-parse HEAD): shown at /v1/meta, beside the digest of the files.
ARG REVISION=
ENV BUILD_REVISION=$REVISION
COPY package.json ./
COPY --from=packages /build/node_modules node_modules
COPY --from=build /build/dist dist
# The files stay root's: the process can read them and change nothing.
USER 10001:10001
EXPOSE 8080
# The worker listens nowhere: run it with --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Node handles SIGTERM itself and starts no other process, so it needs no init in front of it.
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
