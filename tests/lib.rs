//! Nothing: the tests are in `all/` (one binary, because each one that links polars takes minutes to link) and in `browser/`.
