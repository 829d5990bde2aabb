//! IAM policies: parsed, evaluated and explained in AWS's words.
