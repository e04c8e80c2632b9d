"""How dates are written where Django's own habit is one country's: found by `FORMAT_MODULE_PATH`."""
