#!/bin/sh
# Make the example in the current folder. EXAMPLE is the folder of this file.
set -eu
polepos start text-desk --no-git --db none
cd text-desk
polepos add module summaries --template ai-prompt
cp -R "$EXAMPLE/edits/." .
