//! Where the backend that is served departs from the documentation.
