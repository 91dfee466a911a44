#!/bin/sh
# Make the example in the current folder. EXAMPLE is the folder of this file.
set -eu
polepos start mail-desk --no-git
cd mail-desk
polepos add integration rabbitmq
cp -R "$EXAMPLE/edits/." .
polepos db revision -m "add sent emails"
polepos db upgrade
