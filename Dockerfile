# Breakwater's jobs and command line. The store is a ClickHouse server: the embedded engine (600 MB) is left out, unless
# it is asked for with --build-arg OMIT="--omit=dev".
FROM node:24.21.0-bookworm-slim AS packages
ARG OMIT="--omit=dev --omit=optional"
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci ${OMIT} --ignore-scripts --no-audit --no-fund

# The pages of the console: what builds them stays out of the image.
FROM node:24.21.0-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional --ignore-scripts --no-audit --no-fund
COPY vite.config.ts tsconfig.json tsconfig.web.json ./
COPY src src
RUN npx vite build --logLevel warn

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    HOME=/tmp \
    TMPDIR=/tmp
WORKDIR /app
# A fresh volume on /keys takes over owner and mode; the group is how other services read it.
RUN groupadd --system --gid 10001 breakwater \
    && useradd --system --uid 10001 --gid 10001 --home-dir /tmp --shell /usr/sbin/nologin breakwater \
    && install --directory --owner=10001 --group=10001 --mode=0750 /keys /reports
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY bin bin
COPY deploy deploy
COPY docs/red-team.json docs/red-team.json
COPY src src
COPY jobs jobs
COPY --from=pages /app/src/console/web/dist src/console/web/dist
USER 10001:10001
EXPOSE 9464 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "deploy/healthcheck.js"]
ENTRYPOINT ["node", "src/cli/main.ts"]
CMD ["--help"]
