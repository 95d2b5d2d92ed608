# `./dev test`: everything that has to be green. Sourced by ./dev, after tools/lib.sh.

COUNTS=.dev/test

# step NAME COMMAND…: runs it with its output shown, and ends everything when it fails.
step() {
    local name=$1 before=$SECONDS
    shift
    say "" "== $name"
    "$@" || {
        say "" "./dev test: $name failed"
        exit 1
    }
    say "   $((SECONDS - before)) s"
}

# count PASSED FAILED: adds to what the last line says. Steps run side by side, so it is written down.
count() { printf '%s %s\n' "$1" "$2" >>$COUNTS/counts; }

# What runs beside the rest: its process, and the name of its log.
BESIDE=()

# beside NAME COMMAND…: starts steps that wait for nothing of those that follow here. What they print is shown when
# they are met (`meet`). They are a process group of their own, so that all of them can be ended.
beside() {
    local log=$COUNTS/$1.log
    shift
    say "" "== beside what follows: $(basename "$log" .log)"
    trap - EXIT
    set -m
    (set +m; "$@") >"$log" 2>&1 </dev/null &
    set +m
    BESIDE+=("$! $log")
    trap closing EXIT
}

# Waits for everything that runs beside, shows what it said, and ends everything when one of it failed.
meet() {
    local each result=0
    while [ ${#BESIDE[@]} -gt 0 ]; do
        each=${BESIDE[0]}
        wait "${each%% *}" || result=1
        BESIDE=("${BESIDE[@]:1}")
        cat "${each#* }"
    done
    [ $result = 0 ] || exit 1
}

# However it ends: what still runs beside is ended with it, and the last line counts.
closing() {
    local result=$? each
    for each in ${BESIDE[@]+"${BESIDE[@]}"}; do
        kill -- "-${each%% *}" 2>/dev/null || true
    done
    awk '{ passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed }' $COUNTS/counts
    exit $result
}

panel_types() { (cd panel && npm run --silent types); }

panel_lint() { (cd panel && npm run --silent lint); }

panel_tests() {
    local result=0
    (cd panel && npm run --silent test -- --reporter=default --reporter=json --outputFile.json=../$COUNTS/panel.json) || result=1
    # shellcheck disable=SC2046
    count $("$NODE" -p 'const r = JSON.parse(fs.readFileSync(process.argv[1])); `${r.numPassedTests} ${r.numFailedTests}`' $COUNTS/panel.json)
    return $result
}

engine_lint() { (cd engine && npm run --silent lint); }

# An unmodified Baileys in our engine, against the sandbox that was just built.
engine_tests() {
    local result=0
    (cd engine && JAVA_TOOL_OPTIONS=$BRIEFLY REPORTER=tap npm run --silent test) >$COUNTS/engine.log 2>&1 || result=1
    grep -E '^(not ok|# RSS)' $COUNTS/engine.log || true
    [ $result = 0 ] || say "the engine's log is $COUNTS/engine.log"
    # shellcheck disable=SC2046
    count $(node_counts $COUNTS/engine.log)
    return $result
}

# node_counts FILE: passed and failed of Node's test runner.
node_counts() {
    "$NODE" -p 'const text = fs.readFileSync(process.argv[1], "utf8"); ["pass", "fail"].map((w) => [...text.matchAll(new RegExp(`^(?:#|ℹ) ${w} (\\d+)`, "gm"))].at(-1)?.[1] ?? 0).join(" ")' "$1"
}

formatter() { "$MVN" -q -B -Dstyle.color=never spotless:check || { say "./dev fmt puts it right"; return 1; }; }

# Everything in Java: compiled with Error Prone and NullAway, its tests as well, and packed.
compile() {
    touch .dev/begun
    "$MVN" -q -B -ntp -Dstyle.color=never -DskipTests package || return 1
    touch -r .dev/begun hub/target/palomar.jar sandbox/target/palomar-sandbox.jar
}

# maven_tests MODULES ARGUMENT…: the tests of modules that are compiled: what is up to date stays as it is.
maven_tests() {
    local modules=$1 result=0 each
    shift
    for each in ${modules//,/ }; do
        rm -rf "$each/target/surefire-reports"
    done
    "$MVN" -B -ntp -Dstyle.color=never -Dmaven.compiler.useIncrementalCompilation=false -pl "$modules" "$@" || result=1
    # shellcheck disable=SC2046,SC2086
    count $("$NODE" tools/surefire.mjs $(printf '%s/target/surefire-reports ' ${modules//,/ }))
    return $result
}

java_tests() { maven_tests sandbox,hub test; }

# The jar while things break around it.
fault_tests() { JAVA_TOOL_OPTIONS=$BRIEFLY maven_tests bench verify; }

# What ./dev package makes, somewhere else and without this clone.
package_tests() {
    local result=0
    . tools/package.sh
    pack || return 1
    "$NODE" --test --test-force-exit --test-reporter=tap tools/package.test.mjs >$COUNTS/package.log 2>&1 || result=1
    [ $result = 0 ] || cat $COUNTS/package.log
    # shellcheck disable=SC2046
    count $(node_counts $COUNTS/package.log)
    return $result
}

# free_ports N: so many ports that nobody uses, on one line. They lie below those that systems give to outgoing calls, so
# that none of these takes one before it is used.
free_ports() {
    "$NODE" -e '
        const net = require("node:net")
        const free = () => new Promise((done) => {
            const server = net.createServer()
            server.once("error", () => done(free()))
            server.listen(17000 + Math.floor(Math.random() * 15000), "127.0.0.1", () => done(server))
        })
        Promise.all(Array.from({ length: Number(process.argv[1]) }, free)).then((all) => {
            console.log(all.map((s) => s.address().port).join(" "))
            all.forEach((s) => s.close())
        })' "$1"
}

# said WORD FILE PID: waits until the log FILE of process PID says WORD; shows it when the process ends before.
said() {
    until grep -q "$1" "$2"; do
        kill -0 "$3" 2>/dev/null || {
            cat "$2" >&2
            return 1
        }
        sleep 0.3
    done
}

# The alert rules for Prometheus, by its own program; a machine without it says so and goes on.
alert_rules() {
    local promtool rules=deploy/prometheus
    promtool=$(find_promtool) || {
        say "   skipped: promtool is not here and cannot be had (Debian: apt-get install prometheus | brew install prometheus)"
        return 0
    }
    "$promtool" check rules $rules/palomar.rules.yml && "$promtool" test rules $rules/palomar.rules.test.yml && count 1 0
}

# The flow of the browser's that measures how smooth a page is: nothing may run beside it.
SMOOTH=scale

# browser_tests NAME FLOW…: the browser lives through the README, or some other flows, against a hub of its own on free
# ports; and, on a second one that nobody has set up yet, as its first administrator.
browser_tests() (
    local log=$COUNTS/$1.log hub_port sandbox_port new_port setup='' result=0
    local flows=${*:2}
    # Not local: the trap runs when this function is left already.
    up='' new='' folder=$(mktemp -d "${TMPDIR:-/tmp}/palomar-test.XXXXXX")
    chmod 755 "$folder"
    # shellcheck disable=SC2046
    set -- $(free_ports 3)
    hub_port=$1 sandbox_port=$2 new_port=$3
    PALOMAR_PORT=$hub_port SANDBOX_PORT=$sandbox_port PALOMAR_DATA=$folder/data JAVA_TOOL_OPTIONS=$BRIEFLY \
        "$NODE" tools/up.mjs >"$folder/up.log" 2>&1 &
    up=$!
    trap end_browser_tests EXIT
    said 'Palomar is ready' "$folder/up.log" $up || return 1
    if [ "$flows" != $SMOOTH ]; then
        PALOMAR_PORT=$new_port PALOMAR_PUBLIC_URL=http://127.0.0.1:$new_port PALOMAR_DATA=$folder/new PALOMAR_LOG=text \
            PALOMAR_GRAPH_URL=http://127.0.0.1:$sandbox_port PALOMAR_ALLOW_ADDRESSES=127.0.0.0/8 \
            "$JAVA_HOME/bin/java" $BRIEFLY -Xmx512m -jar hub/target/palomar.jar >"$folder/new.log" 2>&1 &
        new=$!
        said 'first administrator: ' "$folder/new.log" $new || return 1
        setup=$(sed -n 's/.*first administrator: *\(http[^ ]*\).*/\1/p' "$folder/new.log" | tail -1)
    fi
    # shellcheck disable=SC2086
    (cd panel && PALOMAR_CREDENTIALS=$folder/data/credentials.json CHROMIUM_PATH=$CHROMIUM PALOMAR_SETUP_LINK=$setup \
        npm run --silent e2e -- $flows) >"$log" 2>&1 || result=1
    cat "$log"
    # shellcheck disable=SC2046
    count $(node_counts "$log")
    if [ $result = 1 ]; then
        cp "$folder/data/hub.log" $COUNTS/hub.log
        [ -z "$new" ] || cp "$folder/new.log" $COUNTS/new-hub.log
        say "the hubs' logs are $COUNTS/hub.log and $COUNTS/new-hub.log"
    fi
    end_browser_tests
    return $result
)

end_browser_tests() {
    trap - EXIT
    # shellcheck disable=SC2086
    kill $up $new 2>/dev/null || true
    # shellcheck disable=SC2086
    wait $up $new 2>/dev/null || true
    rm -rf "$folder"
}

run_tests() {
    [ -z "${PALOMAR_DATABASE_URL:-}${PALOMAR_DATA:-}" ] || fail "unset PALOMAR_DATABASE_URL and PALOMAR_DATA for the tests"
    need_node
    need_jdk
    need_maven
    # Where windows are drawn that nobody sees, a page costs three times as much.
    [ -n "${CHROMIUM_PATH:-}" ] || command -v chromium-headless-shell >/dev/null ||
        { apt-cache show chromium-headless-shell >/dev/null 2>&1 && apt chromium-headless-shell; } || true
    CHROMIUM=$(find_chromium windowless) || { apt chromium && CHROMIUM=$(find_chromium); } ||
        fail "the browser tests need Chromium or Chrome: apt-get install chromium | brew install --cask chromium
If it is in a place of its own, say where: CHROMIUM_PATH=/path/to/chromium ./dev test"
    rm -rf $COUNTS
    mkdir -p $COUNTS
    : >$COUNTS/counts
    trap closing EXIT
    step "packages of the panel" panel_packages
    step "packages of the engine" engine_packages
    step "types of the panel" panel_types
    beside panel-and-lint panel_and_lint
    step "formatter (Java)" formatter
    step "build of the panel" build_panel
    step "compilation (Java)" compile
    meet
    beside engine-jar-and-browser engine_jar_and_browser
    step "tests of hub and sandbox" java_tests
    step "test of the packed folder" package_tests
    meet
    step "tests in the browser that nothing may run beside" browser_tests smooth $SMOOTH
    say ""
}

panel_and_lint() {
    step "lint and format (panel)" panel_lint
    step "lint and format (engine)" engine_lint
    step "tests of the panel" panel_tests
    step "alert rules" alert_rules
}

engine_jar_and_browser() {
    step "tests of the engine" engine_tests
    step "tests of the jar while things break around it" fault_tests
    step "tests in the browser" browser_tests browser --but $SMOOTH
}
