# The site is built once; the image that runs holds the server, its libraries and the built site, and nothing to build with.
FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:26-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json ./
# Optional packages bring a Node of their own and the builder's bindings: the image has the one, and needs no other.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4321 DATA_DIR=/data NODE_COMPILE_CACHE=/data/compiled
WORKDIR /app
COPY --from=libraries /app/node_modules node_modules
COPY package.json ./
COPY server server
COPY src/core src/core
COPY src/documents src/documents
COPY src/schemas src/schemas
COPY src/steps src/steps
COPY --from=build /app/dist dist
RUN mkdir -m 700 /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4321
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/run.mjs"]
