# Build first: ./dev package makes dist/palomar, which is all that goes in.
# Without PALOMAR_DATABASE_URL the hub keeps a PostgreSQL of its own below /data.
FROM node:22-bookworm-slim AS node

FROM eclipse-temurin:25-jre

RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin palomar \
 && install -d -o palomar -g palomar -m 700 /data
# Node, for numbers that are linked by QR.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libstdc++6 && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY dist/palomar /opt/palomar

USER palomar
WORKDIR /data
VOLUME /data
ENV PALOMAR_DATA=/data PALOMAR_HOST=0.0.0.0 PALOMAR_PORT=8080
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$PALOMAR_PORT && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseCompactObjectHeaders", "-XX:G1PeriodicGCInterval=15000", \
  "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=/data/palomar.jsa", "-Xlog:cds=off", "-Xlog:aot=off", \
  "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/palomar/palomar.jar"]
