#!/bin/sh
# Make the example in the current folder. EXAMPLE is the folder of this file.
set -eu
polepos start order-desk --no-git --db none
cd order-desk
polepos add module orders --template api-only
cp -R "$EXAMPLE/edits/." .
