# Sourced by the scripts beside it: builds what is not built yet and runs a class of it.
# Expects $name, for messages, $here and, where the class starts a stack, its $services.

root=$(cd "$here/../.." && pwd -P)
services="${services:-}"
built="$here/target/built${services:+-with-services}"

fail() {
    echo "$name: $1" >&2
    exit 1
}

stale() {
    [ -e "$built" ] && [ -e "$here/target/lib" ] || return 0
    for service in $services; do
        [ -e "$root/$service/target/quarkus-app/quarkus-run.jar" ] || return 0
        [ -z "$(find "$root/$service/pom.xml" "$root/$service/src/main" -newer "$built" -print -quit)" ] || return 0
    done
    [ -z "$(find "$here/pom.xml" "$here/src" "$root/contracts/src/main" "$root/deploy/local/src/main" \
        "$root/service-kit/src/main" "$root/identity-service/src/main" \
        -newer "$built" -print -quit)" ] || return 0
    return 1
}

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
command -v "$java" >/dev/null || fail "no java; install a JDK 17 or later, or set JAVA_HOME"

if stale; then
    command -v mvn >/dev/null || fail "mvn is not on the PATH; install Maven 3.8 or later"
    mkdir -p "$here/target"
    log="$here/target/build.log"
    stamp=$(mktemp "$here/target/built.XXXXXX")
    echo "building (log: $log)"
    projects=deploy/bench
    for service in $services; do
        projects="$projects,$service"
    done
    if ! (cd "$root" && mvn -B -DskipTests -Dspotless.check.skip -pl "$projects" -am package) >"$log" 2>&1; then
        rm -f "$stamp"
        grep -E '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
        fail "the build failed; the whole log is $log"
    fi
    mv -f "$stamp" "$built"
fi

# run HEAP CLASS [ARGUMENT…]
run() {
    heap=$1
    class=$2
    shift 2
    exec "$java" -Xms256m "-Xmx$heap" -XX:+UseSerialGC "-Dcdp.root=$root" \
        -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
        -cp "$here/target/classes:$here/target/lib/*" "$class" "$@"
}
