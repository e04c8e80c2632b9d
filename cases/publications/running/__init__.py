"""Jobs that make publications: within limits, told when they fail, tidied at night."""
