#!/bin/sh
# Make the example in the current folder. EXAMPLE is the folder of this file.
set -eu
polepos start book-club --no-git
cd book-club
polepos add auth
polepos add module reviews --template crud --auth-required
cp -R "$EXAMPLE/edits/." .
polepos db revision -m "add users and reviews"
polepos db upgrade
