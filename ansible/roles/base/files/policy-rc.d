#!/bin/sh
# A role starts its daemon once it is configured; installing the package must not. Restarts by a
# package upgrade are allowed. See invoke-rc.d(8).
for argument; do
  if [ "$argument" = start ]; then exit 101; fi
done
