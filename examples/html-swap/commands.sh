#!/bin/sh
# Make the example in the current folder. EXAMPLE is the folder of this file.
set -eu
polepos start notes-board --no-git
cd notes-board
polepos add module notes
cp -R "$EXAMPLE/edits/." .
polepos db revision -m "add notes"
polepos db upgrade
