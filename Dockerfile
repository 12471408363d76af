# syntax=docker/dockerfile:1
# docker build .                        the service without Kerberos, on an image without shell and package manager
# docker build --target kerberos .      the same on an image that has the GSS-API library, for --sspi kerberos

# The native compiler links against the C library of the machine it runs on, so build and run on the same distribution.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends clang zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/VimSessionService --configuration Release --output /app \
    && mkdir /data

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble AS kerberos
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgssapi-krb5-2 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/VimSessionService /app/VimSessionService
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV VIMSESSION_LISTEN=:8989 \
    VIMSESSION_DATA_DIRECTORY=/data
USER $APP_UID
WORKDIR /data
VOLUME /data
EXPOSE 8989
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s --retries=3 CMD ["/app/VimSessionService", "healthcheck"]
ENTRYPOINT ["/app/VimSessionService"]

# No shell, no package manager, and a user that is not root.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /app/VimSessionService /app/VimSessionService
# The volume takes over owner and mode of this directory.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV VIMSESSION_LISTEN=:8989 \
    VIMSESSION_DATA_DIRECTORY=/data
USER $APP_UID
WORKDIR /data
VOLUME /data
EXPOSE 8989
STOPSIGNAL SIGTERM
# The health check reads the same environment variables as the service. Set options there and not as arguments, or it asks another port.
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s --retries=3 CMD ["/app/VimSessionService", "healthcheck"]
ENTRYPOINT ["/app/VimSessionService"]
