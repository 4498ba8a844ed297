"""Home Assistant serves voluptuous by its successor; so types are the successor's."""

from probatio import *
