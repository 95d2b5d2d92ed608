# Finds the programs that building needs, and builds what is older than its sources. Sourced by ./dev.
# Written for bash 3.2, which is what macOS has.

say() { printf "%s\n" "$@" >&2; }

fail() {
    say "./dev: $*"
    exit 1
}

# For programs in Java that end after a few minutes: the second compiler costs a third of all time and gains nothing.
BRIEFLY=-XX:TieredStopAtLevel=1

is_root() { [ "$(id -u)" = 0 ]; }

# apt PACKAGE…: installs Debian packages, for root on Debian and its relatives.
apt() {
    is_root && command -v apt-get >/dev/null || return 1
    say "installing $* (apt)"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null
}

# The major version of the JDK in folder $1, or nothing when it is not a JDK.
jdk_major() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release"
}

need_jdk() {
    local candidate major on_path=
    if command -v javac >/dev/null; then
        on_path=$(command -v javac)
        while [ -L "$on_path" ]; do
            candidate=$(readlink "$on_path")
            case "$candidate" in
                /*) on_path=$candidate ;;
                *) on_path=$(dirname "$on_path")/$candidate ;;
            esac
        done
        on_path=$(dirname "$(dirname "$on_path")")
    fi
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -n "$candidate" ] || continue
        major=$(jdk_major "$candidate")
        if [ -n "$major" ] && [ "$major" -ge 25 ]; then
            export JAVA_HOME=$candidate
            return
        fi
    done
    fail "JDK 25 is needed and was not found. Any of these gives one:
  https://adoptium.net/temurin/releases/?version=25      (installers and archives)
  sdk install java 25-tem                                (sdkman.io)
  brew install openjdk@25                                (macOS)
  apt-get install openjdk-25-jdk                         (Debian and Ubuntu releases that have it)
If it is in a place of its own, say where: JAVA_HOME=/path/to/jdk-25 ./dev …"
}

need_maven() {
    command -v mvn >/dev/null || apt maven || fail "Maven 3.8.7 or newer is needed and was not found:
  apt-get install maven | brew install maven | sdk install maven | https://maven.apache.org/download.cgi"
    MVN=$(command -v mvn)
    local version
    version=$("$MVN" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -1)
    # shellcheck disable=SC2086
    set -- $version
    [ "${1:-0}" -gt 3 ] || { [ "${1:-0}" -eq 3 ] && [ "${2:-0}" -ge 8 ]; } ||
        fail "Maven 3.8.7 or newer is needed; $MVN is ${1:-?}.${2:-?}"
    export MAVEN_OPTS="${MAVEN_OPTS:-$BRIEFLY -XX:+UseSerialGC}"
}

need_node() {
    local hint="  https://nodejs.org/ | brew install node | nvm install 22 | https://github.com/nodesource/distributions (Debian, Ubuntu)"
    NODE=$(command -v node) || fail "Node 20.19 or newer with npm is needed and was not found:
$hint"
    command -v npm >/dev/null || fail "npm is needed and was not found; it comes with Node:
$hint"
    "$NODE" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
        fail "Node 20.19 or newer is needed; $NODE is $("$NODE" -v):
$hint"
}

# Prints the path of a Chromium or Chrome. One that never has windows is taken before others when $1 says so.
find_chromium() {
    local candidate
    for candidate in "${CHROMIUM_PATH:-}" "${1:+$(command -v chromium-headless-shell || true)}" \
        "$(command -v chromium || true)" "$(command -v chromium-browser || true)" "$(command -v google-chrome || true)" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "$(command -v chromium-headless-shell || true)"; do
        if [ -n "$candidate" ] && [ -x "$candidate" ]; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

# Prints the path of promtool. Debian has it in a package that would start a server: it is only unpacked.
find_promtool() {
    local place=.dev/promtool
    command -v promtool && return
    if [ ! -x $place/usr/bin/promtool ]; then
        command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
        say "fetching promtool (apt)"
        mkdir -p $place
        (
            cd $place
            apt-get download prometheus || { is_root && apt-get update -qq && apt-get download prometheus; }
            dpkg-deb -x prometheus_*.deb . && rm prometheus_*.deb
        ) >.dev/promtool.log 2>&1 || return 1
    fi
    printf '%s\n' $place/usr/bin/promtool
}

# newer REFERENCE PATH…: whether one of the paths, or anything below it, is newer than REFERENCE, or it is missing.
# A folder counts as newer when something in it was deleted.
newer() {
    local reference=$1
    shift
    [ -e "$reference" ] || return 0
    [ -n "$(find "$@" -newer "$reference" -not -name '*.log' -print 2>/dev/null | head -1)" ]
}

# The packages of the panel, exactly those of the lockfile.
panel_packages() {
    if newer panel/node_modules/.palomar panel/package.json panel/package-lock.json; then
        say "fetching the panel's packages (npm ci)"
        mkdir -p .dev
        (cd panel && npm ci --no-audit --no-fund) >.dev/npm.log 2>&1 || {
            grep -v '^npm error *\(-\|\[\|Set \|$\)' .dev/npm.log | tail -30 >&2
            fail "npm ci failed"
        }
        touch panel/node_modules/.palomar
    fi
}

# The packages of the engine (WhatsApp Web), exactly those of its lockfile; none of them needs a script of its own.
engine_packages() {
    if newer engine/node_modules/.palomar engine/package.json engine/package-lock.json; then
        say "fetching the engine's packages (npm ci)"
        mkdir -p .dev
        (cd engine && npm ci --ignore-scripts --no-audit --no-fund) >.dev/npm-engine.log 2>&1 || {
            grep -v '^npm error *\(-\|\[\|Set \|$\)' .dev/npm-engine.log | tail -30 >&2
            fail "npm ci failed in engine/"
        }
        touch engine/node_modules/.palomar
    fi
}

build_panel() {
    if newer panel/dist/.palomar panel/src panel/public panel/index.html panel/package-lock.json panel/vite.config.ts \
        panel/scripts hub/src/main/resources/openapi.yaml; then
        panel_packages
        say "building the panel"
        mkdir -p .dev
        (cd panel && npm run --silent build) >.dev/panel-build.log 2>&1 || {
            tail -40 .dev/panel-build.log >&2
            fail "the panel does not build"
        }
        touch panel/dist/.palomar
    fi
}

build_jars() {
    if newer hub/target/palomar.jar pom.xml hub/pom.xml hub/src/main panel/dist ||
        newer sandbox/target/palomar-sandbox.jar pom.xml sandbox/pom.xml sandbox/src/main; then
        need_maven
        say "building hub and sandbox (the first time Maven fetches their libraries: a few minutes)"
        # As old as the beginning of the build: what is saved meanwhile is newer.
        touch .dev/begun
        "$MVN" -q -B -Dstyle.color=never -pl hub,sandbox -Dmaven.test.skip=true package || fail "hub and sandbox do not build"
        touch -r .dev/begun hub/target/palomar.jar sandbox/target/palomar-sandbox.jar
    fi
}

# What measures; nobody else needs it.
build_bench() {
    if newer bench/target/classpath.txt pom.xml bench/pom.xml bench/src/main; then
        need_maven
        say "building the measurements"
        "$MVN" -q -B -Dstyle.color=never -pl bench -Dmaven.test.skip=true package || fail "bench does not build"
        touch bench/target/classpath.txt
    fi
}

# Builds what is older than its sources. Two at a time in one clone wait for each other.
build() {
    mkdir -p .dev
    local waited=
    until mkdir .dev/building 2>/dev/null; do
        if [ -n "$waited" ] && ! kill -0 "$(cat .dev/building/pid 2>/dev/null || echo none)" 2>/dev/null; then
            rm -rf .dev/building
            continue
        fi
        [ -n "$waited" ] || say "waiting for another build in this clone"
        waited=yes
        sleep 1
    done
    echo $$ >.dev/building/pid
    trap 'rm -rf .dev/building' EXIT
    if [ -d panel ]; then
        build_panel
    fi
    build_jars
    rm -rf .dev/building
    trap - EXIT
}
