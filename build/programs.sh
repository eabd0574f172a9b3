# Sourced after jdk.sh, with $root set: builds the server, the CLI and the conformance runner when they are older than their sources, and says how to
# start them. What it has to say goes to stderr: stdout belongs to the program.
server_jar=$root/server/target/netauto-server-boot.jar
cli_jar=$root/cli/target/netauto-cli.jar
conformance_jar=$root/conformance/target/netauto-conformance.jar
cli_cache=$root/cli/target/netauto-cli.aot
unpacked=$root/target/netauto-server
server_cache=$unpacked/netauto-server.aot
modules="driver simulator server cli conformance"
stamp=$root/target/build.stamp # its time is when the build began, its text the sum of the sources' names
java=$NETAUTO_JDK/bin/java

say() { echo "$*" >&2; }

sources() { # [FIND TESTS]: the files that the programs are made of
  local places=("$root/pom.xml") m
  for m in $modules; do places+=("$root/$m/pom.xml" "$root/$m/src"); done
  find "${places[@]}" \( -name node_modules -o -name target \) -prune -o -type f "$@" -print
}
source_names() { sources | LC_ALL=C sort | cksum; }

is_fresh() {
  local since=$stamp jar
  for jar in "$server_jar" "$cli_jar" "$conformance_jar"; do [ -f "$jar" ] || return 1; done
  if [ -f "$stamp" ]; then
    [ "$(cat "$stamp")" = "$(source_names)" ] || return 1
  else # built by hand
    since=$server_jar
    for jar in "$cli_jar" "$conformance_jar"; do
      if [ "$jar" -ot "$since" ]; then since=$jar; fi
    done
  fi
  [ -z "$(sources -newer "$since" | head -n 1)" ]
}

at_least() { # WANTED FOUND: versions, by their first two numbers
  local wanted=${1%%.*} found=${2%%.*}
  [ "$found" -gt "$wanted" ] 2>/dev/null && return
  [ "$found" -eq "$wanted" ] 2>/dev/null || return
  [ "$1" = "$wanted" ] && return
  wanted=${1#*.} found=${2#*.}
  [ "${found%%.*}" -ge "${wanted%%.*}" ] 2>/dev/null
}
check_build_tools() {
  local version missing=
  version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p') || true
  if [ -z "$version" ]; then missing+="  mvn, Maven 3.8 or newer: none on the PATH. Debian: apt-get install maven"$'\n'
  elif ! at_least 3.8 "$version"; then missing+="  mvn, Maven 3.8 or newer: found $version. See https://maven.apache.org"$'\n'; fi
  version=$(node -v 2>/dev/null | sed -n 's/^v\([0-9][0-9.]*\).*/\1/p') || true
  if [ -z "$version" ]; then missing+="  node, Node.js 20 or newer: none on the PATH. See https://nodejs.org"$'\n'
  elif ! at_least 20 "$version"; then missing+="  node, Node.js 20 or newer: found $version. See https://nodejs.org"$'\n'; fi
  command -v npm >/dev/null || missing+="  npm, which comes with Node.js: none on the PATH."$'\n'
  if [ -n "$missing" ]; then
    say "NetAuto has to be built first, and this is missing:"
    say "${missing%$'\n'}"
    exit 1
  fi
}

ensure_built() {
  if is_fresh; then return; fi
  check_build_tools
  mkdir -p "$root/target"
  build_locked
  if ! is_fresh; then build; fi
  exec 9>&-
}
build_locked() { # so that two who start at once build once
  exec 9>"$root/target/build.lock"
  command -v flock >/dev/null || return 0
  if ! flock -n 9; then
    say "Another start is building NetAuto; waiting for it."
    flock 9
  fi
}
build() {
  local log=$root/target/build.log names jar begun=$SECONDS
  say "Building NetAuto, once; the first time takes some minutes (log: target/build.log) ..."
  names=$(source_names)
  rm -f "$stamp"
  echo "$names" >"$stamp.new"
  # Maven too runs on the JDK that was found, so that no other has to be installed
  if ! (cd "$root" && JAVA_HOME=$NETAUTO_JDK mvn -q -B -DskipTests -Dformat.skip -Dcyclonedx.skip -pl server,cli,conformance -am package) >"$log" 2>&1 </dev/null 9>&-; then
    rm -f "$stamp.new"
    say "The build failed. The end of target/build.log:"
    tail -n 30 "$log" >&2
    exit 1
  fi
  for jar in "$server_jar" "$cli_jar" "$conformance_jar"; do
    if [ ! -f "$jar" ]; then
      say "The build ended well but made no ${jar#"$root/"}; see target/build.log."
      exit 1
    fi
  done
  mv "$stamp.new" "$stamp"
  rm -rf "$unpacked" "$unpacked.tried" "$cli_cache"
  if [ "${NET_AUTO_AOT:-}" != off ]; then "$root/build/aot-cache" cli >>"$log" 2>&1 </dev/null 9>&- || true; fi
  say "Built in $((SECONDS - begun)) s."
}

ensure_server_cache() { # tried once for each build; without it the server starts slower and is the same
  if [ "${NET_AUTO_AOT:-}" = off ] || [ "$unpacked.tried" -nt "$server_jar" ]; then return; fi
  mkdir -p "$root/target"
  build_locked
  if ! [ "$unpacked.tried" -nt "$server_jar" ]; then
    say "Preparing a faster start, once ..."
    "$root/build/aot-cache" server >"$root/target/aot-cache.log" 2>&1 </dev/null 9>&- ||
      say "That did not work (see target/aot-cache.log); NetAuto starts without it."
  fi
  exec 9>&-
}

server_options=(-Dfile.encoding=UTF-8 --enable-native-access=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError)
cli_options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dnetauto.home=$root") # not -Xshare: it excludes an AOT cache, and auto is the default
server_command() { # sets command
  local jar=$server_jar options=("${server_options[@]}") more=()
  if [ "${NET_AUTO_AOT:-}" != off ] && [ "$server_cache" -nt "$server_jar" ]; then
    jar=$unpacked/netauto-server-boot.jar
    options+=("-XX:AOTCache=$server_cache" -Xlog:aot=off)
  fi
  read -r -a more <<<"${NET_AUTO_JAVA_OPTS:-}"
  command=("$java" "${options[@]}" ${more[@]+"${more[@]}"} -jar "$jar")
}
cli_command() { # sets command
  local options=("${cli_options[@]}")
  if [ "${NET_AUTO_AOT:-}" != off ] && [ "$cli_cache" -nt "$cli_jar" ]; then
    options+=("-XX:AOTCache=$cli_cache" -Xlog:aot=off)
  fi
  command=("$java" "${options[@]}" -jar "$cli_jar")
}
simulate_command() { # sets command; the runner's jar holds the simulator, and what reads recordings
  command=("$java" --enable-native-access=ALL-UNNAMED -cp "$conformance_jar" io.netauto.simulator.program.Main)
}
conformance_command() { # sets command
  command=("$java" --enable-native-access=ALL-UNNAMED -jar "$conformance_jar")
}
