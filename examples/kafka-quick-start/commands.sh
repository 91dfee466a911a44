#!/bin/sh
# Make the example in the current folder. EXAMPLE is the folder of this file.
set -eu
polepos start order-desk --no-git
cd order-desk
polepos add integration kafka
cp -R "$EXAMPLE/edits/." .
polepos db revision -m "add shipments"
polepos db upgrade
