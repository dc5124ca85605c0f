# What the tests and benchmarks need of the machine beyond .NET, installed with apt-get where it is missing.
# Read by test.sh and tests/benchmarks.sh: install_missing <what>…, of: mariadb galera chromium

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

chromium_path() {
    if [ -n "${NEEDS_CHROMIUM:-}" ]; then echo "$NEEDS_CHROMIUM"; return; fi
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

install_missing() {
    local what packages=()
    for what in "$@"; do
        case $what in
            mariadb)
                command -v mariadbd >/dev/null || packages+=(mariadb-server)
                ;;
            galera)
                command -v mariadb-backup >/dev/null || packages+=(mariadb-backup)
                [ -e /usr/lib/galera/libgalera_smm.so ] || packages+=(galera-4)
                ;;
            chromium)
                chromium_path >/dev/null || packages+=(chromium fonts-liberation)
                ;;
        esac
    done
    [ ${#packages[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "missing, and no apt-get here to install it: ${packages[*]}"
        return 1
    fi
    printf '\n== installing %s\n' "${packages[*]}"
    as_root apt-get update -q || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}" && return
    echo "could not install ${packages[*]}"
    return 1
}
