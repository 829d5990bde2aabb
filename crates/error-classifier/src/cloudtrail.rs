//! CloudTrail records: found in a stream of bytes, read without building a tree, classified where they tell of an error.
//!
//! [`Records`] walks over a buffer and gives each record as a piece of it. It takes a file as CloudTrail delivers it
//! (`{"Records":[…]}`, in one line or printed wide), records one a line, one record, the events of EventBridge (`detail`)
//! and what `aws cloudtrail lookup-events` prints (`CloudTrailEvent`). What is torn or no record is passed over and told
//! of. Fields are read when they are asked for, so records without an error cost no more than finding their ends.
//!
//! ```
//! use eks_iam_error_classifier::{Class, FieldName, cloudtrail::Records};
//!
//! let file = br#"{"Records":[{"eventVersion":"1.11","userIdentity":{"arn":"arn:aws:iam::111122223333:user/dev"},
//!     "eventSource":"eks.amazonaws.com","eventName":"ListClusters"},
//!     {"eventVersion":"1.11","userIdentity":{"arn":"arn:aws:iam::111122223333:user/dev"},
//!     "eventTime":"2026-01-02T03:04:05Z","eventSource":"eks.amazonaws.com","eventName":"DescribeCluster",
//!     "errorCode":"AccessDenied","errorMessage":"Access denied"}]}"#;
//! let denied: Vec<_> = Records::new(file).flatten().filter(|record| record.has_error()).collect();
//! assert_eq!(denied.len(), 1);
//!
//! let fields = denied[0].fields();
//! assert_eq!(fields.event_time.as_deref(), Some("2026-01-02T03:04:05Z"));
//! let symptom = denied[0].classify().expect("it has an error");
//! assert_eq!(symptom.class(), Class::AccessDeniedOpaque);
//! assert_eq!(symptom.value(FieldName::Operation), Some("DescribeCluster"));
//! ```
//!
//! A stream is read buffer by buffer. What [`Records`] has not consumed goes to the front of the next buffer:
//!
//! ```
//! use eks_iam_error_classifier::cloudtrail::{Records, Resume};
//!
//! let file = br#"{"Records":[{"eventVersion":"1.11","eventName":"A"},{"eventVersion":"1.11","eventName":"B"}]}"#;
//! let mut buffer: Vec<u8> = Vec::new();
//! let (mut resume, mut count) = (Resume::default(), 0);
//! for chunk in file.chunks(40) {
//!     buffer.extend_from_slice(chunk);
//!     let mut records = Records::resume(&buffer, resume);
//!     count += records.by_ref().flatten().count();
//!     resume = records.to_resume();
//!     buffer.drain(..records.consumed());
//! }
//! assert_eq!(count, 2);
//! assert!(buffer.is_empty(), "else the last record is cut");
//! ```

mod record;
mod records;
mod skipped;
mod symptom;

pub use self::{
    record::{Record, RecordFields},
    records::{Records, Resume},
    skipped::{Skipped, SkippedKind},
};
