# `./dev package`: everything that a machine in production needs besides Java and Node. Sourced by ./dev, after tools/lib.sh.

# The hub's jar, and beside it the engine with its packages, in a folder and in an archive of it. The engine's packages
# hold no machine code, so the folder runs on every system; what only development or pictures need is left out.
pack() {
    local version
    version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml | head -1)
    say "packing dist/palomar ($version)"
    rm -rf dist/palomar "dist/palomar-$version.tar.gz"
    mkdir -p dist/palomar/palomar-engine .dev
    cp hub/target/palomar.jar LICENSE README.md README.es.md CHANGELOG.md UPGRADING.md dist/palomar/
    cp -R engine/src engine/package.json engine/package-lock.json engine/README.md engine/PROTOCOL.md dist/palomar/palomar-engine/
    cp engine/.npmrc dist/palomar/palomar-engine/
    (cd dist/palomar/palomar-engine && npm ci --omit=dev --omit=optional --omit=peer --ignore-scripts --no-audit --no-fund) >.dev/npm-package.log 2>&1 || {
        grep -v '^npm error *\(-\|\[\|Set \|$\)' .dev/npm-package.log | tail -30 >&2
        fail "npm ci failed in dist/palomar/palomar-engine"
    }
    [ -z "$(find dist/palomar/palomar-engine -name '*.node')" ] || fail "a package of the engine holds machine code: dist/palomar runs on this system alone"
    printf '%s\n' "$version" >dist/palomar/VERSION
    COPYFILE_DISABLE=1 tar -czf "dist/palomar-$version.tar.gz" -C dist palomar
    say "dist/palomar and dist/palomar-$version.tar.gz are ready: java -jar palomar.jar in that folder (docs/operations.md)"
}
