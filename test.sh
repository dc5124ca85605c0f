#!/usr/bin/env bash
# Builds and tests everything, from a fresh clone on: ./test.sh
#   NEEDS_MYSQL="Server=…;User ID=…;Password=…;Database=…"   test against this server (its user may create databases)
#   MySqlDriver=MySql.Data                                  test with this driver only
# Without NEEDS_MYSQL the tests use a container where a Docker engine answers, else a private mariadbd of their own.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. tests/requirements.sh

# One configuration for build, format, tests and whatever the tests build themselves.
export Configuration=Release
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
export PATH="$PATH:/usr/sbin:/sbin"

results="$PWD/artifacts/test-results"
passed=0 failed=0

say() { printf '\n== %s\n' "$*"; }

finish() {
    [ $((passed + failed)) -gt 0 ] || failed=1
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
    exit
}

give_up() {
    say "$*"
    failed=$((failed + 1))
    finish
}

restore() {
    dotnet restore Generators.sln --nologo -v q 2>&1
}

# MySqlConnector where the feed has it, else MySql.Data.
restore_with_a_driver() {
    local log status
    log=$(restore); status=$?
    if [ $status -ne 0 ] && [ -z "${MySqlDriver:-}" ] && grep -Eq 'NU(11[0-9]{2}|1603).*MySqlConnector' <<<"$log"; then
        say "the package feed has no MySqlConnector: testing with MySql.Data"
        export MySqlDriver=MySql.Data
        log=$(restore); status=$?
    fi
    [ $status -eq 0 ] || { printf '%s\n' "$log"; give_up "restore failed"; }
}

build() {
    dotnet build "$@" --no-restore -m:1 --nologo -v q -nodeReuse:false
}

attribute() {
    sed -nE "s/.*<Counters.* $1=\"([0-9]+)\".*/\1/p" "$2" | head -n 1
}

# run <project> <name of the run> [filter]
run() {
    dotnet test "$1" --no-build --nologo --results-directory "$results" --logger "trx;LogFileName=$2.trx" ${3:+--filter "$3"} \
        --blame-hang --blame-hang-timeout 5m --blame-hang-dump-type none </dev/null
}

# count <name of the run> <its exit code>: a crashed host, a skipped test or an empty run counts as a failure.
count() {
    local trx="$results/$1.trx" ok=0 bad=0 total=0
    if [ -f "$trx" ]; then
        total=$(attribute total "$trx")
        ok=$(attribute passed "$trx")
        bad=$(attribute failed "$trx")
    fi
    if [ $((total - ok - bad)) -gt 0 ]; then
        echo "$1: $((total - ok - bad)) tests did not run"
        bad=$((total - ok))
    elif [ "$total" -eq 0 ]; then
        echo "$1: no test ran"
        bad=1
    elif [ "$2" -ne 0 ] && [ "$bad" -eq 0 ]; then
        echo "$1: the test run failed (exit code $2)"
        bad=1
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
}

test_project() {
    say "$2"
    run "$@"
    count "$2" $?
}

install_missing mariadb galera chromium || give_up "the tests need more of this machine"
NEEDS_CHROMIUM=$(chromium_path) && export NEEDS_CHROMIUM
rm -rf "$results"
mkdir -p "$results"

say "restore and build"
restore_with_a_driver
build Generators.sln || give_up "the build failed"

say "format"
if ! dotnet format Generators.sln --verify-no-changes --no-restore; then
    echo "dotnet format would change files"
    failed=$((failed + 1))
fi

# These mostly wait, for minutes: beside the others. With MySqlConnector only, whose retries and list of hosts they are about.
long='FullyQualifiedName~MySql.Tests.Soak|FullyQualifiedName~MySql.Tests.Cluster'
short='FullyQualifiedName!~MySql.Tests.Soak&FullyQualifiedName!~MySql.Tests.Cluster'
if [ "${MySqlDriver:-}" != MySql.Data ]; then
    run tests/Needs.MySql.Tests Needs.MySql.Tests-long "$long" >"$results-long.log" 2>&1 &
    long_run=$!
fi

for project in tests/*.Tests; do
    case $project in
        */Needs.MySql.Tests) test_project "$project" Needs.MySql.Tests "$short" ;;
        *) test_project "$project" "$(basename "$project")" ;;
    esac
done

if [ -n "${long_run:-}" ]; then
    say "Needs.MySql.Tests-long"
    wait "$long_run"
    status=$?
    cat "$results-long.log"
    count Needs.MySql.Tests-long $status
fi

# The other driver: the same tests, and the samples compile with it too.
if [ -z "${MySqlDriver:-}" ]; then
    export MySqlDriver=MySql.Data
    say "again with MySql.Data"
    if restore && build tests/Needs.MySql.Tests && build tests/Needs.Samples.Tests; then
        test_project tests/Needs.MySql.Tests Needs.MySql.Tests-MySql.Data "$short"
    else
        failed=$((failed + 1))
    fi
fi

finish
