#!/usr/bin/env bash
# Measures what fits a pattern (default: everything) and writes the tables of this machine to bench/results.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet run -c Release --project bench/Gyo.Benchmarks -- --filter "${1:-*}"
