//! Values are serialised as the texts that they print.

use eks_iam_arn::{AccountId, Arn, ArnRef, Partition};

#[test]
fn values_go_to_json_and_back() {
    let json = r#"["arn:aws:iam::111122223333:root","012345678901","aws-cn"]"#;
    let values: (Arn, AccountId, Partition) = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&values).unwrap(), json);
    let borrowed: ArnRef<'_> = serde_json::from_str(r#""arn:aws:iam::111122223333:root""#).unwrap();
    assert_eq!(borrowed, values.0.as_arn());
    assert_eq!(serde_json::to_string(&borrowed).unwrap(), r#""arn:aws:iam::111122223333:root""#);
}

#[test]
fn errors_are_told() {
    let error = serde_json::from_str::<Arn>(r#""arn:aws""#).unwrap_err().to_string();
    assert!(error.starts_with("ARN ends in its partition"), "{error}");
    let error = serde_json::from_str::<AccountId>("111122223333").unwrap_err().to_string();
    assert!(error.contains("expected twelve digits in a string"), "{error}");
}
