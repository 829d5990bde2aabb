//! Whole requests to STS, the keys that they were signed with, and what STS says to them.

use eks_iam_mock_aws::{AccessKey, Account, Credentials, Request, Role, Timestamp, User, World};
use serde_json::Value;

use crate::support::*;

/// Rows that the mock answers otherwise, with its status and the reason.
const OTHERWISE: [(&str, u16, &str); 1] = [(
    "sigv4-v011",
    302,
    "without an Action STS leads to its page and looks at no signature; the row is the signature's alone",
)];

#[test]
fn sts_verdicts() {
    let rows = include_str!("data/sigv4-sts.jsonl").lines();
    assert_eq!(rows.clone().count(), 92);
    for row in rows {
        check(&serde_json::from_str(row).unwrap());
    }
}

fn check(row: &Value) {
    let (id, expect) = (row["id"].as_str().unwrap(), &row["expect"]);
    let world = world_of(row);
    let response = send(&world, &request(&row["request"]));
    let body = response.text();
    if let Some((_, status, _)) = OTHERWISE.iter().find(|(name, ..)| *name == id) {
        assert_eq!(response.status, *status, "{id}: {body}");
    } else if expect["accept"] == true {
        assert_eq!(response.status, 200, "{id}: {body}");
        let key =
            row["keys"].as_array().unwrap().iter().find(|key| key["access_key"] == expect["access_key"]);
        assert_eq!(element(&body, "Arn"), principal(key.unwrap()), "{id}");
    } else {
        assert_eq!(expect["status"], response.status, "{id}: {body}");
        assert_eq!(expect["code"], element(&body, "Code"), "{id}: {body}");
        if let Some(message) = expect["message"].as_str() {
            let told =
                element(&body, "Message").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert_eq!(message, told, "{id}");
        }
    }
}

/// A world with the row's clock and keys, each of them a principal's of its own.
fn world_of(row: &Value) -> World {
    let keys = row["keys"].as_array().unwrap();
    let mut account = Account::new(A);
    for key in keys {
        let name = key["access_key"].as_str().unwrap();
        account = match key["token"].is_string() {
            true => account.with_role(Role::new(name, trusts_account(A))),
            false => account.with_user(User::new(name)),
        };
    }
    let clock = time(&row["server"]["now"]).unwrap();
    let mut builder = World::builder().clock(clock).account(account);
    for key in keys {
        builder = builder.access_key(access_key(key));
    }
    let world = builder.build().unwrap();
    for key in keys.iter().filter(|key| key["state"] == "role-deleted") {
        let name = key["access_key"].as_str().unwrap();
        let root = world.credentials("arn:aws:iam::111122223333:root").unwrap();
        let body = format!("Action=DeleteRole&Version=2010-05-08&RoleName={name}");
        let delete = form(&world, &root, "iam.amazonaws.com", "iam", "us-east-1", &body);
        let response = send(&world, &delete);
        assert_eq!(response.status, 200, "{}", response.text());
    }
    world
}

fn access_key(key: &Value) -> AccessKey {
    let text = |name: &str| key[name].as_str();
    let mut credentials = Credentials::new(text("access_key").unwrap(), text("secret").unwrap());
    credentials.session_token = text("token").map(Into::into);
    let made = AccessKey { expires: time(&key["expires"]), ..AccessKey::new(principal(key), credentials) };
    match text("state").unwrap() {
        "active" | "role-deleted" => made,
        "inactive" => made.inactive(),
        other => panic!("unknown state {other}"),
    }
}

fn principal(key: &Value) -> String {
    let name = key["access_key"].as_str().unwrap();
    match key["token"].is_string() {
        true => format!("arn:aws:sts::{A}:assumed-role/{name}/s1"),
        false => format!("arn:aws:iam::{A}:user/{name}"),
    }
}

fn time(value: &Value) -> Option<Timestamp> {
    value.as_str().map(|text| Timestamp::parse_basic(text).unwrap())
}

fn request(value: &Value) -> Request {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut request =
        Request::new(text(&value["method"]), text(&value["target"])).with_body(text(&value["body"]));
    request.headers =
        value["headers"].as_array().unwrap().iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect();
    request
}

#[test]
fn keys_that_a_world_does_not_take() {
    let user = format!("arn:aws:iam::{A}:user/mika");
    let session = format!("arn:aws:sts::{A}:assumed-role/ops/mika");
    let key = |arn: &str| AccessKey::new(arn, Credentials::new("AKIDEXAMPLE", "secret"));
    let of_session = || {
        let credentials = Credentials::new("ASIAEXAMPLE", "secret").with_session_token("token");
        AccessKey::new(&session, credentials)
    };
    let check = |keys: Vec<AccessKey>, text: &str| {
        let built = keys.into_iter().fold(builder(), |builder, key| builder.access_key(key)).build();
        assert_eq!(built.unwrap_err().to_string(), text);
    };
    check(
        vec![key("arn:aws:iam::111122223333:user/nobody")],
        "`arn:aws:iam::111122223333:user/nobody` is no user, root or role session of this world",
    );
    check(vec![key(&user), key(&user)], "access key `AKIDEXAMPLE` stands twice in the world");
    let with_end = AccessKey { expires: Some(world().now()), ..key(&user) };
    check(
        vec![with_end],
        "access key `AKIDEXAMPLE` of `arn:aws:iam::111122223333:user/mika` has a session token or an end",
    );
    check(
        vec![of_session().inactive()],
        "access key `ASIAEXAMPLE` of `arn:aws:sts::111122223333:assumed-role/ops/mika` has no session token or is \
         switched off",
    );
    let given = builder().access_key(of_session()).access_key(key(&user)).build().unwrap();
    assert_ne!(given.credentials(&user).unwrap().access_key_id, "AKIDEXAMPLE");
    let who = sts_with(&given, &of_session().credentials, "Action=GetCallerIdentity");
    assert_eq!(element(&who.text(), "Arn"), session);
}
