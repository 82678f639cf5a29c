#!/bin/sh
# A daemon is started by its role, once it is configured, not by the installation of its package.
# What an upgrade of a package restarts, is restarted. See invoke-rc.d(8)
for argument; do
  if [ "$argument" = start ]; then exit 101; fi
done
