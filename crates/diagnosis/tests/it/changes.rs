//! Changes of a snapshot: made twice they change nothing more, and what they name has to be there.

use eks_iam_access_entry::AccessEntry;
use eks_iam_diagnosis::{Change, ClientSetting, PolicyHolder, PolicySource, Snapshot, Source};

const MIKA: &str = "arn:aws:iam::111122223333:user/mika";

fn snapshot() -> Snapshot {
    let text = "iam: {UserDetailList: [{Arn: \"arn:aws:iam::111122223333:user/mika\"}]}\nclient: {endpoint: \"https://x\"}\n";
    Snapshot::read(&eks_iam_document::parse(text).unwrap()).unwrap()
}

fn policy() -> PolicySource {
    PolicySource { name: "allow".to_owned(), arn: None, text: "{}".to_owned() }
}

#[test]
fn applying_twice_is_applying_once() {
    let changes = [
        Change::PutPolicy(PolicyHolder::Identity(MIKA.to_owned()), policy()),
        Change::PutManifest(Source { name: "rbac.yaml".to_owned(), text: "kind: Role\n".to_owned() }),
        Change::PutAccessEntry(AccessEntry::new("arn:aws:iam::111122223333:role/dev")),
        Change::SetClient(ClientSetting::Endpoint, None),
        Change::SetClient(ClientSetting::Parameter("external-id".to_owned()), Some("shop-7".to_owned())),
    ];
    let once = snapshot().apply(&changes).unwrap();
    assert_eq!(once.apply(&changes).unwrap(), once);
    assert_eq!(once.client.endpoint, None);
    assert_eq!(once.user(MIKA).unwrap().policies.as_ref().map(Vec::len), Some(1));
}

#[test]
fn a_principal_that_is_not_there_is_an_error() {
    let holder = PolicyHolder::Trust("arn:aws:iam::111122223333:role/gone".to_owned());
    let error = snapshot().apply(&[Change::PutPolicy(holder, policy())]).unwrap_err();
    assert_eq!(error.to_string(), "the snapshot has no arn:aws:iam::111122223333:role/gone");
}
