//! From a symptom and a snapshot to the first broken hop and its remedies.
