"""A programme as IATI activity data (version 2.03): what is known of it, as values, and these as XML."""
