"""Cases and what they hang on, in and out: the sample library from readable files."""
