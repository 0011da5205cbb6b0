"""Speaks whatever revision its argument says."""

import sys

from wire import requests, shake_hands

shake_hands(sys.argv[1])
for _ in requests():
    pass
