#!/usr/bin/env bash
# POST /api/search under load against the same road called in-process, in one run: bench/web/search.sh GALLERY PICTURE [SECONDS]
# Needs wrk (apt-get install wrk). 32 connections; the server shares the machine's cores with wrk. Prints the server's memory over time.
set -euo pipefail
gallery=$(realpath "$1") picture=$(realpath "$2") seconds=${3:-60} port=5199
cd "$(dirname "$0")/../.."
dotnet build src/Gyo.Server -c Release -v q > /dev/null
dotnet run -c Release bench/web/inprocess.cs -- "$gallery" "$picture" "$((seconds / 3 + 1))"

dotnet src/Gyo.Server/bin/Release/net10.0/Gyo.Server.dll "--Gyo:Gallery=$gallery" "--urls=http://127.0.0.1:$port" > /dev/null &
server=$!
trap 'kill $server' EXIT
until curl -sf "http://127.0.0.1:$port/readyz" > /dev/null; do sleep 0.2; done
export PICTURE=$picture
wrk -t 1 -c 32 -d 3 -s bench/web/search.lua "http://127.0.0.1:$port/api/search" > /dev/null # warms up
( while sleep "$((seconds / 10 + 1))"; do awk '/VmRSS/ { printf "memory: %d MB\n", $2 / 1024 }' "/proc/$server/status"; done ) &
memory=$!
wrk -t 1 -c 32 -d "$seconds" -s bench/web/search.lua "http://127.0.0.1:$port/api/search" | grep -E '^(server|errors)'
kill $memory
