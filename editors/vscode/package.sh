#!/bin/bash
# Builds the extension with the binary for this machine inside:
#   editors/vscode/package.sh [OUT.vsix]
# Needs Go with a C compiler, and Node 20. FIMBLE names a binary that is built
# already; `code --install-extension OUT.vsix` installs what comes out.
set -euo pipefail
out=$(realpath -m "${1:-fimble.vsix}")
cd "$(dirname "$0")"
platform=$(node -p 'process.platform + "-" + process.arch')
binary=bin/fimble
[[ $platform != win32-* ]] || binary+=.exe

[ -d node_modules ] || npm ci --no-audit --no-fund
rm -rf bin dist
mkdir bin
if [ -n "${FIMBLE:-}" ]; then
  cp "$FIMBLE" "$binary"
else
  go build -trimpath -ldflags='-s -w' -o "$binary" ../../cmd/fimble
fi
cp ../../LICENSE .
npm run --silent bundle -- --log-level=warning
npx vsce package --no-dependencies --allow-missing-repository --target "$platform" --out "$out"
