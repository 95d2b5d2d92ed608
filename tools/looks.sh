# What looks at the panel in a browser, against a hub of its own with a florist's day in it. Sourced by ./dev, after
# tools/lib.sh and with `free_ports` and `said` of tools/test.sh.

# looks screenshots|lighthouse WORD…
looks() {
    local what=$1 hub_port sandbox_port result=0
    shift
    need_node
    need_jdk
    . tools/test.sh
    CHROMIUM=$(find_chromium) || fail "Chromium or Chrome is needed: apt-get install chromium | brew install --cask chromium"
    build
    panel_packages
    engine_packages
    # Not local: the trap runs when this function is left already.
    up='' new='' folder=$(mktemp -d "${TMPDIR:-/tmp}/palomar-looks.XXXXXX")
    chmod 755 "$folder"
    # shellcheck disable=SC2046
    set -- $(free_ports 2) "$@"
    hub_port=$1 sandbox_port=$2
    shift 2
    PALOMAR_PORT=$hub_port SANDBOX_PORT=$sandbox_port PALOMAR_DATA=$folder/data \
        "$NODE" tools/up.mjs >"$folder/up.log" 2>&1 &
    up=$!
    trap end_browser_tests EXIT
    said 'Palomar is ready' "$folder/up.log" $up || return 1
    (cd panel && PALOMAR_CREDENTIALS=$folder/data/credentials.json CHROMIUM_PATH=$CHROMIUM \
        npm run --silent "$what" -- "$@") || result=1
    end_browser_tests
    return $result
}
