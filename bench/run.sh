#!/usr/bin/env bash
# Measures everything in docs/performance.md and puts the figures into its tables. Takes about 15 minutes; needs clang and
# zlib1g-dev for the native builds. Only loopback is used, and every turn is bounded.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$PWD/artifacts/bench
mkdir -p "$out"

# 10,000 clients wait at once: the client and the server each have a socket for every one of them.
ulimit -n "$(ulimit -H -n)"

publish() { # PROJECT DIRECTORY [OPTIONS]
    local project=$1 directory=$2
    shift 2
    echo "== publish $project to $directory"
    dotnet publish "$project" -c Release -o "$out/$directory" -v quiet "$@"
}

publish src/VimSessionService service-aot
publish bench/VimSessionService.Floor floor-aot
publish src/VimSessionService service-jit -p:PublishAot=false
publish bench/VimSessionService.Floor floor-jit -p:PublishAot=false

# vcsim is measured beside the service when VCSIM names its binary, and nginx when it is installed.
others=()
if [ -n "${VCSIM:-}" ]; then others+=(--vcsim "$VCSIM"); fi
if nginx=$(PATH=$PATH:/usr/sbin command -v nginx); then others+=(--nginx "$nginx"); fi

echo "== measure"
dotnet run --project bench/VimSessionService.Load -c Release -- run \
    --service "$out/service-aot/VimSessionService" --floor "$out/floor-aot/VimSessionService.Floor" \
    --service-jit "$out/service-jit/VimSessionService" --floor-jit "$out/floor-jit/VimSessionService.Floor" \
    --output "$out/results.json" ${others[@]+"${others[@]}"} "$@"

echo "== benchmarks of the codec and the endpoint"
dotnet run --project bench/VimSessionService.Benchmarks -c Release -- --filter '*' --exporters briefjson --artifacts "$out/benchmarks" --job short --buildTimeout 900

dotnet run --project bench/VimSessionService.Load -c Release -- report "$out/results.json" "$out/benchmarks/results" docs/performance.md
echo "== docs/performance.md is up to date"
