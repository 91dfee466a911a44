#!/bin/sh
# Make the example in the current folder. EXAMPLE is the folder of this file.
set -eu
polepos start rate-desk --db none --no-git
cd rate-desk
polepos add module rates --template api-only
polepos add integration redis
cp -R "$EXAMPLE/edits/." .
