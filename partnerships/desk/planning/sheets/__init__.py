"""Activities and figures of a plan as a spreadsheet: taken out, and brought in by way of a trial that writes nothing."""
