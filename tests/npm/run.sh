#!/usr/bin/env bash
# Tests the npm package in schemas/: fresh types, and the package as npm makes it, installed into an empty
# project and used there from JavaScript and TypeScript. Needs node (20.11 or newer) and npm,
# and the registry for `npm ci`; nothing else is fetched.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
schemas=$(cd "$here/../../schemas" && pwd)
project=$(mktemp -d)
trap 'rm -rf "$project" "$schemas/conformance" "$schemas/LICENSE"' EXIT
passed=0 failed=0

check() { # check DESCRIPTION COMMAND…: one test; what it prints is shown where it fails
  local output
  if output=$("${@:2}" 2>&1); then
    passed=$((passed + 1)) && echo "ok      $1"
  else
    failed=$((failed + 1)) && printf 'FAILED  %s\n%s\n' "$1" "$output"
  fi
}

quietly() { # npm, without its advice
  npm "$@" --silent --no-audit --no-fund --no-update-notifier
}

pack() { # makes the package, and leaves nothing of it in schemas/
  (cd "$project" && quietly pack "$schemas") && [ ! -e "$schemas/conformance" ] && [ ! -e "$schemas/LICENSE" ]
}

holds() { # the package holds exactly the files that it should
  diff <(cd "$project/node_modules/alimtalk-rules-schemas" && find . -type f | LC_ALL=C sort) <(
    cd "$schemas" && {
      find . -name '*.schema.json'
      printf './%s\n' LICENSE README.md gateways.json package.json rules.json types.d.ts
      cd ../tests && find ./conformance -type f
    } | LC_ALL=C sort
  )
}

readme_blocks() { # readme_blocks LANGUAGE ENDING: each such block of the README becomes a file of the project
  awk -v fence="\`\`\`$1" -v ending="$2" -v folder="$project" '
    /^```/ { inside = 0 }
    inside { print > (folder "/readme-" count "." ending) }
    $0 == fence { inside = 1; count++ }' "$schemas/README.md"
}

install_offline() { # into a project that has nothing yet, without any registry
  cd "$project" && quietly init --yes && quietly install --offline ./alimtalk-rules-schemas-*.tgz
}

in_project() {
  cd "$project" && NODE_OPTIONS=--disable-warning=ExperimentalWarning "$@"
}

(cd "$here" && quietly ci)
check "types.d.ts is fresh" node "$here/types.mjs" --check
check "npm pack" pack
check "npm install into an empty project, offline" install_offline
check "the package holds what it should, and nothing else" holds
# What a user of ajv installs besides.
ln -s "$here/node_modules/ajv" "$project/node_modules/ajv"
cp "$here"/project/* "$project"
check "require" in_project node require.cjs
check "import" in_project node import.mjs
check "the example port finds the schemas of the package" \
  in_project node node_modules/alimtalk-rules-schemas/conformance/port/port.mjs </dev/null
check "ajv agrees with all cases, in both drafts, plain and strict" in_project node cases.mjs
readme_blocks javascript mjs
readme_blocks typescript mts
for script in "$project"/readme-*.mjs; do
  check "the README's JavaScript: $(basename "$script")" in_project node "$script"
done
check "the README has TypeScript" test -e "$project/readme-1.mts"
check "tsc --strict: the sample, its mistakes, and the README's TypeScript" in_project "$here/node_modules/.bin/tsc"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
