"""Tells a host's time, in seconds since 1970."""

import time

print(time.time())
