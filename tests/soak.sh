#!/usr/bin/env bash
# The soak at its full length: ./tests/soak.sh [minutes, 30 unless given] [seed]
# Its counts are printed at the end, also when it fails; the seed repeats its choices.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export NEEDS_SOAK_MINUTES="${1:-30}" NEEDS_SOAK_SEED="${2:-}"
exec dotnet test tests/Needs.MySql.Tests -c Release --nologo --filter "FullyQualifiedName~Needs.MySql.Tests.Soak" --logger "console;verbosity=detailed"
