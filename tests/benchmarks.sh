#!/usr/bin/env bash
# Measures all of docs/benchmarks.md and writes it anew: ./tests/benchmarks.sh
# A chapter alone, printed only: ./tests/benchmarks.sh wrapper
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

. tests/requirements.sh

export PATH="$PATH:/usr/sbin:/sbin" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
install_missing mariadb
dotnet build tests/Needs.Benchmarks -c Release --nologo -v q -m:1
exec dotnet run --no-build -c Release --project tests/Needs.Benchmarks -- "$@"
