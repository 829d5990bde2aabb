//! Which STS host, which signing region, and why.
