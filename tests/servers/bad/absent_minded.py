"""Ends at once, with words on standard error."""

import sys

sys.exit("the database password is missing")
