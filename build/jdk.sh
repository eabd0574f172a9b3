# Sourced: sets NETAUTO_JDK to the home of a JDK 25 or newer, or says what is missing.
# NETAUTO_JDK_SEARCH=HOME:HOME looks at these homes only.
netauto_jdk_version() { # HOME -> feature number, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}
netauto_find_jdk() {
  local home version best='' best_version=0 on_path places
  on_path=$(command -v javac 2>/dev/null || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  if [ -n "${NETAUTO_JDK_SEARCH+set}" ]; then
    IFS=: read -r -a places <<<"$NETAUTO_JDK_SEARCH"
  else
    places=("${NETAUTO_JDK:-}" "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/jdk* /opt/java/*
      "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home)
  fi
  for home in ${places[@]+"${places[@]}"}; do
    [ -n "$home" ] || continue
    version=$(netauto_jdk_version "$home") || continue
    [ -n "$version" ] && [ "$version" -ge 25 ] || continue
    if [ "$version" -eq 25 ]; then echo "$home"; return; fi
    if [ "$best_version" -eq 0 ] || [ "$version" -lt "$best_version" ]; then best=$home best_version=$version; fi
  done
  [ -n "$best" ] && echo "$best"
}
NETAUTO_JDK=$(netauto_find_jdk) || true
if [ -z "$NETAUTO_JDK" ]; then
  cat >&2 <<'MSG'
NetAuto needs a JDK 25, and none was found.
Looked at: NETAUTO_JDK, JAVA_HOME, javac on the PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks.
Install one (for example Eclipse Temurin 25), or point at it:  export NETAUTO_JDK=/path/to/jdk-25
MSG
  exit 1
fi
export NETAUTO_JDK
