#!/usr/bin/env bash
# Publishes the server and the command line to folders outside the repository, starts each from elsewhere, and checks that pages, styles and
# scripts are served; and that no training engine lies beside the server. Takes some minutes: eng/check-publish.sh [FOLDER]
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true' EXIT

check() { # NAME, then the command that serves
  local name=$1 log="$work/$1.log" url=""
  shift
  cd /
  "$@" > "$log" 2>&1 &
  server=$!
  for _ in $(seq 240); do
    url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$log" | head -n 1 || true)
    [ -z "$url" ] || break
    kill -0 "$server" || { cat "$log"; exit 1; }
    sleep 0.5
  done
  local page
  page=$(curl -sf "$url/")
  for path in /model /collection $(grep -oE '(href|src)="[^"]+\.(css|js|svg)"' <<< "$page" | sed -E 's/^[a-z]+="\/?([^"]+)"/\/\1/' | sort -u); do
    curl -sf -o /dev/null "$url$path" || { echo "$name does not serve $path"; exit 1; }
    echo "$name serves $path"
  done
  kill -TERM "$server"
  wait "$server"
  server=""
}

dotnet publish "$repository/src/Gyo.Server" -c Release -o "$work/server" > "$work/publish-server.log" || { tail "$work/publish-server.log"; exit 1; }
if find "$work/server" -iname '*torch*' -o -iname '*libc10*' -o -iname '*SkiaSharp*' | grep .; then
  echo "The training engine lies beside the server."
  exit 1
fi
check server "$work/server/Gyo.Server" "--Gyo:Gallery=$work/server-gallery" --urls=http://127.0.0.1:0

dotnet publish "$repository/src/Gyo.Cli" -c Release -o "$work/cli" > "$work/publish-cli.log" || { tail "$work/publish-cli.log"; exit 1; }
check cli "$work/cli/Gyo.Cli" serve --gallery "$work/cli-gallery" --urls http://127.0.0.1:0
echo "Both serve, from $(du -sh "$work/server" | cut -f1) and $(du -sh "$work/cli" | cut -f1)."
