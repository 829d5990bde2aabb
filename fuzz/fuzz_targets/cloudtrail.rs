//! The records of any bytes are pieces of them, whatever the size of the buffers they come in.
#![no_main]

use eks_iam_error_classifier::{
    cloudtrail::{Records, Resume},
    kubernetes_audit::Event,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (size, bytes) = input;
    let whole: Vec<_> =
        Records::new(bytes).map(|record| record.map(|record| record.raw().to_vec()).ok()).collect();
    let (mut buffer, mut resume, mut pieces) = (Vec::new(), Resume::default(), Vec::new());
    for chunk in bytes.chunks(usize::from(size).max(1)) {
        buffer.extend_from_slice(chunk);
        let mut records = Records::resume(&buffer, resume);
        pieces.extend(records.by_ref().map(|record| record.map(|record| record.raw().to_vec()).ok()));
        resume = records.to_resume();
        buffer.drain(..records.consumed());
    }
    assert_eq!(whole, pieces);
    for record in Records::new(bytes).flatten() {
        let _ = (record.has_error(), record.fields());
        if let Some(symptom) = record.classify() {
            for (name, field) in symptom.fields() {
                assert!(record.raw().get(field.span.range()).is_some(), "{name} {field:?}");
            }
        }
    }
    if let Some(event) = Event::read(bytes) {
        let _ = event.class();
    }
});
